"""Workers of a function on a small machine: a burst shares the warm ones instead of starting a process a request.

AWS gives each concurrent request its own environment on a fleet. Here a hundred cold starts would share two cores, time
out, be killed and started again, and the drill would measure its own machine.
"""

import os
import time

WORKERS = max(2, os.cpu_count() or 2)
# After this long one more is started: a function that calls itself would otherwise wait for its own caller.
PATIENCE_SECONDS = 1.5
POLL_SECONDS = 0.004


def share_workers(acquire):
    def acquire_or_wait(name, config, code_zip, qualifier="$LATEST", max_concurrency=None):
        impatient_at = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < impatient_at:
            worker, reason = acquire(name, config, code_zip, qualifier, max_concurrency or WORKERS)
            if worker is not None:
                return worker, reason
            time.sleep(POLL_SECONDS)
        return acquire(name, config, code_zip, qualifier, max_concurrency)

    return acquire_or_wait
