"""What was decided: for whom, on what, how often. Each region writes its own into a file that the drill reads.

`enforce` refuses what AWS would refuse, `observe` counts it and lets it pass.
"""

import dataclasses
import os
import re
import threading
import time
from pathlib import Path

from . import identity

ENFORCE = os.environ.get("DRILL_IAM") == "enforce"
WRITE_SECONDS = 0.5
# An app that asks for ever new resources must not fill memory: what is beyond counts on one row for each action.
MOST_ROWS = 5000


@dataclasses.dataclass
class Row:
    """One cause: the same caller, action, resource and outcome."""

    caller: dict
    action: str
    resource: str
    decision: str
    why: str
    first_at: int
    count: int = 0


_rows: dict[tuple, Row] = {}
_lock = threading.Lock()
_seconds = 0.0


def start() -> None:
    threading.Thread(target=write_forever, daemon=True, name="drill-decisions").start()


def permits(decision: str) -> bool:
    return decision != "deny" or not ENFORCE


def note(caller: dict, action: str, resource: str, decision: str, why: str = "", seconds: float = 0.0) -> bool:
    """Counts a decision; whether the call may go on."""
    global _seconds
    resource = folded(resource)
    key = (*caller.items(), action, resource, decision)
    with _lock:
        _seconds += seconds
        if key not in _rows and len(_rows) >= MOST_ROWS:
            resource, key = "*", (*caller.items(), action, "*", decision)
        row = _rows.get(key)
        if row is None:
            row = _rows[key] = Row(caller, action, resource, decision, why, int(time.time() * 1000))
        row.count += 1
    return permits(decision)


def by_role(principal_arn: str) -> dict:
    """A caller that is a role: the session's name is the function's, where a function runs under the role."""
    session = principal_arn.rsplit("/", 1)[-1] if ":assumed-role/" in principal_arn else ""
    return {"kind": "role", "role": identity.role_name(principal_arn), "session": session}


def by_service(service: str, source_arn: str) -> dict:
    return {"kind": "service", "service": service, "source": source_arn}


def kept():
    with _lock:
        return dict(_rows), _seconds


def take(kept_before) -> None:
    """Goes on from what was decided before, such as while the app was deployed."""
    global _seconds
    rows, _seconds = kept_before
    _rows.update(rows)


OBJECT = re.compile(r"(arn:aws[a-z-]*:s3:::[^/]+)/.+")


def folded(resource: str) -> str:
    """Objects of a bucket count together."""
    return OBJECT.sub(r"\1/*", resource)


# --- what the drill reads ----------------------------------------------------------------------------------------------


def write_forever() -> None:
    file = Path(os.environ.get("DRILL_IAM_DIR", str(identity.SHARED))) / f"decisions-{identity.REGION}.json"
    while True:
        identity.write_whole(file, written())
        time.sleep(WRITE_SECONDS)


def written() -> dict:
    at = int(time.time() * 1000)
    with _lock:
        rows = [{**row.caller, "action": row.action, "resource": row.resource, "decision": row.decision, "why": row.why,
                 "firstAt": row.first_at, "count": row.count} for row in _rows.values()]
        millis = round(_seconds * 1000, 1)
    return {"writtenAt": at, "region": identity.REGION, "millis": millis, "decisions": rows, "rights": rights()}


def rights() -> list[dict]:
    """What each role was granted, action by action, and whether a call has used it."""
    found = []
    for (account, name), _role in list(identity._parsed.items()):
        for statements in identity.policies_of(name, account)[0]:
            for each in statements:
                used = each.__dict__.get("used", ())
                if each.effect == "Allow":
                    found += [{"role": name, "action": action, "resources": each.resources, "used": action in used}
                              for action in each.actions]
    return found
