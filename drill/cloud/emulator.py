"""One region of the local cloud: MiniStack, with what would falsify a drill's figures mended.

1. The function of an EventBridge rule is called once, without retry and without a destination.
2. Where asynchronous invocations are retried, the settings are those of $LATEST; AWS reads the invoked qualifier's.
3. Paths of MiniStack's own, such as /health or /login, hide an API's routes: a failing health check would look healthy.
4. Every concurrent request starts a process, and every error of a handler ends one: on a small machine a burst of cold
   starts looks like an outage.
5. Nothing is refused that AWS would refuse; `iam` does, or counts it. Policies name secrets by what `Ref` gives.
6. A function that it cannot run, it answers for with 200: code that never ran would look sound.
7. Clients of the AWS SDK that are not there are invented, in a form that bundles cannot read.
8. Whoever asks a host of nobody gets an answer of MiniStack's own, or of a bucket; AWS's edge answers 403.
9. Alarms ring for other metrics than theirs, or not at all, and no event and no function hears of it: `alarms`.
10. Stacks overwrite what has a name already, and delete buckets that are not empty: `stack_lifecycle`.
11. A message that failed is hidden for real seconds, which outlast a drill: `queue_retries`.
12. An alias moves to another version at once, whatever its update policy says: `deployments`.
13. Provisioned concurrency is a number: nothing is ready, and nothing scales: `capacity`.
14. Executions are retried without jitter and cap, and never time out: `executions`.
15. A function that judges the age of what was written finds everything too young in a fast drill: `simulated_clock`.
16. Crons tick by the wall clock, so that none does in a fast drill: `schedules`.
17. Logs of functions are text whatever they ask for, and metric filters count nothing: `log_format`, `alarms`.
18. Nothing goes wrong in an invocation on purpose: `invocation_faults`.
19. Rules and topics drop what they cannot deliver, and a topic calls a function once: `deliveries`.

The mends reach into MiniStack, hence the guard: another version, or a function that moved, ends the process with a
message.

Environment: GATEWAY_PORT, BIND_HOST and MINISTACK_* as MiniStack reads them, DRILL_SPEED_FILE for async_invocations, DRILL_CLOCK_FILE
for simulated_clock, DRILL_IAM (enforce, observe or off) and DRILL_IAM_DIR, a directory that all regions share, for iam, DRILL_ALARMS_DIR, another one, for
alarms, DRILL_STATE_FILE for kept_state.
"""

import importlib.metadata
import json
import os
import signal
import sys

JUDGES = os.environ.get("DRILL_IAM", "off") != "off"
if JUDGES:
    # MiniStack reads it when it is imported: functions get sessions of their roles, and requests are checked.
    os.environ["AUTH"] = "true"

import deliveries
import executions
import iam
import invocation_faults
import kept_state
import log_format
import provisioning
import rule_groups
import schedules
import stack_lifecycle
from alarms import composites, engine as alarms
from async_invocations import hastened, invoke, invoke_by_arn
from capacity import targets
from deployments import groups, shifts
from queue_retries import in_simulated_time
from simulated_clock import tell_time
from worker_pool import keep_error_type, keep_worker, report_failures, share_workers

PINNED = "1.5.33"
# The drill's own calls, and those of functions.
OWN_HOSTS = ("", "127.0.0.1", "localhost")
AWS_AND_OWN_DOMAINS = (".amazonaws.com", ".amazonaws.com.cn", ".on.aws", ".cloudfront.net", ".localhost")


def main() -> None:
    found = importlib.metadata.version("ministack")
    if found != PINNED:
        sys.exit(f"this drill mends MiniStack {PINNED} and found {found}; remove the drill's cache and run it again")
    if sys.argv[1:] == ["--supported-types"]:
        from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

        composites.provide(_RESOURCE_HANDLERS)
        rule_groups.provide(_RESOURCE_HANDLERS)
        groups.provide(_RESOURCE_HANDLERS)
        targets.provide(_RESOURCE_HANDLERS)
        print(json.dumps(sorted(_RESOURCE_HANDLERS)))
        return
    mend()
    # The drill's way to say that nothing is measured any more: no retry waits from now on.
    signal.signal(signal.SIGUSR1, lambda *_: hastened.set())
    kept_state.restore()
    alarms.start()
    targets.start()
    schedules.start()
    from ministack import app

    app.main()


def mend() -> None:
    from ministack import app
    from ministack.core import lambda_runtime
    from ministack.services import eventbridge, lambda_svc, s3, sns
    from ministack.services.cloudformation import provisioners

    replace(lambda_svc, "invoke_async_with_retry", lambda _original: invoke)
    replace(eventbridge, "_dispatch_to_lambda", lambda _original: lambda arn, text: invoke_by_arn(arn, json.loads(text)))
    replace(s3, "_deliver_event_to_lambda", lambda _original: lambda arn, event, _region: invoke_by_arn(arn, event))
    replace(sns, "_deliver_to_lambda", lambda _original: deliveries.call_from_topic)
    replace(lambda_svc, "_run_sqs_batch", in_simulated_time)
    replace(lambda_svc, "acquire_worker", share_workers)
    replace(lambda_svc, "_execute_function_warm", keep_error_type)
    replace(lambda_runtime.Worker, "invoke", keep_worker)
    report_failures(lambda_runtime)
    tell_time(lambda_runtime)
    provisioning.secret_by_arn(provisioners._RESOURCE_HANDLERS)
    provisioning.names_of_apis(provisioners._RESOURCE_HANDLERS)
    provisioning.keys_of_customers(provisioners._RESOURCE_HANDLERS)
    composites.provide(provisioners._RESOURCE_HANDLERS)
    rule_groups.provide(provisioners._RESOURCE_HANDLERS)
    shifts.install(replace, provisioners._RESOURCE_HANDLERS)
    targets.provide(provisioners._RESOURCE_HANDLERS)
    targets.install(replace)
    stack_lifecycle.install(replace, provisioners._RESOURCE_HANDLERS)
    replace(lambda_svc, "_execute_function", never_invented)
    lambda_runtime._NODEJS_WORKER_SCRIPT = no_invented_clients(lambda_runtime._NODEJS_WORKER_SCRIPT)
    replace(app, "_handle_pre_body_request", kept_state.on_request)
    replace(app, "_handle_pre_body_request", apis_first)
    replace(app, "_handle_post_body_shortcuts", apis_first)
    invocation_faults.install(replace)
    executions.install(replace)
    schedules.install(replace)
    alarms.install(replace)
    # Last: what counts lines finds them as they are written.
    log_format.install(replace)
    if JUDGES:
        iam.install(replace)
    deliveries.install(replace)


def apis_first(shortcuts):
    """A request to an API of the app must not be answered by a route of MiniStack that has the same path."""
    from ministack import app

    async def handle(method, path, headers, *rest):
        host = headers.get("host", "")
        if app._parse_execute_api_url(host, path) or app._resolve_custom_domain_request(host, path):
            return None
        if is_of_nobody(host):
            return 403, {"Content-Type": "application/json"}, b'{"message":"Forbidden"}'
        return await shortcuts(method, path, headers, *rest)

    return handle


def is_of_nobody(host: str) -> bool:
    """Whether a host that is neither an API's nor a custom domain's is no name of AWS or of MiniStack either."""
    name = host.split(":")[0].lower().rstrip(".")
    return name not in OWN_HOSTS and not name.endswith(AWS_AND_OWN_DOMAINS)


def never_invented(execute):
    """What MiniStack answers in the place of a function that it cannot run is an error, as everything that did not run."""

    def execute_or_fail(func, event, *rest):
        result = execute(func, event, *rest)
        body = result.get("body")
        words = body.get("body") if isinstance(body, dict) else None
        if not isinstance(words, str) or not words.startswith("Mock response - "):
            return result
        return {"body": {"errorType": "Runtime.Unsupported", "errorMessage": words.split(" - ", 1)[1]}, "error": True}

    return execute_or_fail


def no_invented_clients(script: str) -> str:
    """A client that neither the drill nor the app's project has is an error that names it."""
    for old, new in (
        ("if (prefix) return _makeGenericJsonServiceModule(prefix, id);", ""),
        ("\"MiniStack local executor has no stub for '\" + id", "\"on AWS every function finds '\" + id"),
        (
            "\"'; bundle the module with your function or use LAMBDA_EXECUTOR=docker.\"",
            "\"' beside it; here it has to be in the app's project: npm install --save-dev \" + id",
        ),
    ):
        if script.count(old) != 1:
            sys.exit(f"this drill mends the script of functions, in which MiniStack {PINNED} should have: {old}")
        script = script.replace(old, new)
    return script


def replace(module, name: str, mend_one) -> None:
    original = getattr(module, name, None)
    if not callable(original):
        sys.exit(f"this drill mends {module.__name__}.{name}, which MiniStack {PINNED} should have")
    setattr(module, name, mend_one(original))


if __name__ == "__main__":
    main()
