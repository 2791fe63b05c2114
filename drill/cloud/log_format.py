"""What functions print, as Lambda writes it into their log: in JSON where their logging configuration says so.

MiniStack writes text whatever a function asks for. Of a Node.js function in JSON, what it prints by `console` has a
level, the time and the id of its request; a line that is JSON already stays as it is; what a handler throws is a line of level
ERROR.

https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
"""

import json
import sys
import time

from worker_pool import thrown

# In front of a line that the console printed; a character that no text has at its beginning, and that ends no line.
MARK = "\x02"
# The worker starts with it: stdout and stderr are one stream there, which has no levels.
_SCRIPT = """
if (process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON') {
  const { formatWithOptions } = require('util');
  const levels = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' };
  for (const [name, level] of Object.entries(levels)) {
    console[name] = (...parts) => {
      const single = parts.length === 1 && typeof parts[0] === 'object' && parts[0] !== null && !(parts[0] instanceof Error);
      const message = single ? parts[0] : formatWithOptions({}, ...parts);
      process.stderr.write('\\x02' + JSON.stringify({ level, message }) + '\\n');
    };
  }
}
"""


def install(replace) -> None:
    from ministack.core import lambda_runtime
    from ministack.services import lambda_svc

    if "process.stdout.write" not in lambda_runtime._NODEJS_WORKER_SCRIPT:
        sys.exit("this drill mends the script of MiniStack's workers, which is not where it was")
    lambda_runtime._NODEJS_WORKER_SCRIPT = _SCRIPT + lambda_runtime._NODEJS_WORKER_SCRIPT
    replace(lambda_svc, "_emit_lambda_logs", _in_its_format)
    replace(lambda_svc, "acquire_worker", _told_its_format)


def _told_its_format(acquire):
    """Lambda tells a function by a variable: the worker reads it when it starts."""

    def acquire_told(name, config, *rest, **named):
        if is_json(config):
            variables = {**config.get("Environment", {}).get("Variables", {}), "AWS_LAMBDA_LOG_FORMAT": "JSON"}
            config = {**config, "Environment": {**config.get("Environment", {}), "Variables": variables}}
        return acquire(name, config, *rest, **named)

    return acquire_told


def _in_its_format(emit):
    def emit_formatted(func, request_id, log_text, error, *rest, **named):
        failure = thrown() if error else None
        # MiniStack prints the trace; Lambda has it in the line on the failure.
        trace = (failure or {}).get("trace") or (failure or {}).get("stackTrace") or []
        lines = [line for line in (log_text or "").splitlines() if line not in trace]
        if is_json(func.get("config") or func):
            lines = [in_json(line, request_id) for line in lines]
            lines += [_line(request_id, level="ERROR", message=failure)] if failure else []
        elif failure:
            lines.append(f"{_now()}\t{request_id}\tERROR\tInvoke Error\t{json.dumps(failure)}")
        return emit(func, request_id, "\n".join(lines), error, *rest, **named)

    return emit_formatted


def is_json(config) -> bool:
    return (config.get("LoggingConfig") or {}).get("LogFormat") == "JSON"


def in_json(line: str, request_id: str) -> str:
    """A line as Lambda writes it: what was not printed by the console, or is JSON already, stays as it is."""
    if not line.startswith(MARK):
        return line
    printed = json.loads(line[len(MARK):])
    message = printed["message"]
    return message if isinstance(message, str) and _is_object(message) else _line(request_id, **printed)


def _line(request_id: str, level: str, message) -> str:
    return json.dumps({"timestamp": _now(), "level": level, "message": message, "requestId": request_id})


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())


def _is_object(text: str) -> bool:
    if not text.startswith("{"):
        return False
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
