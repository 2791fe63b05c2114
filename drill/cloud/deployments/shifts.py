"""Moves an alias to its new version by the steps of its deployment group, and back when an alarm rings.

https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-lambda.html
https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-create-alarms.html
"""

import uuid

from async_invocations import hastened, pause
from deployments import groups, weights

ALIAS = "AWS::Lambda::Alias"
# Simulated seconds between two looks at the alarms.
LOOK_SECONDS = 5


def install(replace, handlers: dict) -> None:
    """Mends MiniStack; `replace` ends the process where a function that is mended is not there."""
    from ministack.services.cloudformation import stacks

    weights.install(replace)
    groups.provide(handlers)
    # A deployment takes minutes, in which the process answers others.
    replace(stacks, "_runs_on_worker_thread", lambda original: lambda kind: kind == ALIAS or original(kind))
    handlers[ALIAS]["update"] = _gradually(handlers[ALIAS]["update"])
    handlers[ALIAS]["update_with_logical_id"] = True


def _gradually(update):
    def update_alias(physical_id, old, new, stack_name, logical_id=None):
        before, after = old.get("FunctionVersion"), new.get("FunctionVersion")
        if before != after:
            shift(new, before, after, _group(stack_name, logical_id))
        return update(physical_id, old, new, stack_name, logical_id)

    return update_alias


def _group(stack_name: str, logical_id: str | None) -> dict | None:
    """CloudFormation takes an alias back at once, without a deployment."""
    from ministack.services.cloudformation import _stacks, engine

    stack = _stacks[stack_name]
    if "ROLLBACK" in stack["StackStatus"] or logical_id is None:
        return None
    template = engine._parse_template(stack["_template_body"])
    return groups.group_of(template["Resources"].get(logical_id, {}).get("UpdatePolicy") or {}, stack_name)


def shift(alias: dict, before: str, after: str, group: dict | None) -> None:
    """Gives the alias's new version more and more of the calls; all of them are for CloudFormation to give.

    Raises what CloudFormation tells where an alarm of the group rings: the old version has all calls again by then.
    """
    if group is None:
        return
    watched = _watched(group)
    try:
        _fail_if_ringing(watched)
        for share, seconds in groups.steps_of(group):
            _route(alias, before, {after: share})
            _bake(seconds, watched)
    finally:
        _route(alias, before, {})


def _watched(group: dict) -> list[str]:
    config = group.get("AlarmConfiguration") or {}
    is_on = str(config.get("Enabled", False)).lower() == "true"
    return [alarm["Name"] for alarm in config.get("Alarms") or []] if is_on else []


def _bake(seconds: float, watched: list[str]) -> None:
    while seconds > 0:
        if hastened.is_set():
            return
        pause(min(seconds, LOOK_SECONDS))
        seconds -= LOOK_SECONDS
        _fail_if_ringing(watched)


def _fail_if_ringing(watched: list[str]) -> None:
    from ministack.services import cloudwatch

    ringing = [name for name in watched if (cloudwatch._alarms.get(name) or {}).get("StateValue") == "ALARM"]
    if ringing:
        raise ValueError(
            f"Deployment d-{uuid.uuid4().hex[:9].upper()} failed: One or more alarms have been activated according to the "
            f"Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: "
            f"{', '.join(ringing)}"
        )


def _route(alias: dict, version: str, extra: dict[str, float]) -> None:
    from ministack.services import lambda_svc

    function, _config, _name = lambda_svc._get_base_func_record_for_ref(alias["FunctionName"])
    routed = {"FunctionVersion": version, "RoutingConfig": {"AdditionalVersionWeights": extra}}
    status, _headers, body = lambda_svc._update_alias(function["config"]["FunctionName"], alias["Name"], routed)
    if status >= 400:
        raise ValueError(body.decode(errors="replace"))
