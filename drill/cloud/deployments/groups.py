"""The resources of CodeDeploy as far as they say how an alias moves: made by CloudFormation, which MiniStack's does not."""

import re

PREFIX = "AWS::CodeDeploy::"
# https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
PREDEFINED = re.compile(r"CodeDeployDefault\.Lambda(Canary|Linear)(\d+)Percent(?:Every)?(\d+)Minutes?")
AT_ONCE = "CodeDeployDefault.LambdaAllAtOnce"

# By stack and logical id, for `Ref`, and what each says.
_made: dict[tuple[str, str], tuple[str, dict]] = {}


def provide(handlers: dict) -> None:
    """Lets CloudFormation make them."""
    for kind, name in (("Application", "ApplicationName"), ("DeploymentGroup", "DeploymentGroupName"),
                       ("DeploymentConfig", "DeploymentConfigName")):
        handlers[PREFIX + kind] = {
            "create": _create(name),
            "update": _update(name),
            "update_with_logical_id": True,
            "delete": _delete,
        }


def kept():
    return dict(_made)


def take(kept_before) -> None:
    _made.clear()
    _made.update(kept_before)


def group_of(policy: dict, stack_name: str) -> dict | None:
    """Properties of the deployment group that an update policy names; None where no gradual deployment is asked for."""
    named = (policy.get("CodeDeployLambdaAliasUpdate") or {}).get("DeploymentGroupName")
    if named is None:
        return None
    group = _found(named, stack_name)
    if group is None:
        raise ValueError(f"No Deployment Group found for name: {named}")
    return group


def steps_of(group: dict) -> list[tuple[float, float]]:
    """Pairs of the new version's share, 0 to 1, and the simulated seconds for which it has that share."""
    name = group.get("DeploymentConfigName", AT_ONCE)
    if name == AT_ONCE:
        return []
    predefined = PREDEFINED.fullmatch(name)
    if predefined:
        kind, percent, minutes = predefined[1], int(predefined[2]), int(predefined[3])
    else:
        config = next((said for made, said in _made.values() if made == name), None)
        if config is None:
            raise ValueError(f"No Deployment Configuration found for name: {name}")
        kind, percent, minutes = _routing(config["TrafficRoutingConfig"])
    shares = [percent] if kind == "Canary" else range(percent, 100, percent)
    return [(share / 100, minutes * 60) for share in shares]


def _routing(routing: dict) -> tuple[str, int, int]:
    kind = routing["Type"].removeprefix("TimeBased")
    said = routing.get(f"TimeBased{kind}", {})
    return kind, int(said[f"{kind}Percentage"]), int(said[f"{kind}Interval"])


def _found(named, stack_name: str) -> dict | None:
    if isinstance(named, dict):
        return _made.get((stack_name, named.get("Ref")), (None, None))[1]
    return next((said for made, said in _made.values() if made == named), None)


def _create(name_property: str):
    def create(logical_id, props, stack_name):
        from ministack.services.cloudformation import provisioners

        name = props.get(name_property) or provisioners._physical_name(stack_name, logical_id, max_len=100)
        _made[stack_name, logical_id] = (name, props)
        return name, {}

    return create


def _update(name_property: str):
    def update(physical_id, _old_props, new_props, stack_name, logical_id=None):
        name = new_props.get(name_property) or physical_id
        _made[stack_name, logical_id] = (name, new_props)
        return name, {}

    return update


def _delete(physical_id, _props) -> None:
    for place, (made, _said) in list(_made.items()):
        if made == physical_id:
            del _made[place]
