"""Signed calls to the API: how MiniStack's check of a request differs from AWS's, mended."""

import json
import re
import time

from . import decisions, evaluation, identity, keys

# Operations that AWS authorizes under another name:
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html and its siblings
AUTHORIZED_AS = {
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
    "sns:PublishBatch": "sns:Publish",
    "lambda:InvokeAsync": "lambda:InvokeFunction",
    "lambda:InvokeWithResponseStream": "lambda:InvokeFunction",
}
# What every call carries on AWS, a role's by a service too: TLS 1.2 or newer, signature version 4, and no service on the way.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-viaawsservice
CARRIED = {
    "aws:viaawsservice": "false",
    "aws:principalisawsservice": "false",
    "s3:tlsversion": "1.2",
    "s3:signatureversion": "AWS4-HMAC-SHA256",
}


def install(replace) -> None:
    from ministack import app
    from ministack.core import iam_actions, iam_evaluator
    from ministack.services import sns, sqs

    replace(iam_evaluator, "enforce", judged)
    replace(iam_evaluator, "_resource_policy", with_trust)
    replace(iam_actions, "dynamodb_service_context", with_leading_keys)
    replace(iam_actions, "extract_resource_arn", named_resource)
    replace(app, "_authenticate_only", unmapped)
    replace(app, "_handle_pre_body_request", questions)
    # What the policy of a queue or topic says about a role is weighed by `enforce`; here the drill would be refused.
    replace(sns, "_enforce_topic_policy", lambda _original: lambda topic, action: None)
    replace(sqs, "_enforce_queue_policy", lambda _original: lambda queue, action: None)
    for service, around in (("s3", missing_objects), ("s3", passing_roles), ("states", passing_roles),
                            ("events", passing_roles), ("lambda", passing_roles), ("ssm", further_parameters)):
        app.SERVICE_HANDLERS[service] = around(service, app.SERVICE_HANDLERS[service])


def judged(original):
    """MiniStack's check of one action: counted, weighed, and its outcome dropped where it only observes."""

    def enforce(access_key, action, service, region, resource_arn="*", service_context=None):
        from ministack.core.iam_evaluator import AuthError

        began = time.perf_counter()
        action = AUTHORIZED_AS.get(action, action)
        principal = principal_of(access_key)
        if principal is None:
            denied = original(access_key, action, service, region, resource_arn, service_context)
            return None if isinstance(denied, AuthError) and not decisions.ENFORCE else denied
        context = {**CARRIED, **(service_context or {})}

        def decide():
            return original(access_key, action, service, region, resource_arn, context)

        unknown = identity.policies_of(identity.role_name(principal), identity.ACCOUNT)[1]
        result = evaluation.weigh(decide, lambda denied: denied is None, unknown)
        if isinstance(result.result, AuthError):
            # The signature, not a policy: nothing that this judges.
            result = evaluation.Weighed("undecided", f"{result.result.code}: {result.result.message}", result.result)
        seconds = time.perf_counter() - began
        why = result.why or explanation(result.result)
        permitted = decisions.note(decisions.by_role(principal), action, resource_arn, result.value, why, seconds)
        if not permitted:
            return result.result
        # What it needs of the key with which the resource is encrypted is asked in its name.
        asked = (enforce(access_key, use, "kms", region, key, via) for use, key, via in keys.uses_of(action, resource_arn))
        return next((refused for refused in asked if refused is not None), None)

    return enforce


def principal_of(access_key) -> str | None:
    """The role of a session; the drill's own calls, CloudFormation's and unsigned ones are nobody's."""
    from ministack.services import sts

    arn = str((sts._sessions.get(access_key or "") or {}).get("Arn", ""))
    return arn if ":assumed-role/" in arn else None


def explanation(result) -> str:
    if result is None:
        return ""
    if result.decision == "Deny":
        where = f"the policy of {result.resource_policy_arn}" if result.resource_policy_arn else "a policy of the role"
        return f"an explicit Deny in {where}"
    return "no policy of the role or of the resource allows it"


def unmapped(original):
    """An operation for which no action is known cannot be judged, and is listed."""

    def authenticate(service, headers, query_params, request_id):
        from ministack.core.router import extract_access_key_id

        principal = principal_of(extract_access_key_id(headers, query_params))
        if principal:
            operation = headers.get("x-amz-target", "").rsplit(".", 1)[-1] or "(unknown)"
            decisions.note(decisions.by_role(principal), f"{service}:{operation}", "*", "undecided", "no action is known for it")
        failure = original(service, headers, query_params, request_id)
        return failure if decisions.ENFORCE else None

    return authenticate


def with_trust(original):
    """A role that trusts the caller by name may be assumed without a policy of the caller's.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
    """

    def policy_of(service, resource_arn):
        if service == "sts" and ":role/" in resource_arn:
            from ministack.services import iam

            role = iam._roles.get_scoped(identity.ACCOUNT, None, identity.role_name(resource_arn))
            return (role.get("AssumeRolePolicyDocument"), identity.ACCOUNT) if role else None
        return original(service, resource_arn)

    return policy_of


def questions(shortcuts):
    """What the drill asks where it does a service's work itself: `/_drill/role-may?role=…&service=…&action=…&resource=…`."""

    async def handle(method, path, headers, query_params, *rest):
        if path != "/_drill/role-may":
            return await shortcuts(method, path, headers, query_params, *rest)
        from .services import role_may

        asked = [query_params[name][0] for name in ("role", "service", "action", "resource")]
        body = json.dumps({"allowed": role_may(*asked)}).encode()
        return 200, {"Content-Type": "application/json"}, body

    return handle


# --- resources ---------------------------------------------------------------------------------------------------------


def named_resource(original):
    """The qualifier that a function is called by is a part of its ARN; GetParameters is judged by each name.

    https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html#versioning-permissions
    """

    def extract(service, method, path, headers, body, query_params, region, account_id):
        found = original(service, method, path, headers, body, query_params, region, account_id)
        if service == "lambda" and ":function:" in found:
            qualifier = query_params.get("Qualifier") or query_params.get("qualifier")
            qualifier = qualifier[0] if isinstance(qualifier, list) else qualifier
            return f"{found}:{qualifier}" if qualifier and found.count(":") == 6 else found
        if service == "ssm" and found == "*" and (names := parameter_names(body)):
            return parameter_arn(names[0], region, account_id)
        return found

    return extract


def parameter_names(body) -> list[str]:
    try:
        names = json.loads(body or b"{}").get("Names")
    except (ValueError, AttributeError):
        return []
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def parameter_arn(name: str, region: str, account: str) -> str:
    return name if name.startswith("arn:") else f"arn:aws:ssm:{region}:{account}:parameter/{name.lstrip('/')}"


def further_parameters(service, original):
    async def handle(method, path, headers, body, query_params, **more):
        caller = caller_of(headers, query_params)
        action = "ssm:" + headers.get("x-amz-target", "").rsplit(".", 1)[-1]
        for name in parameter_names(body)[1:] if caller else ():
            if refused := refusal(caller, service, action, parameter_arn(name, identity.REGION, identity.ACCOUNT), headers):
                return refused
        return await original(method, path, headers, body, query_params, **more)

    return handle


# --- DynamoDB ----------------------------------------------------------------------------------------------------------


def with_leading_keys(original):
    """`dynamodb:LeadingKeys`: the partition keys that a request names.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
    """

    def context(body):
        found = original(body)
        try:
            keys = leading_keys(json.loads(body or b"{}"))
        except (ValueError, TypeError, KeyError, AttributeError):
            return found
        return {**found, "dynamodb:LeadingKeys": keys} if keys else found

    return context


def leading_keys(request: dict) -> list[str]:
    return [text for table, index, entries in items_of(request) if (name := partition_key(table, index))
            for entry in entries for text in [key_text(entry.get(name))] if text is not None]


def items_of(request: dict):
    """Table, index, and what holds keys by attribute name."""
    table = request.get("TableName")
    if table:
        yield table, request.get("IndexName"), [request.get("Key") or request.get("Item") or queried(request)]
    for name, wanted in (request.get("RequestItems") or {}).items():
        writes = [next(iter(each.values())) for each in wanted] if isinstance(wanted, list) else []
        yield name, None, wanted["Keys"] if isinstance(wanted, dict) else [w.get("Item") or w.get("Key") or {} for w in writes]
    for each in request.get("TransactItems") or []:
        detail = next(iter(each.values()))
        yield detail["TableName"], None, [detail.get("Key") or detail.get("Item") or {}]


def partition_key(table: str, index: str | None) -> str | None:
    from ministack.services import dynamodb

    found = dynamodb._tables.get(table.rsplit("/", 1)[-1]) or {}
    indexes = [*(found.get("GlobalSecondaryIndexes") or []), *(found.get("LocalSecondaryIndexes") or [])]
    holder = next((each for each in indexes if each["IndexName"] == index), found) if index else found
    return next((key["AttributeName"] for key in holder.get("KeySchema", []) if key["KeyType"] == "HASH"), None)


EQUALS = re.compile(r"([#\w.-]+)\s*=\s*(:\w+)")


def queried(request: dict) -> dict:
    names, values = request.get("ExpressionAttributeNames") or {}, request.get("ExpressionAttributeValues") or {}
    found = EQUALS.findall(request.get("KeyConditionExpression") or "")
    return {names.get(name, name): values.get(value) for name, value in found}


def key_text(value) -> str | None:
    return str(next(iter(value.values()))) if isinstance(value, dict) and value else None


# --- around the handlers of services -----------------------------------------------------------------------------------


def refusal(key: str, service: str, action: str, resource: str, headers: dict, context: dict | None = None):
    """The answer to a caller that lacks another right than the one of its operation; None where it has it."""
    from ministack.core.iam_actions import access_denied_response
    from ministack.core.iam_evaluator import enforce
    from ministack.core.responses import get_region

    denied = enforce(key, action, action.split(":")[0], get_region(), resource, context)
    if denied is None:
        return None
    return access_denied_response(service, action, getattr(denied, "principal_arn", ""), "drill", headers=headers, resource_arn=resource)


def missing_objects(_service, original):
    """S3 tells nobody that an object is missing who may not list its bucket: 403 in place of 404.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    """

    async def handle(method, path, headers, body, query_params, **more):
        answer = await original(method, path, headers, body, query_params, **more)
        bucket, _, key = path.strip("/").partition("/")
        if answer[0] != 404 or method not in ("GET", "HEAD") or not key:
            return answer
        caller = caller_of(headers, query_params)
        return (caller and refusal(caller, "s3", "s3:ListBucket", f"arn:aws:s3:::{bucket}", headers)) or answer

    return handle


def passing_roles(service, original):
    """`iam:PassRole`, which AWS asks of whoever hands a role to a service.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
    """

    async def handle(method, path, headers, body, query_params, **more):
        caller = caller_of(headers, query_params)
        for role, to in passed_roles(service, method, path, headers, body, query_params) if caller else ():
            if refused := refusal(caller, service, "iam:PassRole", role, headers, {"iam:PassedToService": to}):
                return refused
        return await original(method, path, headers, body, query_params, **more)

    return handle


def passed_roles(service, method, path, headers, body, query_params) -> list[tuple[str, str]]:
    text = (body or b"").decode("utf-8", "replace") if isinstance(body, (bytes, bytearray)) else ""
    operation = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
    if service == "s3" and method == "PUT":
        found = re.findall(r"<Role>([^<]+)</Role>", text) if "replication" in query_params else []
        return [(role, "s3.amazonaws.com") for role in found]
    if service == "states" and operation in ("CreateStateMachine", "UpdateStateMachine"):
        return [(role, "states.amazonaws.com") for role in re.findall(r'"roleArn"\s*:\s*"([^"]+)"', text)]
    if service == "events" and operation in ("PutTargets", "PutRule"):
        return [(role, "events.amazonaws.com") for role in re.findall(r'"RoleArn"\s*:\s*"([^"]+)"', text)]
    if service == "lambda" and method in ("POST", "PUT") and re.search(r"/functions(/[^/]+/configuration)?/?$", path):
        return [(role, "lambda.amazonaws.com") for role in re.findall(r'"Role"\s*:\s*"([^"]+)"', text)]
    return []


def caller_of(headers, query_params) -> str | None:
    """The key of a role's session, or None for everybody whom this does not judge."""
    from ministack.core.router import extract_access_key_id

    key = extract_access_key_id(headers, query_params) or ""
    return key if principal_of(key) else None
