#!/usr/bin/env python3
"""Runs examples/spark on a cluster of two processes, then again with one of them killed in
the middle. Each result must have the rows of a single run. Needs pyspark and Java.

    spark.py DIR_OF_EXAMPLES [ROWS]
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyspark
from pyspark.sql import SparkSession

JOB = Path(__file__).parents[2] / "examples/spark/code_table.py"
SUBMIT = Path(pyspark.__file__).parent / "bin/spark-submit"
EXECUTOR = b"CoarseGrainedExecutorBackend"
# The tasks of a table are many enough for some to be running when a worker is killed.
TASKS = 8

os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
os.environ["PYSPARK_PYTHON"] = sys.executable


def main():
    examples = Path(sys.argv[1]).resolve()
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        jobs, single = place / "jobs.jsonl", place / "single.jsonl"
        table = place / "jobs.parquet"
        with jobs.open("wb") as out:
            made = [examples / "generate", "--rows", str(rows), "--format", "jsonl"]
            subprocess.run(made, check=True, stdout=out)
        start = time.monotonic()
        coded = [examples / "code", jobs, "-o", single, "--title", "title", "--quiet"]
        subprocess.run(coded, check=True)
        print(f"a single run codes {rows} rows in {time.monotonic() - start:.0f} s", flush=True)
        spark = session()
        spark.read.json(str(jobs)).repartition(TASKS).write.parquet(str(table))

        for name, disturb in [("undisturbed", None), ("a worker killed", kill_a_worker)]:
            coded = place / "coded.parquet"
            start = time.monotonic()
            submit(examples / "code", table, coded, disturb, place / "spark.log")
            print(f"Spark, {name}: {time.monotonic() - start:.0f} s", flush=True)
            compare(spark, single, coded, rows)


def session():
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.host", "127.0.0.1")
    builder = builder.config("spark.sql.shuffle.partitions", "4")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    return builder.config("spark.log.level", "ERROR").getOrCreate()


def submit(program, table, coded, disturb, log):
    command = [
        SUBMIT, "--master", "local-cluster[2,1,1024]", "--files", program,
        "--conf", "spark.driver.host=127.0.0.1", "--conf", "spark.ui.enabled=false",
        # One file is one task.
        "--conf", "spark.sql.files.openCostInBytes=128m",
        JOB, table, coded, "title",
    ]
    with log.open("wb") as out:
        job = subprocess.Popen(command, stdout=out, stderr=out)
        if disturb:
            disturb(job)
        status = job.wait()
    assert status == 0, f"status {status}: {log.read_text(errors='replace')[-4000:]}"


def kill_a_worker(job):
    """Kills an executor that is coding rows."""
    while job.poll() is None:
        processes = descendants(job.pid)
        at_work = [
            executor
            for executor, command in processes.items()
            if EXECUTOR in command
            and any(child.startswith(b"./code") for child in descendants(executor).values())
        ]
        if at_work:
            # In the middle of a task.
            time.sleep(1)
            victim = random.choice(at_work)
            os.kill(victim, signal.SIGKILL)
            print(f"killed the executor {victim}", flush=True)
            return
        time.sleep(0.05)
    raise AssertionError("the job ended before a worker was seen at work")


def descendants(pid):
    """Processes below one, with their command lines."""
    parents, commands = {}, {}
    for path in Path("/proc").iterdir():
        if not path.name.isdigit():
            continue
        try:
            # The name in brackets may hold spaces.
            fields = (path / "stat").read_text().rpartition(")")[2].split()
            commands[int(path.name)] = (path / "cmdline").read_bytes()
            parents[int(path.name)] = int(fields[1])
        except OSError:
            continue
    below, found = {pid}, {}
    while True:
        new = {child for child, parent in parents.items() if parent in below} - below
        if not new:
            return found
        below |= new
        found |= {child: commands[child] for child in new}


def compare(spark, single, coded, rows):
    found = spark.read.parquet(str(coded))
    errors = found.where("error is not null").count()
    assert errors == 0, f"{errors} rows with errors"
    found = found.drop("error")
    wanted = spark.read.schema(found.schema).json(str(single))
    counts = (wanted.count(), found.count())
    assert counts == (rows, rows), f"{counts} rows, not {rows}"
    differing = wanted.exceptAll(found).count() + found.exceptAll(wanted).count()
    assert differing == 0, f"{differing} rows differ"
    print(f"the same {rows} rows", flush=True)


main()
