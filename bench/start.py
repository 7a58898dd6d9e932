"""How long Waystation takes to be on screen: `waystation --help`, and the second start of both doors.

python bench/start.py            starts in a folder of its own, which is removed afterwards
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

PROGRAM = [sys.executable, "-m", "waystation.config.cli"]
HELP_WITHIN, START_WITHIN = 1.0, 5.0


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def seconds_of_help() -> float:
    started = time.monotonic()
    subprocess.run([*PROGRAM, "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


def seconds_of_start(home: str) -> float:
    ports = ["--public-port", str(free_port()), "--staff-port", str(free_port())]
    started = time.monotonic()
    process = subprocess.Popen(
        [*PROGRAM, "up", *ports], env={**os.environ, "WAYSTATION_HOME": home}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("Stop with"):
            break
    seconds = time.monotonic() - started
    process.send_signal(signal.SIGTERM)
    process.wait()
    return seconds


def main() -> int:
    helped = min(seconds_of_help() for _ in range(3))
    with tempfile.TemporaryDirectory(prefix="waystation-bench-") as home:
        first = seconds_of_start(home)
        second = min(seconds_of_start(home) for _ in range(3))
    print(f"help          {helped:5.2f} s   (at most {HELP_WITHIN} s)")
    print(f"first start   {first:5.2f} s   (makes both databases)")
    print(f"second start  {second:5.2f} s   (at most {START_WITHIN} s)")
    return 0 if helped <= HELP_WITHIN and second <= START_WITHIN else 1


if __name__ == "__main__":
    sys.exit(main())
