#!/usr/bin/env python3
"""Kills the batch coder at random moments and goes on with --resume. The files must have
the bytes of a run that nobody disturbed.

    kill_and_resume.py DIR_OF_EXAMPLES [ROWS [SEED]]
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

KILLS = 5
# One row in so many has a field too many.
BAD = 1000


def main():
    examples = Path(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 50_000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else int(time.time())
    print(f"{rows} rows, seed {seed}", flush=True)
    random.seed(seed)
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        jobs = place / "jobs.csv"
        made = subprocess.run(
            [examples / "generate", "--rows", str(rows)],
            check=True, capture_output=True, text=True,
        )
        lines = made.stdout.splitlines(keepends=True)
        for at in range(BAD, len(lines), BAD):
            lines[at] = lines[at].rstrip("\n") + ",\"one\ntoo many\"\n"
        jobs.write_text("".join(lines))

        def command(out, *more):
            files = [jobs, "-o", out, "--report", f"{out}.html"]
            return [examples / "code", *files, "--title", "title", "--quiet", "--cache", "0", *more]

        whole, killed = place / "whole.csv", place / "killed.csv"
        start = time.monotonic()
        status = subprocess.run(command(whole)).returncode
        duration = time.monotonic() - start
        assert status == 1, f"status {status} of a run with bad rows"

        for moment in sorted(random.uniform(0.1, 0.9) for _ in range(KILLS)):
            run = subprocess.Popen(command(killed, "--resume"))
            try:
                # Each run is one part of the whole.
                run.wait(duration * moment / KILLS * 2)
                print("it ended before it was killed", flush=True)
            except subprocess.TimeoutExpired:
                run.kill()
                run.wait()
            partial = Path(f"{killed}.partial")
            written = partial.stat().st_size if partial.exists() else 0
            print(f"killed with {written} bytes written", flush=True)
        status = subprocess.run(command(killed, "--resume")).returncode
        assert status == 1, f"status {status} of the last run"

        for end in ["", ".rejected", ".html"]:
            same = Path(f"{whole}{end}").read_bytes() == Path(f"{killed}{end}").read_bytes()
            assert same, f"OUT{end} differs"
        left = sorted(path.name for path in place.iterdir() if "killed" in path.name)
        assert left == ["killed.csv", "killed.csv.html", "killed.csv.rejected"], left
        print(f"{KILLS} kills, the same {whole.stat().st_size} bytes")


main()
