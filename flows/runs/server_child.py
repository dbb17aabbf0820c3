"""Prefect's server as a child process that never outlives its parent: it leaves when its standard input closes.

Run as a file with the arguments of ``prefect``; it imports nothing of ours.
"""

import os
import runpy
import signal
import sys
import threading


def _leave_with_parent() -> None:
    os.read(sys.stdin.fileno(), 1)  # nothing is ever written: this returns when the parent is gone, killed or not
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    runpy.run_module("prefect", run_name="__main__")
