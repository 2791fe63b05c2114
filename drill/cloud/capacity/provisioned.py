"""Environments that exist before the first call.

This machine runs as many of them as it has processors for; what was asked for beyond that counts as ready.
https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
"""

import contextvars
import threading

from worker_pool import WORKERS

NAMESPACE = "AWS/Lambda"
UTILIZATION, SPILLOVER = "ProvisionedConcurrencyUtilization", "ProvisionedConcurrencySpilloverInvocations"
MEASURED = (UTILIZATION, SPILLOVER)

_lock = threading.Lock()
_running: dict[tuple[str, str], int] = {}
_most: dict[tuple[str, str], float] = {}


def install(replace) -> None:
    from ministack.services import lambda_svc

    replace(lambda_svc, "_put_provisioned_concurrency", _made_ready)
    replace(lambda_svc, "_update_alias", _ready_again)
    replace(lambda_svc, "_execute_function", _watched)


def ready_of(name: str, alias: str) -> int:
    """Executions that are ready behind an alias."""
    from ministack.services import lambda_svc

    config = ((lambda_svc._functions.get(name) or {}).get("provisioned_concurrency") or {}).get(alias) or {}
    return int(config.get("AllocatedProvisionedConcurrentExecutions", 0))


def most_in_use(name: str, alias: str) -> float | None:
    """Largest share that was in use since the last time that somebody asked; None where nobody called."""
    with _lock:
        return _most.pop((name, alias), None)


def _made_ready(put):
    def put_and_start(name, qualifier, data):
        answer = put(name, qualifier, data)
        if answer[0] < 400:
            _start(name, qualifier)
        return answer

    return put_and_start


def _ready_again(update):
    """A new version behind the alias needs environments of its own."""

    def update_and_start(name, alias, data):
        answer = update(name, alias, data)
        if answer[0] < 400 and ready_of(name, alias) > 0:
            _start(name, alias)
        return answer

    return update_and_start


def _start(name: str, qualifier: str) -> None:
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(_start_environments, name, qualifier), daemon=True).start()


def _start_environments(name: str, qualifier: str) -> None:
    from ministack.core import lambda_runtime
    from ministack.services import lambda_svc

    record, config = lambda_svc._get_func_record_for_qualifier(name, qualifier)
    if not record or not record.get("code_zip"):
        return
    leased = []
    for _ in range(min(ready_of(name, qualifier), WORKERS)):
        worker, _reason = lambda_runtime.acquire_worker(name, config, record["code_zip"], config["Version"], WORKERS)
        if worker is None:
            break
        leased.append(worker)
    for worker in leased:
        lambda_runtime.ensure_spawned(worker)
        lambda_runtime.release_worker(worker)


def _watched(execute):
    def run(function, event, *rest):
        from ministack.services import lambda_svc

        config = function.get("config") or {}
        alias = None if lambda_svc._function_config_scope_mismatch(config) else _alias_of(config)
        if alias is None:
            return execute(function, event, *rest)
        _begin(*alias)
        try:
            return execute(function, event, *rest)
        finally:
            with _lock:
                _running[alias] -= 1

    return run


def _alias_of(config: dict) -> tuple[str, str] | None:
    """The alias with something ready that leads to the version which runs."""
    from ministack.services import lambda_svc

    name, version = config.get("FunctionName"), config.get("Version")
    for alias, said in (lambda_svc._functions.get(name) or {}).get("aliases", {}).copy().items():
        if said.get("FunctionVersion") == version and ready_of(name, alias) > 0:
            return name, alias
    return None


def _begin(name: str, alias: str) -> None:
    from ministack.services import cloudwatch

    ready = ready_of(name, alias)
    with _lock:
        running = _running[name, alias] = _running.get((name, alias), 0) + 1
        share = min(running, ready) / ready
        _most[name, alias] = max(_most.get((name, alias), 0), share)
    if running > ready:
        cloudwatch.record_metric(NAMESPACE, SPILLOVER, 1, "Count", dimensions_of(name, alias))


def dimensions_of(name: str, alias: str) -> dict[str, str]:
    return {"FunctionName": name, "Resource": f"{name}:{alias}"}
