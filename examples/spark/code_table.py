"""Codes a Parquet table of job titles on Spark. Each task pipes its rows, as JSON lines,
through the program `code`, which --files ships to the executors:

    spark-submit --files target/release/examples/code \\
        examples/spark/code_table.py jobs.parquet coded.parquet title [industry]
"""

import shlex
import sys

from pyspark.sql import SparkSession
from pyspark.sql.functions import struct, to_json
from pyspark.sql.types import StructType

ADDED = """noc_code string, noc_title_en string, noc_title_zh string, teer int,
    verdict string, confidence double,
    alternatives array<struct<code: string, confidence: double>>, matched string,
    edition int, data_digest string, error string"""

# JSON keeps milliseconds if nobody asks for more.
TIMES = {
    "timestampFormat": "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
    "timestampNTZFormat": "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
}


def main(table, coded, title, industry=None):
    spark = SparkSession.builder.appName("code titles").getOrCreate()
    jobs = spark.read.parquet(table)
    # A task runs where --files puts the program; Spark runs several tasks at once.
    command = ["./code", "--format", "jsonl", "--threads", "1", "--quiet", "--title", title]
    command += ["--industry", industry] if industry else []
    lines = jobs.select(to_json(struct("*"), TIMES)).rdd.map(lambda row: row[0])
    # A program that fails fails its task, which Spark then runs again: no row is lost.
    piped = lines.pipe(shlex.join(command), checkCode=True)
    schema = StructType(jobs.schema.fields + StructType.fromDDL(ADDED).fields)
    rows = spark.read.options(**TIMES).schema(schema).json(piped)
    rows.write.mode("overwrite").parquet(coded)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
