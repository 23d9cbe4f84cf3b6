#!/usr/bin/env bash
# The batch coder at work: measured, killed and resumed, and on Spark with a worker killed.
# Takes some minutes; installs PySpark into the target directory, and Java where there is
# none.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=${CARGO_TARGET_DIR:-target}

cargo test --release --quiet --example code
cargo build --release --quiet --example code --example generate
examples=$target/release/examples
python3 tests/batch/measure.py "$examples" 100000
python3 tests/batch/kill_and_resume.py "$examples" 60000

if ! command -v java > /dev/null; then
  apt-get update -q
  apt-get install -y -q openjdk-17-jre-headless
fi
python=$target/pyspark/bin/python
if [ ! -x "$python" ]; then
  python3 -m venv "$target/pyspark"
  "$python" -m pip install --quiet pyspark==4.3.0
fi
"$python" tests/batch/spark.py "$examples" 20000
