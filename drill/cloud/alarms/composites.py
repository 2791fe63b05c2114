"""Composite alarms: made by CloudFormation, which MiniStack's does not, and evaluated whenever an alarm changes its state.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-compositealarm.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
"""

import time

TYPE = "AWS::CloudWatch::CompositeAlarm"
ACTIONS = ("AlarmActions", "OKActions", "InsufficientDataActions")
SUPPRESSOR = ("ActionsSuppressor", "ActionsSuppressorWaitPeriod", "ActionsSuppressorExtensionPeriod")


def provide(handlers: dict) -> None:
    """Lets CloudFormation make them."""
    handlers[TYPE] = {"create": _create, "update": _update, "update_with_logical_id": True, "delete": _delete}


def evaluate(change) -> None:
    """Sets the state that each rule says, until none changes any more: a rule may name composite alarms."""
    from alarms import record
    from ministack.services import cloudwatch

    composites = list(cloudwatch._composite_alarms._data.items())
    # Rules in a circle would never come to an end.
    for _ in range(len(composites) + 1):
        changed = False
        for scope, alarm in composites:
            record.in_scope(scope)
            changed = _judge(alarm, change) or changed
        if not changed:
            return


def _judge(alarm, change) -> bool:
    from alarms import record
    from ministack.services import cloudwatch

    silent = [name for name in cloudwatch._composite_children(alarm) if record.reason_of(name) is not None]
    if silent:
        record.not_evaluated(alarm, f"its rule needs {', '.join(silent)}, which is not evaluated")
        return False
    after = cloudwatch._composite_rule_state(alarm)
    if after == alarm["StateValue"]:
        return False
    rings = [name for name in cloudwatch._composite_children(alarm) if _state_of(name) == "ALARM"]
    record.bad_until(alarm, max((record.until(name) or 0 for name in rings), default=0) or None)
    change(alarm, after, f"{alarm['AlarmRule']}: {', '.join(rings) or 'no alarm'} in ALARM")
    return True


def _state_of(name: str):
    from ministack.services import cloudwatch

    alarm = cloudwatch._alarms.get(name) or cloudwatch._composite_alarms.get(name)
    return alarm["StateValue"] if alarm else None


def _create(logical_id, props, stack_name):
    from ministack.services.cloudformation import provisioners

    name = props.get("AlarmName") or provisioners._physical_name(stack_name, logical_id, max_len=255)
    return _put(name, props)


def _put(name: str, props):
    from ministack.core.responses import get_account_id, get_region
    from ministack.services import cloudwatch

    # A rule that AWS does not read fails the deployment, with AWS's words.
    cloudwatch._parse_alarm_rule(props["AlarmRule"])
    now = int(time.time())
    before = cloudwatch._composite_alarms.get(name) or {
        "StateValue": "INSUFFICIENT_DATA",
        "StateReason": "Unchecked: Initial alarm creation",
        "StateUpdatedTimestamp": now,
    }
    arn = f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm:{name}"
    cloudwatch._composite_alarms[name] = {
        **{key: before[key] for key in ("StateValue", "StateReason", "StateUpdatedTimestamp")},
        "AlarmName": name,
        "AlarmArn": arn,
        "AlarmDescription": props.get("AlarmDescription") or "",
        "AlarmRule": props["AlarmRule"],
        "ActionsEnabled": str(props.get("ActionsEnabled", True)).lower() != "false",
        "AlarmConfigurationUpdatedTimestamp": now,
        **{key: [str(arn) for arn in props.get(key) or []] for key in ACTIONS},
        **{key: props[key] for key in SUPPRESSOR if props.get(key) is not None},
    }
    return name, {"Arn": arn}


def _update(physical_id, _old_props, new_props, stack_name, logical_id=None):
    name = new_props.get("AlarmName") or physical_id
    if name == physical_id:
        return _put(name, new_props)
    made = _create(logical_id or physical_id, new_props, stack_name)
    _delete(physical_id, _old_props)
    return made


def _delete(physical_id, _props) -> None:
    from ministack.services import cloudwatch

    cloudwatch._composite_alarms.pop(physical_id, None)
