"""How much memory all processes of a running Waystation take while nobody asks anything.

    python bench/memory.py           starts with the invented organisation in a folder of its own
    python bench/memory.py PID       looks at the installation whose supervisor is PID

Counts PSS: memory that several processes share is counted once, divided among them.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

import psutil

MOST_MB = 400.0
SETTLE_SECONDS = 10.0


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def tree(supervisor: int) -> list[psutil.Process]:
    process = psutil.Process(supervisor)
    return [process, *process.children(recursive=True)]


def look(supervisor: int) -> float:
    total = 0.0
    for process in tree(supervisor):
        memory = process.memory_full_info()
        words = process.cmdline()
        role = next((word for word in words if word in {"door", "worker", "demo", "up"}), "?")
        total += memory.pss / 2**20
        print(f"{role:8} {process.pid:8}  PSS {memory.pss / 2**20:6.1f} MB   RSS {memory.rss / 2**20:6.1f} MB")
    print(f"together            PSS {total:6.1f} MB   (at most {MOST_MB:.0f} MB)")
    return total


def look_at_demo() -> float:
    with tempfile.TemporaryDirectory(prefix="waystation-bench-") as home:
        ports = ["--public-port", str(free_port()), "--staff-port", str(free_port())]
        command = [sys.executable, "-m", "waystation.config.cli", "up", "--demo", *ports]
        environment = {**os.environ, "WAYSTATION_HOME": home}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for line in process.stdout:
            print(f"  {line}", end="")
            if line.startswith("Sign in"):
                break
        time.sleep(SETTLE_SECONDS)
        total = look(process.pid)
        process.send_signal(signal.SIGTERM)
        process.wait()
        return total


def main(arguments: list[str]) -> int:
    total = look(int(arguments[0])) if arguments else look_at_demo()
    return 0 if total <= MOST_MB else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
