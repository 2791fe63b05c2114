"""Rules of Prometheus, as a template has them: kept, with what they refer to filled in, for the drill to hand out.

Nothing here evaluates them. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-aps-rulegroupsnamespace.html
"""

import os

WORKSPACE, NAMESPACE = "AWS::APS::Workspace", "AWS::APS::RuleGroupsNamespace"
REGION = os.environ.get("MINISTACK_REGION", "us-east-1")
ACCOUNT = os.environ.get("MINISTACK_ACCOUNT_ID", "000000000000")

# By ARN: the rules in YAML.
_rules: dict[str, str] = {}


def provide(handlers: dict) -> None:
    """Lets CloudFormation make them."""
    handlers[WORKSPACE] = {"create": _create_workspace, "delete": lambda _arn, _props: None}
    handlers[NAMESPACE] = {"create": _create, "update": _update, "delete": lambda arn, _props: _rules.pop(arn, None)}


def rules() -> list[dict]:
    return [{"name": arn.rsplit("/", 1)[-1], "rules": text} for arn, text in _rules.items()]


def kept() -> dict:
    return _rules


def take(stored: dict) -> None:
    _rules.update(stored)


def _create_workspace(logical_id, _props, stack_name):
    from ministack.services.cloudformation import provisioners

    workspace = f"ws-{provisioners._physical_name(stack_name, logical_id, lowercase=True)}"
    arn = f"arn:aws:aps:{REGION}:{ACCOUNT}:workspace/{workspace}"
    endpoint = f"https://aps-workspaces.{REGION}.amazonaws.com/workspaces/{workspace}/"
    return arn, {"Arn": arn, "WorkspaceId": workspace, "PrometheusEndpoint": endpoint}


def _create(_logical_id, props, _stack_name):
    workspace = str(props["Workspace"]).rsplit("/", 1)[-1]
    arn = f"arn:aws:aps:{REGION}:{ACCOUNT}:rulegroupsnamespace/{workspace}/{props['Name']}"
    _rules[arn] = props["Data"]
    return arn, {"Arn": arn}


def _update(arn, _old, props, _stack_name):
    _rules[arn] = props["Data"]
    return arn, {"Arn": arn}
