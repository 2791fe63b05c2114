"""AWS/States: how executions of a state machine end.

https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
"""

BY_STATUS = {
    "RUNNING": "ExecutionsStarted",
    "SUCCEEDED": "ExecutionsSucceeded",
    "FAILED": "ExecutionsFailed",
    "ABORTED": "ExecutionsAborted",
    "TIMED_OUT": "ExecutionsTimedOut",
}
MEASURED = {"AWS/States": tuple(BY_STATUS.values())}


def install(replace) -> None:
    from ministack.services import stepfunctions

    replace(stepfunctions, "_emit_execution_status_event", _counted)


def _counted(emit):
    from ministack.services import cloudwatch

    def count(execution):
        emit(execution)
        metric = BY_STATUS.get(execution["status"])
        if metric is not None:
            cloudwatch.record_metric("AWS/States", metric, 1, "Count", {"StateMachineArn": execution["stateMachineArn"]})

    return count
