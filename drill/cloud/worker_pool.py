"""Workers of a function on a small machine: a burst shares the warm ones instead of starting a process a request, and
a handler that throws keeps its worker.

AWS gives each concurrent request its own environment on a fleet. Here a hundred cold starts would share two cores, time
out, be killed and started again, and the drill would measure its own machine. For the same reason an error must not cost
its worker: on AWS the environment of a handler that threw serves the next request,
https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html .
"""

import os
import sys
import threading
import time

WORKERS = max(2, os.cpu_count() or 2)
# A function that calls itself would wait for its own caller: after this long one more worker is started, one at a time.
PATIENCE_SECONDS = 5
# As for a throttled request on AWS: https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html
GIVE_UP_SECONDS = 30
POLL_SECONDS = 0.004

_lock = threading.Lock()
_grown_at: dict[str, float] = {}
_failure = threading.local()


def share_workers(acquire):
    def acquire_or_wait(name, config, code_zip, qualifier="$LATEST", max_concurrency=None):
        began = time.monotonic()
        while time.monotonic() < began + GIVE_UP_SECONDS:
            limit = max_concurrency or (None if _may_grow(name, began) else WORKERS)
            worker, reason = acquire(name, config, code_zip, qualifier, limit)
            if worker is not None:
                return worker, reason
            time.sleep(POLL_SECONDS)
        return None, "func_cap"

    return acquire_or_wait


def _may_grow(name: str, waiting_since: float) -> bool:
    now = time.monotonic()
    with _lock:
        if now < max(waiting_since, _grown_at.get(name, 0)) + PATIENCE_SECONDS:
            return False
        _grown_at[name] = now
        return True


# The workers' scripts report an error of the handler as an answer that has a "failure": their process is sound.
_NODE_SETTLED = 'status: "error", error: String(err.message || err), trace: err.stack || ""'
_NODE_THROWN = 'status: "error", error: e.message, trace: e.stack'
_NODE_FAILURE = (
    'status: "ok", failure: {{ errorType: {0} instanceof Error ? {0}.name : typeof {0}, '
    "errorMessage: String({0}?.message ?? {0}), trace: String({0}?.stack ?? '').split('\\n') }}"
)
_PYTHON_RAISED = '{"status": "error", "error": str(e), "trace": traceback.format_exc()}'
_PYTHON_FAILURE = (
    '{"status": "ok", "failure": {"errorType": type(e).__name__, "errorMessage": str(e), '
    '"stackTrace": traceback.format_exc().splitlines()}}'
)


def report_failures(runtime) -> None:
    """Mends the scripts that workers run: what the handler throws is told with its type, and ends no process."""
    node = _swap(runtime._NODEJS_WORKER_SCRIPT, _NODE_SETTLED, _NODE_FAILURE.format("err"))
    runtime._NODEJS_WORKER_SCRIPT = _swap(node, _NODE_THROWN, _NODE_FAILURE.format("e"))
    runtime._PYTHON_WORKER_SCRIPT = _swap(runtime._PYTHON_WORKER_SCRIPT, _PYTHON_RAISED, _PYTHON_FAILURE)


def _swap(script: str, old: str, new: str) -> str:
    if script.count(old) != 1:
        sys.exit(f"this drill mends a line of MiniStack's workers that is not there: {old}")
    return script.replace(old, new)


def keep_worker(invoke):
    """The worker's answer as its caller knows it: a failure is an error, once the worker has outlived it."""

    def invoke_and_keep(self, *args, **named):
        _failure.payload = None
        response = invoke(self, *args, **named)
        failure = response.pop("failure", None)
        if failure is None:
            return response
        _failure.payload = failure
        trace = "\n".join(failure.get("trace") or failure.get("stackTrace") or [])
        return {**response, "status": "error", "error": failure["errorMessage"], "trace": trace}

    return invoke_and_keep


def thrown():
    """What the handler of this thread's call has thrown last, as its caller is told of it; None where it has not."""
    return getattr(_failure, "payload", None)


def keep_error_type(execute):
    """The payload of a failed invocation, as https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html ."""

    def execute_and_tell(func, event, request_id):
        _failure.payload = None
        result = execute(func, event, request_id)
        if result.get("error") and _failure.payload is not None:
            result["body"] = _failure.payload
        return result

    return execute_and_tell
