"""Sessions and roles, the same in every region.

Each region's process writes what it has into a directory that all share, and reads there what it does not have. Nothing
is asked of another process: the roles of a region that is frozen or gone stay known, as they do on AWS.
"""

import json
import os
import threading
import time
from pathlib import Path

REGION = os.environ.get("MINISTACK_REGION", "us-east-1")
ACCOUNT = os.environ.get("MINISTACK_ACCOUNT_ID", "000000000000")
SHARED = Path(os.environ.get("DRILL_IAM_DIR", "/tmp/drill-iam"))
PUBLISH_SECONDS = 0.5


def install(replace) -> None:
    from ministack.core import iam_evaluator
    from ministack.services import iam, sts

    (SHARED / "sessions").mkdir(parents=True, exist_ok=True)
    sts._sessions = Sessions()
    iam._roles = known_everywhere("roles", iam._roles)
    iam._policies = known_everywhere("policies", iam._policies)
    replace(iam_evaluator, "_gather_role_policies", cached_policies)
    threading.Thread(target=publish_forever, daemon=True, name="drill-roles").start()


def write_whole(file: Path, content) -> None:
    """Readers see the old content or the new one, never a part."""
    part = file.with_suffix(f".{REGION}.part")
    part.write_text(json.dumps(content, default=str))
    part.replace(file)


class Sessions(dict):
    """Sessions by access key; one that another region's process gave out is read when it is first used."""

    def __setitem__(self, key, session):
        super().__setitem__(key, session)
        file = SHARED / "sessions" / key
        if not file.exists():
            publish()
            write_whole(file, session)

    def get(self, key, default=None):
        if key and not super().__contains__(key):
            try:
                super().__setitem__(key, json.loads((SHARED / "sessions" / key).read_text()))
            except (OSError, ValueError):
                return default
        return super().get(key, default)

    def __contains__(self, key):
        return self.get(key) is not None

    def __missing__(self, key):
        return self.get(key)


# --- what this region tells the others ---------------------------------------------------------------------------------

_published = ""
_publishing = threading.Lock()


def publish() -> None:
    """Writes this region's roles and customer-managed policies, if they have changed."""
    global _published
    from ministack.services import iam

    with _publishing:
        mine = {"roles": list(iam._roles.own().items()), "policies": list(iam._policies.own().items())}
        text = json.dumps(mine, default=str)
        if text != _published:
            write_whole(SHARED / f"roles-{REGION}.json", mine)
            _published = text


def publish_forever() -> None:
    while True:
        time.sleep(PUBLISH_SECONDS)
        publish()


# --- what the others tell ----------------------------------------------------------------------------------------------

_read: dict[Path, tuple[int, dict]] = {}


def of_others(kind: str, account: str, name: str):
    for file in SHARED.glob("roles-*.json"):
        if file.stem != f"roles-{REGION}":
            found = contents(file)[kind].get((account, name))
            if found is not None:
                return found
    return None


def contents(file: Path) -> dict:
    changed = file.stat().st_mtime_ns
    if _read.get(file, (0, None))[0] != changed:
        told = json.loads(file.read_text())
        _read[file] = changed, {kind: {tuple(key): value for key, value in rows} for kind, rows in told.items()}
    return _read[file][1]


def known_everywhere(kind: str, store):
    """A store of MiniStack's that, for what it lacks, looks into what the other regions have told."""

    class KnownEverywhere(type(store)):
        __slots__ = ()

        def own(self):
            return dict(self._data)

        def get(self, key, default=None):
            return self.get_scoped(self._prefix(), None, key, default)

        def get_scoped(self, account_id, region, key, default=None):
            found = super().get_scoped(account_id, region, key)
            if found is None:
                found = of_others(kind, account_id, key)
            return default if found is None else found

    everywhere = KnownEverywhere()
    everywhere.update(store)
    return everywhere


# --- policies of a role ------------------------------------------------------------------------------------------------

_parsed: dict[tuple, tuple] = {}


def cached_policies(_original):
    return lambda name, account: policies_of(name, account)[0]


def policies_of(name: str, account: str) -> tuple[list, list[str]]:
    """The statements of a role, policy by policy, and the AWS-managed policies of it that nobody here knows."""
    from ministack.core import iam_evaluator
    from ministack.services import iam

    role = iam._roles.get_scoped(account, None, name)
    if role is None:
        return [], []
    attached = {arn: iam_evaluator._resolve_managed_policy_document(arn, account) for arn in role.get("AttachedPolicies", [])}
    documents = [*(role.get("InlinePolicies") or {}).values(), *(each for each in attached.values() if each)]
    # Documents are replaced, never changed: the same objects are the same policies.
    key = tuple(id(each) for each in documents)
    kept = _parsed.get((account, name))
    if kept is None or kept[0] != key:
        kept = key, documents, [iam_evaluator.parse_policy_document(each) for each in documents]
        _parsed[(account, name)] = kept
    return kept[2], [arn for arn, document in attached.items() if not document]


def kept():
    return {place: (documents, statements) for place, (_key, documents, statements) in _parsed.items()}


def take(kept_before) -> None:
    """Statements know which of their rights were used; documents are known by which objects they are."""
    for place, (documents, statements) in kept_before.items():
        _parsed[place] = tuple(id(each) for each in documents), documents, statements


def role_name(arn: str) -> str:
    """Of `arn:aws:iam::123456789012:role/path/name` and of `arn:aws:sts::123456789012:assumed-role/name/session`."""
    resource = arn.split(":", 5)[-1]
    return resource.split("/")[1] if resource.startswith("assumed-role/") else resource.rsplit("/", 1)[-1]
