"""AWS/Lambda by the version that ran: of an alias with two versions this is how they are told apart.

https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
"""


def install(replace) -> None:
    from ministack.services import lambda_svc

    replace(lambda_svc, "_execute_function", _counted)


def _counted(execute):
    def count(function, event, *rest):
        from ministack.services import lambda_svc

        result = execute(function, event, *rest)
        config = function.get("config") or {}
        # Of a function elsewhere it calls itself once more, in that place.
        if not result.get("throttle") and not lambda_svc._function_config_scope_mismatch(config):
            _put(config, 1 if result.get("error") else 0)
        return result

    return count


def _put(config: dict, errors: int) -> None:
    from ministack.services import cloudwatch, lambda_svc

    name, version = config.get("FunctionName"), config.get("Version")
    for alias, said in (lambda_svc._functions.get(name) or {}).get("aliases", {}).copy().items():
        extra = (said.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}
        if version == said.get("FunctionVersion") or version in extra:
            dimensions = {"FunctionName": name, "Resource": f"{name}:{alias}", "ExecutedVersion": version}
            cloudwatch.record_metric("AWS/Lambda", "Invocations", 1, "Count", dimensions)
            cloudwatch.record_metric("AWS/Lambda", "Errors", errors, "Count", dimensions)
