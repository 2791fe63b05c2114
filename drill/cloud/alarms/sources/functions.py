"""AWS/Lambda by function; a call counts for the alias that was called too.

MiniStack counts only what the Invoke API was asked for: not what an API, a queue, a rule or a topic calls, nor what becomes of
an asynchronous call. Here every execution counts, where all of them pass. How many run at once, and what reaches no
destination, it does not count at all.
"""

import threading
import time
from collections import Counter

import invocation_faults
from capacity import provisioned

# https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
MEASURED = {"AWS/Lambda": ("Invocations", "Errors", "Throttles", "Duration", "RecursiveInvocationsDropped",
                           "ConcurrentExecutions", "DestinationDeliveryFailures", "DeadLetterErrors", *provisioned.MEASURED)}

_lock = threading.Lock()
_running: Counter = Counter()
_most: Counter = Counter()
ACCOUNT = ""


def install(replace) -> None:
    from ministack.services import cloudwatch, lambda_svc

    replace(cloudwatch, "record_metric", _by_alias_too)
    replace(lambda_svc, "_execute_function", _at_once)
    replace(lambda_svc, "_execute_function", _counted)
    replace(lambda_svc, "_emit_lambda_metrics", _only_throttles)


def poll(look) -> None:
    """The most that ran at once since the last poll. Calls last as long as they do, and come `speed` times as often."""
    from ministack.services import cloudwatch

    with _lock:
        most = dict(_most)
        _most.clear()
        _most.update(_running)
    for name, count in most.items():
        if count > 0:
            dimensions = {"FunctionName": name} if name else None
            cloudwatch.record_metric("AWS/Lambda", "ConcurrentExecutions", max(1.0, count / look.speed), "Count", dimensions)


def undelivered(metric: str, config: dict) -> None:
    """Something for a destination, or for dead letters, that did not get there."""
    from ministack.services import cloudwatch

    cloudwatch.record_metric("AWS/Lambda", metric, 1, "Count", {"FunctionName": config.get("FunctionName", "")})


def _at_once(execute):
    def counted(record, *rest, **named):
        names = (ACCOUNT, record["config"].get("FunctionName", ""))
        _change(names, 1)
        try:
            return execute(record, *rest, **named)
        finally:
            _change(names, -1)

    return counted


def _counted(execute):
    def count(record, *rest, **named):
        from ministack.services import lambda_svc

        began = time.time()
        result = execute(record, *rest, **named)
        config = record.get("config") or record
        # Of a function elsewhere it calls itself once more, in that place.
        if not result.get("throttle") and not lambda_svc._function_config_scope_mismatch(config):
            _put(config.get("FunctionName", ""), bool(result.get("error")), (time.time() - began) * 1000)
        return result

    return count


def _put(name: str, failed: bool, millis: float) -> None:
    from ministack.services import cloudwatch

    dimensions = {"FunctionName": name}
    # A delay that was put in lasts at simulated time.
    duration = millis + invocation_faults.beyond_real_time(name)
    for metric, value, unit in (("Invocations", 1, "Count"), ("Errors", int(failed), "Count"), ("Throttles", 0, "Count"),
                                ("Duration", duration, "Milliseconds")):
        cloudwatch.record_metric("AWS/Lambda", metric, value, unit, dimensions)


def _only_throttles(_emit):
    """Whom a function turns away: its Invoke API says so a second time, with the time that this took."""

    def put(function_name, duration_ms, error, throttle):
        from ministack.services import cloudwatch

        if throttle and duration_ms == 0:
            cloudwatch.record_metric("AWS/Lambda", "Throttles", 1, "Count", {"FunctionName": function_name})

    return put


def _change(names, by: int) -> None:
    with _lock:
        for name in names:
            _running[name] += by
            _most[name] = max(_most[name], _running[name])


def _by_alias_too(record):
    def record_both(namespace, name, value, unit="None", dimensions=None):
        record(namespace, name, value, unit, dimensions)
        if namespace != "AWS/Lambda" or set(dimensions or {}) != {"FunctionName"}:
            return
        function = dimensions["FunctionName"]
        for alias in _aliases_of(function):
            record(namespace, name, value, unit, {**dimensions, "Resource": f"{function}:{alias}"})

    return record_both


def _aliases_of(function: str) -> list[str]:
    from ministack.services import lambda_svc

    found = lambda_svc._functions.get(function)
    return list(found.get("aliases", {})) if found else []
