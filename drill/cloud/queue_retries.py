"""Messages that a function did not process come again after simulated time.

MiniStack hides them for real seconds: a queue that waits for two minutes would outlast the drill. While the function works
on a message it stays hidden for real seconds, because the function's own time is real. What is left of them when it has
failed, by the visibility timeout or by what the function asked for with ChangeMessageVisibility, is a wait like that of any
retry. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

import threading
import time

from async_invocations import pause


def in_simulated_time(run):
    def run_and_wait(esm, func_rec, event, batch, queue_url, queue_name):
        from ministack.services import sqs

        handles = [(message, message["receipt_handle"]) for message in batch]
        run(esm, func_rec, event, batch, queue_url, queue_name)
        waiting = failed(sqs._queues.get(queue_url), handles)
        if waiting:
            threading.Thread(target=wait, args=(waiting,), daemon=True).start()

    return run_and_wait


def failed(queue, handles) -> list:
    """What is still in the queue, by the time at which it comes again. Nobody else has received it meanwhile."""
    kept = {id(message) for message in queue["messages"]} if queue else set()
    left = [(message, handle) for message, handle in handles if id(message) in kept and message["receipt_handle"] == handle]
    return sorted(((message["visible_at"], message, handle) for message, handle in left), key=lambda each: each[0])


def wait(waiting) -> None:
    from ministack.services import sqs

    passed = time.time()
    for visible_at, message, handle in waiting:
        pause(max(0.0, visible_at - passed))
        passed = max(passed, visible_at)
        with sqs._queues_lock:
            if message["receipt_handle"] == handle:
                message["visible_at"] = min(message["visible_at"], time.time())
        sqs.esm_wake.set()
