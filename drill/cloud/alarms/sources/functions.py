"""AWS/Lambda: MiniStack counts by function; a call counts for the alias that was called too."""

from capacity import provisioned

# https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
MEASURED = {"AWS/Lambda": ("Invocations", "Errors", "Throttles", "Duration", "RecursiveInvocationsDropped", *provisioned.MEASURED)}


def install(replace) -> None:
    from ministack.services import cloudwatch

    replace(cloudwatch, "record_metric", _by_alias_too)


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
