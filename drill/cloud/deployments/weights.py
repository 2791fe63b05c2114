"""An alias with two versions: MiniStack keeps the weights, and always calls the first version.

https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
"""

import random


def install(replace) -> None:
    from ministack.services import lambda_svc

    replace(lambda_svc, "_effective_func_record_for_qualifier", _by_weight)
    replace(lambda_svc, "_invoke", _direct)


def chosen_version(function, qualifier) -> str | None:
    """The version that a call of the alias reaches beside its own; None where it reaches that."""
    alias = ((function or {}).get("aliases") or {}).get(qualifier) or {}
    weights = (alias.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}
    at = random.random()
    for version, weight in weights.items():
        at -= float(weight)
        if at < 0:
            return version
    return None


def record_for(arn: str, record: dict) -> dict:
    """The record that this call of a qualified function runs, known to its caller by the same ARN."""
    from ministack.services import lambda_svc

    function, _config, _name = lambda_svc._get_base_func_record_for_ref(arn)
    _name, qualifier = lambda_svc._resolve_name_and_qualifier(arn)
    version = chosen_version(function, qualifier)
    found = version and function["versions"].get(version)
    return {**found, "config": {**found["config"], "FunctionArn": arn}} if found else record


def _by_weight(original):
    def record_of(function, qualifier):
        return original(function, chosen_version(function, qualifier) or qualifier)

    return record_of


def _direct(original):
    """Invocations by name. An asynchronous one chooses at each attempt, so that its settings are still the alias's."""

    async def invoke(name, event, headers, path_qualifier=None, query_params=None):
        from ministack.services import lambda_svc

        kind = headers.get("x-amz-invocation-type") or headers.get("X-Amz-Invocation-Type")
        given = path_qualifier or lambda_svc._qp_first(query_params or {}, "Qualifier")
        version = None if kind == "Event" else chosen_version(lambda_svc._functions.get(name), given)
        return await original(name, event, headers, version or path_qualifier, query_params)

    return invoke
