"""Makes a virtual environment with the emulator: install.py <directory> <requirements>.

A virtual environment cannot be moved, so it is made where it stays, and a marker file written last says that it is
whole; a half-made one is made again. Drills that start together wait for each other: the kernel lets go of the lock
however its holder ends.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path


def main(directory: Path, requirements: str) -> None:
    directory.parent.mkdir(parents=True, exist_ok=True)
    complete = directory / ".complete"
    with open(f"{directory}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if complete.exists():
            return
        shutil.rmtree(directory, ignore_errors=True)
        run(sys.executable, "-m", "venv", str(directory))
        # One call: installed one after the other, pip picks versions of botocore that disagree.
        pip = ["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--quiet", "-r", requirements]
        run(str(directory / "bin" / "python"), *pip)
        complete.touch()


def run(*command: str) -> None:
    status = subprocess.run(command, stdin=subprocess.DEVNULL).returncode
    if status != 0:
        sys.exit(status)


if __name__ == "__main__":
    os.umask(0o022)
    main(Path(sys.argv[1]), sys.argv[2])
