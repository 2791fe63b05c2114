"""What a region has, kept in a file, and where a new process begins.

All that a region has stands in stores that are globals of MiniStack's services. They are kept whole and in one piece, so
that what two of them share is shared afterwards. Processes of functions, waiting retries and requests under way are not
kept: a process that begins here has none.

Environment: DRILL_STATE_FILE, which is written when the drill asks for it, and read when the process starts.
"""

import importlib
import os
import pickle
import sys
from pathlib import Path

PATH = "/_drill/keep"
FILE = Path(os.environ.get("DRILL_STATE_FILE", "/tmp/drill-state"))
SERVICES = "ministack.services."
# A stream goes on counting where it stopped: its readers would take a lower number for an old record.
COUNTERS = (("ministack.services.dynamodb", "_stream_seq_counter"),)


def on_request(shortcuts):
    """Keeps what is there at this moment; whoever asks has its answer when the file is whole."""

    async def handle(method, path, *rest):
        if path != PATH:
            return await shortcuts(method, path, *rest)
        keep()
        return 200, {"Content-Type": "application/json"}, b"{}"

    return handle


def keep() -> None:
    counters = {place: getattr(sys.modules[place[0]], place[1]) for place in COUNTERS if place[0] in sys.modules}
    own = {module.__name__: module.kept() for module in own_modules()}
    stores = {place: store._data for place, store in scoped_stores()}
    part = FILE.with_suffix(".part")
    with open(part, "wb") as file:
        Keeper(file).dump({"stores": stores, "counters": counters, "own": own})
    part.replace(FILE)


def restore() -> None:
    """Does nothing where nothing was kept: the region is new."""
    if not FILE.exists():
        return
    kept = pickle.loads(FILE.read_bytes())
    for (module, name), data in kept["stores"].items():
        # In place: other modules hold the same store.
        store = getattr(importlib.import_module(module), name)
        store._data.clear()
        store._data.update(data)
    for (module, name), value in kept["counters"].items():
        setattr(importlib.import_module(module), name, value)
    for module in own_modules():
        module.take(kept["own"][module.__name__])
    from ministack.services import lambda_svc

    # With nothing to load, it starts what it needs for what it has: the poller of event sources.
    lambda_svc.load_persisted_state({})


def scoped_stores():
    """Every store with the place where it is found."""
    from ministack.core.responses import AccountRegionScopedDict, AccountScopedDict

    for module_name, module in list(sys.modules.items()):
        if module_name.startswith(SERVICES):
            for name, value in list(vars(module).items()):
                if isinstance(value, (AccountRegionScopedDict, AccountScopedDict)):
                    yield (module_name, name), value


def own_modules():
    """What the drill itself counts in this process."""
    names = ("iam.decisions", "iam.identity", "deployments.groups", "capacity.targets", "rule_groups")
    return [module for name in names if (module := sys.modules.get(name)) is not None]


class Keeper(pickle.Pickler):
    def reducer_override(self, value):
        """Private keys are kept as the text that stands for them."""
        if not hasattr(value, "private_bytes"):
            return NotImplemented
        from cryptography.hazmat.primitives.serialization import (
            Encoding,
            NoEncryption,
            PrivateFormat,
            load_pem_private_key,
        )

        text = value.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return load_pem_private_key, (text, None)
