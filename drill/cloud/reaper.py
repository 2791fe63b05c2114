"""Outlives the drill by a moment: whatever way the drill ends, SIGKILL included, its processes and files go too.

Commands come as JSON lines on standard input: {"watch": pid}, {"forget": pid}, {"remove": directory}. When the pipe
closes, every process group still watched is killed and every directory removed. In a session of its own, so that the
terminal's Ctrl-C does not reach it before its work is done.
"""

import json
import os
import shutil
import signal
import sys


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    groups: set[int] = set()
    directories: list[str] = []
    for line in sys.stdin:
        command = json.loads(line)
        if "watch" in command:
            groups.add(command["watch"])
        elif "forget" in command:
            groups.discard(command["forget"])
        elif "remove" in command:
            directories.append(command["remove"])
    for group in groups:
        kill(group)
    for directory in directories:
        shutil.rmtree(directory, ignore_errors=True)


def kill(group: int) -> None:
    """SIGKILL also ends a group that SIGSTOP froze."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass


if __name__ == "__main__":
    main()
