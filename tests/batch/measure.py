#!/usr/bin/env python3
"""Says how many rows a second the batch coder codes and how much memory it takes on the way:
first with every row coded anew, then with its memory for titles that come again.

    measure.py DIR_OF_EXAMPLES [ROWS]

The memory must stay under 150 MiB. The rate is only told: it is the machine's too.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MOST_MIB = 150


def main():
    examples = Path(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as place:
        jobs, coded = Path(place) / "jobs.csv", Path(place) / "coded.csv"
        with jobs.open("wb") as out:
            subprocess.run([examples / "generate", "--rows", str(rows)], check=True, stdout=out)
        size = jobs.stat().st_size
        for name, more in [("every row anew", ["--cache", "0"]), ("as it comes", [])]:
            command = [examples / "code", jobs, "-o", coded, "--title", "title", "--quiet", *more]
            start, before = time.monotonic(), os.times()
            run = subprocess.Popen(command)
            memory = watch(run, size)
            duration, after = time.monotonic() - start, os.times()
            assert run.returncode == 0, f"status {run.returncode}"
            processor = (after.children_user - before.children_user
                         + after.children_system - before.children_system)
            load = os.getloadavg()[0]
            print(f"{name}: {rows} rows in {duration:.1f} s, {rows / duration:.0f} a second; "
                  f"{1e6 * processor / rows:.0f} µs of processor a row, "
                  f"{os.cpu_count()} cores, load {load:.1f}")
            tenths = " ".join(f"{memory.get(tenth, 0):.0f}" for tenth in range(1, 11))
            peak = max(memory.values())
            print(f"  MiB at each tenth of the rows: {tenths}; at most {peak:.0f}", flush=True)
            assert peak < MOST_MIB, f"{peak:.0f} MiB"


def watch(run, size):
    """The resident memory in MiB, the most in each tenth of the input."""
    memory = {}
    while run.poll() is None:
        try:
            counters = Path(f"/proc/{run.pid}/io").read_text().split()
            status = Path(f"/proc/{run.pid}/status").read_text().split()
            read = int(counters[counters.index("rchar:") + 1])
            mib = int(status[status.index("VmRSS:") + 1]) / 1024
            tenth = min(10, 1 + 10 * read // size)
            memory[tenth] = max(memory.get(tenth, 0), mib)
        except (OSError, ValueError):
            pass
        time.sleep(0.05)
    return memory


main()
