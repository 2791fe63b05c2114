"""AWS/Lambda: MiniStack counts by function; a call counts for the alias that was called too.

How many calls run at once, and what reaches no destination, it does not count at all.
"""

import threading
from collections import Counter

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
