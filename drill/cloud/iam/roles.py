"""What services do in the name of a role of the app: functions, state machines, schedules and pipes."""

import contextvars
import json
import time

from . import decisions, evaluation, identity
from .requests import AUTHORIZED_AS
from .services import DELIVERED, INVOKE, account_of, role_may

LAMBDA, STATES, PIPES = "lambda.amazonaws.com", "states.amazonaws.com", "pipes.amazonaws.com"
# What the poller of an event source asks for:
# https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions
# https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html#events-dynamodb-permissions
POLLED = {
    "sqs": ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
    "dynamodb": ("dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"),
    "kinesis": ("kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:DescribeStream"),
}
# A poller asks several times a second; its rights are looked at this often.
POLLER_SECONDS = 2


def install(replace) -> None:
    from ministack import app
    from ministack.core import lambda_runtime
    from ministack.services import lambda_svc, pipes, stepfunctions

    from ministack.services.cloudformation import provisioners

    replace(lambda_svc, "_iter_all_esms", event_sources)
    replace(lambda_svc, "_create_esm", api_mapping)
    mapping = provisioners._RESOURCE_HANDLERS["AWS::Lambda::EventSourceMapping"]
    mapping["create"] = deployed_mapping(mapping["create"])
    replace(lambda_runtime, "execution_credentials", trusted_role)
    replace(stepfunctions, "_execute_task", of_machine)
    replace(stepfunctions, "_invoke_resource", task)
    replace(stepfunctions, "_invoke_with_callback", task)
    replace(app, "call_service_handler_sync", sdk_task)
    replace(pipes, "_poll_pipe", pipe_source)
    replace(pipes, "_deliver_batch", pipe_target)


def service_of(arn: str) -> str:
    return arn.split(":")[2] if arn.count(":") > 4 else ""


class Moments:
    """Answers that are good for a moment."""

    def __init__(self):
        self.known: dict = {}

    def get(self, key, ask) -> bool:
        if self.known.get(key, (0.0, True))[0] < time.monotonic() - POLLER_SECONDS:
            self.known[key] = time.monotonic(), ask()
        return self.known[key][1]


# --- functions ---------------------------------------------------------------------------------------------------------


def trusted_role(original):
    """Lambda runs no function under a role that does not trust it.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
    """

    def credentials(config):
        from ministack.services import iam

        arn = config.get("Role", "")
        role = iam._roles.get_scoped(account_of(arn), None, identity.role_name(arn))
        if role is not None and not evaluation.trusts(role, LAMBDA):
            caller = decisions.by_service(LAMBDA, config.get("FunctionArn", ""))
            why = f"the role's trust policy does not name {LAMBDA}"
            if not decisions.note(caller, "sts:AssumeRole", arn, "deny", why):
                raise PermissionError("The role defined for the function cannot be assumed by Lambda.")
        return original(config)

    return credentials


def destination_allowed(config: dict, target: str) -> bool:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    action = DELIVERED.get(service_of(target))
    return not action or role_may(config.get("Role", ""), LAMBDA, action, target, config.get("FunctionName", ""))


def event_sources(original):
    """Only the event sources whose function may read them: AWS creates no other mapping, and polls none."""
    moments = Moments()

    def each():
        for account, region, mapping in original():
            if moments.get(mapping.get("UUID"), lambda found=mapping: may_poll(found)):
                yield account, region, mapping

    return each


def may_poll(mapping: dict) -> bool:
    from ministack.services import lambda_svc

    source = mapping.get("EventSourceArn", "")
    name = name_of(mapping.get("FunctionArn", ""))
    function = lambda_svc._functions.get_scoped(account_of(source), identity.REGION, name)
    return function is None or may_read(function["config"].get("Role", ""), LAMBDA, source, name)


def may_read(role: str, service: str, source: str, session: str = "") -> bool:
    return all([role_may(role, service, action, source, session) for action in POLLED.get(service_of(source), ())])


def readable(function: str, source: str) -> str | None:
    """Why Lambda makes no mapping: https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html"""
    if may_poll({"EventSourceArn": source, "FunctionArn": function}):
        return None
    return f"The function's execution role does not have the permissions that it takes to read {source}: {', '.join(POLLED[service_of(source)])}"


def api_mapping(original):
    def create(data):
        from ministack.core.responses import error_response_json

        problem = readable(data.get("FunctionName", ""), data.get("EventSourceArn", ""))
        return error_response_json("InvalidParameterValueException", problem, 400) if problem else original(data)

    return create


def deployed_mapping(original):
    def create(logical_id, props, stack_name):
        if problem := readable(props.get("FunctionName", ""), props.get("EventSourceArn", "")):
            raise ValueError(problem)
        return original(logical_id, props, stack_name)

    return create


def name_of(function_arn: str) -> str:
    parts = function_arn.split(":")
    return parts[6] if len(parts) > 6 else parts[0]


# --- tasks of state machines -------------------------------------------------------------------------------------------

_machine: contextvars.ContextVar[str] = contextvars.ContextVar("drill_role_of_machine", default="")

# How AWS names the error of a task that its service refuses: the service, and the exception of the SDK that it is called
# with, as in https://github.com/awslabs/aws-deployment-framework/issues/460 . `States.TaskFailed` catches each.
REFUSED = {"lambda": "Lambda.AWSLambdaException", "sqs": "SQS.AmazonSQSException", "sns": "SNS.AmazonSNSException",
           "dynamodb": "DynamoDB.AmazonDynamoDBException", "states": "StepFunctions.AWSStepFunctionsException",
           "events": "EventBridge.AmazonEventBridgeException"}


def of_machine(original):
    """A task acts under the role of its machine: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html"""

    def execute(state, raw_input, execution, context):
        from ministack.services import stepfunctions

        machine = stepfunctions._state_machines.get((execution or {}).get("stateMachineArn", "")) or {}
        token = _machine.set(machine.get("roleArn", ""))
        try:
            return original(state, raw_input, execution, context)
        finally:
            _machine.reset(token)

    return execute


def task(original):
    """What the service of a task is asked for; a call of the SDK is judged where it becomes a request."""

    def invoke(resource, given, *rest):
        for action, target in asked_of(resource, given if isinstance(given, dict) else {}):
            if _machine.get() and not role_may(_machine.get(), STATES, action, target, context=context_of(action, given)):
                raise refused(REFUSED[action.split(":")[0]], action, target)
        return original(resource, given, *rest)

    return invoke


def refused(error: str, action: str, target: str) -> Exception:
    from ministack.services import stepfunctions

    role = identity.role_name(_machine.get())
    return stepfunctions._ExecutionError(error, f"The role {role} is not authorized to perform: {action} on resource: {target}")


def asked_of(resource: str, given: dict) -> list[tuple[str, str]]:
    """https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html"""
    _arn, _partition, service, *_place, last = resource.split(":", 5) if resource.count(":") >= 5 else ("", "", "", "", "")
    if service == "lambda":
        return [(INVOKE, resource)]
    if service != "states" or ":::" not in resource:
        return []
    kind, _, operation = last.partition(":")
    operation = operation.split(".")[0]
    if kind == "lambda":
        return [(INVOKE, function_arn(given.get("FunctionName", "")))]
    if kind == "dynamodb":
        return [(f"dynamodb:{operation[:1].upper()}{operation[1:]}", arn_of("dynamodb", "table/", given.get("TableName", "")))]
    if kind == "sqs":
        return [("sqs:SendMessage", arn_of("sqs", "", given.get("QueueUrl", "").rsplit("/", 1)[-1]))]
    if kind == "sns":
        return [("sns:Publish", given.get("TopicArn") or given.get("TargetArn") or "*")]
    if kind == "states":
        return [("states:StartExecution", given.get("StateMachineArn") or given.get("stateMachineArn") or "*")]
    if kind == "events":
        buses = {each.get("EventBusName") or "default" for each in given.get("Entries", []) if isinstance(each, dict)}
        return [("events:PutEvents", arn_of("events", "event-bus/", bus)) for bus in sorted(buses)]
    return []


def arn_of(service: str, kind: str, name: str) -> str:
    return name if name.startswith("arn:") else f"arn:aws:{service}:{identity.REGION}:{identity.ACCOUNT}:{kind}{name}"


def function_arn(reference: str) -> str:
    """Of a name, `name:qualifier`, a part of an ARN, or an ARN."""
    return arn_of("lambda", "function:", reference if reference.startswith("arn:") else reference.split("function:")[-1])


def context_of(action: str, given) -> dict:
    from ministack.core import iam_actions

    return iam_actions.dynamodb_service_context(json.dumps(given).encode()) if action.startswith("dynamodb:") else {}


def sdk_task(original):
    """`arn:aws:states:::aws-sdk:<service>:<operation>`: judged as the request that it becomes."""

    def call(handler, method, path, headers, body, query, *rest, **named):
        if _machine.get():
            judge_request(handler, method, path, headers, body, query)
        return original(handler, method, path, headers, body, query, *rest, **named)

    return call


def judge_request(handler, method, path, headers, body, query) -> None:
    from ministack import app
    from ministack.core import iam_actions
    from ministack.services import stepfunctions

    service = next((name for name, each in app.SERVICE_HANDLERS.items() if each is handler), "")
    content = body.encode() if isinstance(body, str) else body or b""
    action = iam_actions.extract_iam_action(service, method, path, headers, content, query)
    if action is None:
        caller = decisions.by_role(f"arn:aws:sts::{identity.ACCOUNT}:assumed-role/{identity.role_name(_machine.get())}/{STATES}")
        decisions.note(caller, f"{service}:(unknown)", "*", "undecided", "no action is known for it")
        return
    action = AUTHORIZED_AS.get(action, action)
    target = iam_actions.extract_resource_arn(service, method, path, headers, content, query, identity.REGION, identity.ACCOUNT)
    context = iam_actions.dynamodb_service_context(content) if service == "dynamodb" else {}
    if not role_may(_machine.get(), STATES, action, target, context=context):
        name = stepfunctions._AWS_SDK_ERROR_PREFIX.get(service, service.capitalize())
        raise refused(f"{name}.{name}Exception", action, target)


# --- pipes -------------------------------------------------------------------------------------------------------------


def pipe_source(original):
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html"""
    moments = Moments()

    def poll(tables, pipe, account):
        if pipe.get("CurrentState") != "RUNNING" or moments.get(
                pipe.get("Arn"), lambda: may_read(pipe.get("RoleArn", ""), PIPES, pipe.get("Source", ""))):
            original(tables, pipe, account)

    return poll


def pipe_target(original):
    """What its target may not get stays in the source, and is tried again."""

    def deliver(pipe, batch):
        target = pipe.get("Target", "")
        action = DELIVERED.get(service_of(target))
        return (not action or role_may(pipe.get("RoleArn", ""), PIPES, action, target)) and original(pipe, batch)

    return deliver
