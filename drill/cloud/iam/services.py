"""Services that call for the app, which no request's signature shows.

A service that is let in by the resource is judged by the policy of the function, queue or topic, with the source ARN that
AWS sends; one that acts in the name of a role by the role's policies (`roles` has who does).
"""

import json
import time

from . import decisions, evaluation, identity, keys
from .requests import CARRIED, explanation

INVOKE = "lambda:InvokeFunction"
APIS = "apigateway.amazonaws.com"
DELIVERED = {"sqs": "sqs:SendMessage", "sns": "sns:Publish", "lambda": INVOKE, "events": "events:PutEvents",
             "states": "states:StartExecution", "kinesis": "kinesis:PutRecord", "firehose": "firehose:PutRecord"}


def install(replace) -> None:
    from ministack.services import apigateway, apigateway_v1, eventbridge, lambda_svc, s3, sns, sqs

    replace(apigateway, "_invoke_lambda_proxy", http_route)
    replace(apigateway, "_invoke_request_authorizer_lambda", authorizer_of(apigateway))
    replace(apigateway, "_invoke_ws_lambda", websocket_route)
    replace(apigateway_v1, "_invoke_lambda_proxy_v1", rest_method)
    replace(apigateway_v1, "_invoke_lambda_custom_v1", rest_method)
    replace(apigateway_v1, "_invoke_authorizer_lambda", authorizer_of(apigateway_v1))
    replace(lambda_svc, "handle_function_url_request", public_url)
    replace(s3, "_deliver_event_to_lambda", bucket_notification)
    replace(sns, "_deliver_to_lambda", subscription)
    replace(sns, "topic_policy_allows", resource_policy("sns"))
    replace(sqs, "queue_policy_allows", resource_policy("sqs"))
    replace(eventbridge, "_invoke_target", rule_target)


# --- the two questions -------------------------------------------------------------------------------------------------


def service_may(service: str, sources, action: str, resource: str, policy, context: dict | None = None) -> bool:
    """Whether a resource's policy lets a service in. With several sources, those that AWS may send, all must agree."""
    from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy

    began = time.perf_counter()
    sources = [sources] if isinstance(sources, str) else sources
    account = account_of(resource)

    def weighed(source):
        keys = {"aws:sourcearn": source, "aws:sourceaccount": account, "aws:sourceowner": account,
                "aws:principalisawsservice": "true", "aws:viaawsservice": "false", **(context or {})}
        ctx = EvalContext(principal_arn="*", principal_type="Service", principal_account="", action=action,
                          resource_arn=resource, region=identity.REGION, secure_transport=True, service_context=keys)
        return evaluation.weigh(lambda: evaluate_resource_policy(policy or "{}", ctx, service=service),
                                lambda result: result.decision == "Allow")

    results = [weighed(each) for each in sources]
    values = {each.value for each in results}
    value = values.pop() if len(values) == 1 else "undecided"
    why = results[0].why or ("" if value == "allow" else permitted_sources(policy, service))
    may = decisions.note(decisions.by_service(service, sources[0]), action, resource, value, why, time.perf_counter() - began)
    return may and all([service_may(service, sources, use, key, key_policy(key), via)
                        for use, key, via in keys.uses_of(action, resource)])


def key_policy(key: str):
    from ministack.services import kms

    return kms.key_policy_for_arn(key)[0]


def permitted_sources(policy, service: str) -> str:
    """What the policy does let in, for who has to mend it."""
    document = json.loads(policy) if isinstance(policy, str) and policy else policy or {}
    statements = document.get("Statement", [])
    named = [each for each in statements if isinstance(each, dict) and service in json.dumps(each.get("Principal", ""))]
    if not named:
        return f"its policy does not name {service}"
    conditions = [json.dumps(each.get("Condition", {}), sort_keys=True) for each in named]
    return f"its policy lets {service} in under the condition {', or '.join(dict.fromkeys(conditions))}"


def role_may(role_arn: str, service: str, action: str, resource: str, session: str = "", context: dict | None = None) -> bool:
    """Whether a service may do something in the name of a role, which has to trust it."""
    from ministack.core import iam_evaluator
    from ministack.services import iam

    began = time.perf_counter()
    account, name = account_of(role_arn), identity.role_name(role_arn)
    caller = {**decisions.by_role(f"arn:aws:sts::{account}:assumed-role/{name}/{session or service}"), "service": service}
    role = iam._roles.get_scoped(account, None, name)
    if role is None:
        return decisions.note(caller, action, resource, "undecided", f"the role {name} is not known")
    if not evaluation.trusts(role, service):
        return decisions.note(caller, "sts:AssumeRole", role_arn, "deny", f"the role's trust policy does not name {service}")
    policies, unknown = identity.policies_of(name, account)
    limits = iam_evaluator._permissions_boundary(iam._roles, name, account)
    ctx = iam_evaluator.EvalContext(
        principal_arn=f"arn:aws:sts::{account}:assumed-role/{name}/{session or service}", principal_type="AssumedRole",
        principal_account=account, action=action, resource_arn=resource, region=identity.REGION, secure_transport=True,
        service_context={**CARRIED, **(context or {})})

    def decide():
        result = iam_evaluator.evaluate(ctx, policies, *limits)
        kind = action.split(":")[0]
        found = iam_evaluator._resource_policy(kind, resource)
        if found is None:
            return result
        return iam_evaluator.combine_resource_policy(result, ctx, *found, required=kind == "kms", limits=limits)

    result = evaluation.weigh(decide, lambda each: each.decision == "Allow", unknown)
    why = result.why or ("" if result.value == "allow" else explanation(result.result))
    may = decisions.note(caller, action, resource, result.value, why, time.perf_counter() - began)
    return may and all([role_may(role_arn, service, use, key, session, via) for use, key, via in keys.uses_of(action, resource)])


def account_of(arn: str) -> str:
    parts = arn.split(":")
    return parts[4] if len(parts) > 5 and parts[4] else identity.ACCOUNT


# --- functions ---------------------------------------------------------------------------------------------------------


def function_lets_in(service: str, sources, reference: str, action: str = INVOKE, context: dict | None = None) -> bool:
    """By the function's policy. A statement counts for its own qualifier: one of $LATEST is none of an alias.

    https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
    """
    from ministack.services import lambda_svc

    function, config, name = lambda_svc._get_base_func_record_for_ref(reference)
    if function is None:
        return True
    _name, qualifier = lambda_svc._resolve_name_and_qualifier(reference)
    region = reference.split(":")[3] if reference.startswith("arn:") else identity.REGION
    arn = f"arn:aws:lambda:{region}:{account_of(config.get('FunctionArn', ''))}:function:{name}"
    arn = arn if qualifier in (None, "$LATEST") else f"{arn}:{qualifier}"
    statements = [each for each in (function.get("policy") or {}).get("Statement", []) if each.get("Resource") == arn]
    return service_may(service, sources, action, arn, {"Statement": statements}, context)


# --- APIs --------------------------------------------------------------------------------------------------------------


def execute_api(api: str, path: str, named: dict | None = None) -> str:
    named = named or {}
    region, account = named.get("owner_region") or identity.REGION, named.get("owner_account_id") or identity.ACCOUNT
    return f"arn:aws:execute-api:{region}:{account}:{api}/{path}"


def integration_allowed(integration: dict, uri: str, sources: list[str]) -> bool:
    """An integration with credentials calls in the name of that role, any other by the function's policy.

    What Lambda does not take, as for a function that is not there, is an internal error too, and 502 is for functions that
    run and fail: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
    """
    from ministack.services import apigateway, lambda_svc

    reference = apigateway._extract_lambda_ref_from_integration_uri(integration.get(uri) or "")
    if lambda_svc._get_base_func_record_for_ref(reference)[0] is None:
        return False
    role = integration.get("credentialsArn") or integration.get("credentials")
    if role and ":role/" in role:
        return role_may(role, APIS, INVOKE, reference)
    return function_lets_in(APIS, sources, reference)


def http_route(original):
    """`<api>/<stage>/<METHOD>/<path of the route>`; the catch-all route is `<api>/<stage>/$default`.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html . What AWS sends for a route of
    ANY method is not documented: the call is refused only if every form of it would be.
    """

    async def invoke(integration, api_id, stage, path, method, headers, body, query, route_key="$default", *rest, **named):
        verb, _, template = route_key.partition(" ")
        verbs = ("*", "ANY", method) if verb == "ANY" else (verb,)
        sources = [execute_api(api_id, f"{stage}/{each}{template}", named) for each in verbs]
        if not integration_allowed(integration, "integrationUri", sources):
            return 500, {"Content-Type": "application/json"}, b'{"message":"Internal Server Error"}'
        return await original(integration, api_id, stage, path, method, headers, body, query, route_key, *rest, **named)

    return invoke


def rest_method(original):
    """`<api>/<stage>/<METHOD>/<path of the resource>`."""

    async def invoke(integration, api_id, stage_name, stage, resource, request_path, method, *rest, **named):
        configured = (resource.get("resourceMethods") or {}).keys()
        verbs = (method,) if method in configured else (method, "*", "ANY")
        template = resource.get("path") or request_path
        sources = [execute_api(api_id, f"{stage_name}/{each}{template}", named) for each in verbs]
        if not integration_allowed(integration, "uri", sources):
            return 500, {"Content-Type": "application/json"}, b'{"message": "Internal server error"}'
        return await original(integration, api_id, stage_name, stage, resource, request_path, method, *rest, **named)

    return invoke


def websocket_route(original):
    async def invoke(api_id, account_id, region, route, stage, *rest, **named):
        from ministack.services import apigateway

        target = (route.get("target") or "").rsplit("/", 1)[-1]
        integration = apigateway._integrations.get(api_id, {}).get(target) or {}
        source = execute_api(api_id, f"{stage}/{route.get('routeKey', '$default')}",
                             {"owner_region": region, "owner_account_id": account_id})
        if "AWS" in integration.get("integrationType", "") and not integration_allowed(integration, "integrationUri", [source]):
            return {"statusCode": 500, "body": "Internal server error"}
        return await original(api_id, account_id, region, route, stage, *rest, **named)

    return invoke


def authorizer_of(module):
    """`<api>/authorizers/<authorizer>`."""

    def mend(original):
        async def invoke(authorizer, event, account_id, region):
            role = authorizer.get("authorizerCredentialsArn") or authorizer.get("authorizerCredentials")
            arn = event.get("routeArn") or event.get("methodArn") or ""
            api = arn.split(":")[-1].split("/")[0]
            name = authorizer.get("authorizerId") or authorizer.get("id")
            source = execute_api(api, f"authorizers/{name}", {"owner_region": region, "owner_account_id": account_id})
            reference = module._extract_lambda_ref_from_integration_uri(authorizer.get("authorizerUri", ""))
            allowed = role_may(role, APIS, INVOKE, reference) if role else function_lets_in(APIS, source, reference)
            return await original(authorizer, event, account_id, region) if allowed else None

        return invoke

    return mend


def public_url(original):
    """A function URL of type NONE still asks the function's policy, and for two actions.

    https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
    """

    async def handle(url_id, method, path, headers, body, query_params, resolved=None, **named):
        from ministack.services import lambda_svc

        resolved = resolved or lambda_svc.resolve_function_url(url_id)
        if resolved is not None and resolved[4].get("AuthType") == "NONE":
            account, region, name, qualifier, _config = resolved
            arn = f"arn:aws:lambda:{region}:{account}:function:{name}" + (f":{qualifier}" if qualifier else "")
            url = {"lambda:functionurlauthtype": "NONE"}
            via = {"lambda:invokedviafunctionurl": "true"}
            may = [function_lets_in("anyone", arn, arn, "lambda:InvokeFunctionUrl", url),
                   function_lets_in("anyone", arn, arn, INVOKE, via)]
            if not all(may):
                return 403, {"Content-Type": "application/json"}, b'{"Message":"Forbidden"}'
        return await original(url_id, method, path, headers, body, query_params, resolved=resolved, **named)

    return handle


# --- events ------------------------------------------------------------------------------------------------------------


def bucket_notification(original):
    def deliver(arn, event, region):
        if function_lets_in("s3.amazonaws.com", event["Records"][0]["s3"]["bucket"]["arn"], arn):
            original(arn, event, region)

    return deliver


def subscription(original):
    def deliver(endpoint, envelope, topic_arn, *rest):
        from alarms.sources import topics

        if function_lets_in("sns.amazonaws.com", topic_arn, endpoint):
            original(endpoint, envelope, topic_arn, *rest)
        else:
            topics.failed(topic_arn)

    return deliver


def resource_policy(kind: str):
    """Deliveries by S3 and SNS to a queue or a topic."""

    def mend(_original):
        return lambda arn, service, source_arn, _account: service_may(service, source_arn, DELIVERED[kind], arn, policy_of(kind, arn))

    return mend


def policy_of(kind: str, arn: str):
    from ministack.services import sns, sqs

    found = sqs.queue_policy_for_arn(arn) if kind == "sqs" else sns.topic_policy_for_arn(arn)
    return found[0] if found else None


def rule_target(original):
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html"""

    def invoke(target, event, rule, view=None):
        arn, source, role = target.get("Arn", ""), rule.get("Arn", ""), target.get("RoleArn")
        kind = arn.split(":")[2] if arn.count(":") > 4 else ""
        # EventBridge Scheduler uses the same door, and always has a role:
        # https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role
        service = "scheduler.amazonaws.com" if ":scheduler:" in source else "events.amazonaws.com"
        allowed = True
        if role:
            allowed = kind not in DELIVERED or role_may(role, service, DELIVERED[kind], arn)
        elif kind == "lambda":
            allowed = function_lets_in(service, source, arn)
        elif kind in ("sqs", "sns"):
            allowed = service_may(service, source, DELIVERED[kind], arn, policy_of(kind, arn))
        return original(target, event, rule, view) if allowed else None

    return invoke


def alarm_may(alarm_arn: str, target: str) -> bool:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
    """
    if ":lambda:" in target:
        return function_lets_in("lambda.alarms.cloudwatch.amazonaws.com", alarm_arn, target)
    return service_may("cloudwatch.amazonaws.com", alarm_arn, "sns:Publish", target, policy_of("sns", target))
