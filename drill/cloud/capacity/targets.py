"""Application Auto Scaling of provisioned concurrency: made by CloudFormation, which MiniStack's does not.

By load, at simulated time: three minutes above the target share scale out, fifteen below nine tenths of it scale in, and
minutes in which nobody called do neither, because the function reports nothing in them.
https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html

By time: when the drill says that a scheduled action is due.
"""

import math
import threading
import time
import traceback

from async_invocations import speed
from capacity import provisioned

TARGET, POLICY = "AWS::ApplicationAutoScaling::ScalableTarget", "AWS::ApplicationAutoScaling::ScalingPolicy"
RUN = "/_drill/capacity/run/"
MINUTE = 60
OUT_AFTER, IN_AFTER = 3, 15
# Target tracking scales in only well below its target.
WELL_BELOW = 0.9

# By id: the properties, the bounds of the moment, and what was in use in the last minutes.
_targets: dict[str, dict] = {}
_shares: dict[str, float] = {}
_lock = threading.RLock()


def provide(handlers: dict) -> None:
    """Lets CloudFormation make them."""
    handlers[TARGET] = {"create": _create_target, "update": _update_target, "delete": _delete_target}
    handlers[POLICY] = {"create": _create_policy, "update": _update_policy, "delete": _delete_policy}


def install(replace) -> None:
    from ministack import app

    provisioned.install(replace)
    replace(app, "_handle_pre_body_request", _orders)


def start() -> None:
    """A frozen process scales nothing, as a region that is away."""
    threading.Thread(target=_look_for_ever, name="capacity", daemon=True).start()


def kept():
    return dict(_targets), dict(_shares)


def take(kept_before) -> None:
    for store, before in zip((_targets, _shares), kept_before):
        store.clear()
        store.update(before)


def run_action(name: str) -> int:
    """Does what a scheduled action says, at every target that has it; how many have."""
    with _lock:
        due = [(target, action) for target in _targets.values() for action in target["props"].get("ScheduledActions") or []
               if action["ScheduledActionName"] == name]
        for target, action in due:
            bounds = action["ScalableTargetAction"]
            target["least"] = int(bounds.get("MinCapacity", target["least"]))
            target["most"] = int(bounds.get("MaxCapacity", target["most"]))
            _provision(target, _ready(target))
    return len(due)


def _orders(shortcuts):
    async def handle(method, path, *rest):
        if not path.startswith(RUN):
            return await shortcuts(method, path, *rest)
        found = run_action(path.removeprefix(RUN))
        return (200 if found else 404), {"Content-Type": "application/json"}, b'{"targets": %d}' % found

    return handle


def _look_for_ever() -> None:
    while True:
        time.sleep(MINUTE / speed())
        try:
            with _lock:
                for id_, target in _targets.items():
                    _look(target, _shares.get(id_))
        except Exception:  # One target that cannot be scaled must not keep the others as they are for good.
            traceback.print_exc()


def _look(target: dict, share: float | None) -> None:
    """One minute of a target: what was in use in it, and what follows."""
    from ministack.core import responses
    from ministack.services import cloudwatch

    account, region = target["place"]
    responses._request_account_id.set(account)
    responses._request_region.set(region)
    used = provisioned.most_in_use(*_function_of(target))
    target["used"] = [*target["used"], used][-IN_AFTER:]
    if used is not None:
        dimensions = provisioned.dimensions_of(*_function_of(target))
        cloudwatch.record_metric(provisioned.NAMESPACE, provisioned.UTILIZATION, used, "None", dimensions)
    if share is not None:
        _track(target, share)


def _track(target: dict, share: float) -> None:
    used = target["used"]
    out = len(used) >= OUT_AFTER and all(each is not None and each > share for each in used[-OUT_AFTER:])
    back = len(used) >= IN_AFTER and all(each is not None and each < WELL_BELOW * share for each in used)
    if not out and not back:
        return
    ready = _ready(target)
    _provision(target, math.ceil(ready * used[-1] / share))
    if _ready(target) != ready:
        # The shares before were those of another capacity.
        target["used"] = []


def _provision(target: dict, wanted: int) -> None:
    from ministack.services import lambda_svc

    name, alias = _function_of(target)
    ready = min(max(wanted, target["least"]), target["most"])
    if ready == _ready(target):
        return
    status, _headers, body = lambda_svc._put_provisioned_concurrency(name, alias, {"ProvisionedConcurrentExecutions": ready})
    if status >= 400:
        raise ValueError(body.decode(errors="replace"))


def _ready(target: dict) -> int:
    return provisioned.ready_of(*_function_of(target))


def _function_of(target: dict) -> tuple[str, str]:
    _kind, name, alias = target["props"]["ResourceId"].split(":")
    return name, alias


def _create_target(_logical_id, props, _stack_name):
    id_ = _id_of(props)
    return id_, _register(id_, props)


def _id_of(props: dict) -> str:
    return "|".join(props[key] for key in ("ResourceId", "ScalableDimension", "ServiceNamespace"))


def _update_target(physical_id, _old_props, new_props, _stack_name):
    return physical_id, _register(physical_id, new_props)


def _register(id_: str, props: dict) -> dict:
    from ministack.core.responses import get_account_id, get_region

    with _lock:
        target = _targets[id_] = {
            "props": props,
            "place": (get_account_id(), get_region()),
            "least": int(props["MinCapacity"]),
            "most": int(props["MaxCapacity"]),
            "used": [],
        }
        _provision(target, _ready(target))
    return {"Id": id_}


def _delete_target(physical_id, _props) -> None:
    """What was ready stays: https://github.com/aws/aws-cdk/issues/31507"""
    with _lock:
        _targets.pop(physical_id, None)


def _create_policy(logical_id, props, stack_name):
    return _follow(props), {}


def _update_policy(_physical_id, _old_props, new_props, _stack_name):
    return _follow(new_props), {}


def _follow(props: dict) -> str:
    target = props.get("ScalingTargetId") or _id_of(props)
    tracking = props.get("TargetTrackingScalingPolicyConfiguration") or {}
    if tracking.get("TargetValue") is not None:
        _shares[target] = float(tracking["TargetValue"])
    return f"{target}:policyName/{props['PolicyName']}"


def _delete_policy(physical_id, _props) -> None:
    _shares.pop(physical_id.split(":policyName/")[0], None)
