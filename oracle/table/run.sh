#!/bin/sh
# What analysis.py says of a simulated practice: `oracle/table/run.sh` writes rows/ and expected.json anew.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
cargo run --quiet --package relief-table --example simulated 40 7 csv rows
if [ ! -x .venv/bin/python ]; then
    python3 -m venv .venv
    .venv/bin/pip install --quiet --requirement requirements.txt
fi
.venv/bin/python ../../registry/table/analysis/analysis.py rows >expected.json
