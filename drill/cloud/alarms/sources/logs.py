"""Metrics that an app writes into its logs, in the embedded metric format.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import json

MARK = '"_aws"'


def install(replace) -> None:
    from ministack.services import cloudwatch_logs, lambda_svc

    replace(lambda_svc, "_emit_lambda_logs", _of_functions)
    replace(cloudwatch_logs, "_put_log_events", _of_clients)


def metrics_in(line: str):
    """Every datapoint of a line: namespace, name, unit, dimensions, values. A line that is none of the format has none."""
    start = line.find("{")
    if start < 0 or MARK not in line:
        return []
    try:
        # A runtime writes time and request in front.
        document, _end = json.JSONDecoder().raw_decode(line[start:])
        return [found for each in document["_aws"]["CloudWatchMetrics"] for found in _of_directive(document, each)]
    except (ValueError, KeyError, TypeError):
        return []


def _of_directive(document, directive):
    for names in directive.get("Dimensions") or [[]]:
        dimensions = {name: str(document[name]) for name in names}
        for metric in directive["Metrics"]:
            value = document[metric["Name"]]
            values = value if isinstance(value, list) else [value]
            yield directive["Namespace"], metric["Name"], metric.get("Unit", "None"), dimensions, [float(it) for it in values]


def _of_functions(emit):
    def counted(func, request_id, log_text, *rest, **named):
        emit(func, request_id, log_text, *rest, **named)
        _record(log_text or "")

    return counted


def _of_clients(put):
    def counted(data):
        for event in data.get("logEvents", []):
            _record(event.get("message", ""))
        return put(data)

    return counted


def _record(text: str) -> None:
    from ministack.services import cloudwatch

    if MARK not in text:
        return
    for line in text.splitlines():
        for namespace, name, unit, dimensions, values in metrics_in(line):
            for value in values:
                cloudwatch.record_metric(namespace, name, value, unit, dimensions)
