"""Metric filters of logs: each line that matches is a datapoint, and a minute of lines of which none does is one of the default.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
"""

import json

from alarms.patterns import UnknownPattern, field, matcher

# By filter: what its pattern says, or why nobody here can say it.
_matchers: dict = {}


def install(replace) -> None:
    from ministack.services import cloudwatch_logs, lambda_svc

    replace(lambda_svc, "_emit_lambda_logs", _of_functions)
    replace(cloudwatch_logs, "_put_log_events", _of_clients)


def _of_functions(emit):
    def counted(func, request_id, log_text, *rest, **named):
        emit(func, request_id, log_text, *rest, **named)
        config = func.get("config") or func
        group = (config.get("LoggingConfig") or {}).get("LogGroup") or f"/aws/lambda/{config.get('FunctionName')}"
        # Lambda itself writes lines too, so that no call is without one.
        count(group, [*(log_text or "").splitlines(), f"START RequestId: {request_id}"])

    return counted


def _of_clients(put):
    def counted(data):
        count(data.get("logGroupName", ""), [event.get("message", "") for event in data.get("logEvents", [])])
        return put(data)

    return counted


def count(group: str, lines) -> None:
    from ministack.services import cloudwatch_logs

    for (name, _filter), it in list(cloudwatch_logs._metric_filters.items()):
        matches = _matcher(it["filterPattern"]) if name == group and lines else None
        if matches is not None:
            found = [line for line in lines if matches(line)]
            for change in it["metricTransformations"]:
                _put(change, found)


def _put(change, found) -> None:
    from ministack.services import cloudwatch

    values = [(_value(change["metricValue"], line), _dimensions(change, line)) for line in found]
    if not found and "defaultValue" in change:
        values = [(float(change["defaultValue"]), {})]
    for value, dimensions in values:
        if value is not None:
            cloudwatch.record_metric(change["metricNamespace"], change["metricName"], value, change.get("unit", "None"), dimensions)


def _matcher(pattern: str):
    if pattern not in _matchers:
        try:
            _matchers[pattern] = matcher(pattern)
        except UnknownPattern as reason:
            print(f"metric filter not evaluated: {reason}", flush=True)
            _matchers[pattern] = None
    return _matchers[pattern]


def _value(written: str, line: str):
    """A number, or that of a field."""
    try:
        return float(_field(line, written) if str(written).startswith("$") else written)
    except (TypeError, ValueError):
        return None


def _dimensions(change, line: str):
    return {name: str(_field(line, path)) for name, path in (change.get("dimensions") or {}).items()}


def _field(line: str, path: str):
    return field(json.loads(line), path)
