"""Workers of a function on a small machine: a burst shares the warm ones instead of starting a process a request.

AWS gives each concurrent request its own environment on a fleet. Here a hundred cold starts would share two cores, time
out, be killed and started again, and the drill would measure its own machine.
"""

import os
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
