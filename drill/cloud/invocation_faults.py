"""Faults in the invocations of a function, where AWS FIS puts its extension into the function: here it needs none.

Orders come by `/_drill/invocations/<JSON, percent-encoded>`: a list of faults, which replaces the one before; `*` is every function.
https://docs.aws.amazon.com/fis/latest/userguide/use-lambda-actions.html

What is delayed lasts as long at simulated time, and in the metric of its duration; the function's own timeout ends it.
"""

import json
import random
import threading
import time
from urllib.parse import unquote

from async_invocations import pause

ORDERS = "/_drill/invocations/"

_lock = threading.Lock()
_faults: list[dict] = []
# Milliseconds by function that invocations which are not counted yet took beside their real ones.
_waited: dict[str, float] = {}
_within = threading.local()


def install(replace) -> None:
    from ministack import app
    from ministack.services import lambda_svc

    replace(lambda_svc, "_execute_function", _faulty)
    replace(app, "_handle_pre_body_request", _orders)


def _orders(shortcuts):
    async def handle(method, path, *rest):
        if not path.startswith(ORDERS):
            return await shortcuts(method, path, *rest)
        with _lock:
            _faults[:] = json.loads(unquote(path.removeprefix(ORDERS)))
        return 200, {"Content-Type": "application/json"}, b"{}"

    return handle


def _faulty(execute):
    def run(func, event, *rest, **named):
        config = func.get("config") or func
        hit = None if getattr(_within, "run", False) else _drawn(config.get("FunctionName", ""))
        if hit is None:
            return execute(func, event, *rest, **named)
        # MiniStack may call itself for the same invocation.
        _within.run = True
        try:
            return _meet(hit, config, lambda: execute(func, event, *rest, **named))
        finally:
            _within.run = False

    return run


def _drawn(name: str) -> dict | None:
    with _lock:
        mine = [fault for fault in _faults if fault["function"] in (name, "*")]
    return next((fault for fault in mine if random.random() * 100 < fault["percentage"]), None)


def _meet(fault: dict, config: dict, execute):
    if fault["kind"] == "delay":
        return _delayed(fault["millis"] / 1000, config, execute)
    if not fault["prevents"]:
        execute()
    if fault["kind"] == "response":
        headers = {"Content-Type": fault["contentType"]}
        return {"body": {"statusCode": fault["statusCode"], "headers": headers, "body": ""}}
    return {"body": {"errorType": "FaultInjected", "errorMessage": "an experiment ends this invocation with an error"}, "error": True}


def _delayed(seconds: float, config: dict, execute):
    timeout = float(config.get("Timeout", 3))
    lasts = min(seconds, timeout)
    began = time.monotonic()
    pause(lasts)
    with _lock:
        _waited[config.get("FunctionName", "")] = (lasts - (time.monotonic() - began)) * 1000
    if seconds < timeout:
        return execute()
    message = f"Task timed out after {timeout:.2f} seconds"
    return {"body": {"errorType": "Sandbox.Timedout", "errorMessage": message}, "error": True}


def beyond_real_time(name: str) -> float:
    """Milliseconds that the last delayed invocation of a function took beside its real ones; each is told once."""
    with _lock:
        return _waited.pop(name, 0.0)
