"""Executions of state machines, where Step Functions does otherwise than MiniStack.

- A retrier's wait grows up to its MaxDelaySeconds, and with FULL jitter is any time up to that; MiniStack knows neither, and
  waits for a minute at most.
- What no retrier and no catcher takes by a wildcard ends the execution.
- An execution that takes longer than its machine's TimeoutSeconds ends there, as TIMED_OUT. Its function goes on, as on AWS.

https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html

Not covered: quotas of state transitions, redrives, and the size of what a state carries.
"""

import contextvars
import json
import threading

from async_invocations import hastened, pause
from retriers import delay

# What wildcards leave alone.
NEVER_MATCHED, NAMED_ONLY = "States.Runtime", "States.DataLimitExceeded"


def install(replace) -> None:
    from ministack.services import stepfunctions

    # Waits and retries of state machines are simulated time too.
    replace(stepfunctions, "_scaled_sleep", lambda _original: pause)
    replace(stepfunctions, "_error_matches", _matches)
    replace(stepfunctions, "_find_matching_retrier", _waits)
    replace(stepfunctions, "_fail_execution", _once)
    replace(stepfunctions, "_emit_execution_status_event", _ended_in_time)


def _matches(matches):
    def match(error_equals, error):
        if error == NEVER_MATCHED or (error == NAMED_ONLY and error not in error_equals):
            return False
        return matches(error_equals, error)

    return match


def _waits(find):
    """Waits in the place of MiniStack, which then waits for nothing."""

    def find_and_wait(retriers, error, retry_counts):
        retrier, index = find(retriers, error, retry_counts)
        if retrier is None:
            return retrier, index
        pause(delay(retrier, retry_counts.get(index, 0)))
        return {**retrier, "IntervalSeconds": 0}, index

    return find_and_wait


def _once(fail):
    """What fails after the execution has ended changes nothing any more."""

    def fail_once(execution, error, cause):
        if execution["status"] == "RUNNING":
            fail(execution, error, cause)

    return fail_once


def _ended_in_time(emit):
    """The event of an execution's beginning is where its time begins."""

    def emit_and_watch(execution):
        emit(execution)
        if execution["status"] == "RUNNING" and not execution.get("sync"):
            seconds = time_limit(execution["stateMachineArn"])
            if seconds is not None:
                context = contextvars.copy_context()
                threading.Thread(target=context.run, args=(_end, execution, seconds), daemon=True).start()

    return emit_and_watch


def time_limit(machine_arn: str) -> float | None:
    from ministack.services import stepfunctions

    machine = stepfunctions._state_machines.get(machine_arn) or {}
    return json.loads(machine.get("definition") or "{}").get("TimeoutSeconds")


def _end(execution: dict, seconds: float) -> None:
    from ministack.services import stepfunctions

    pause(seconds)
    # Time does not pass any more once nothing is measured.
    if execution["status"] != "RUNNING" or hastened.is_set():
        return
    execution.update(status="TIMED_OUT", error="States.Timeout", cause=None, stopDate=stepfunctions.now_iso())
    stepfunctions._add_event(execution, "ExecutionTimedOut", {"executionTimedOutEventDetails": {"error": "States.Timeout"}})
    # By its name: who counts executions has put himself before it.
    stepfunctions._emit_execution_status_event(execution)
