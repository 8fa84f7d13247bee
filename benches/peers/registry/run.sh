#!/bin/sh
# Milliseconds of the peers and of relief on one simulated registry: run.sh [PATIENTS], some 50 scar rows each
set -eu
patients=${1:-200000}
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
cargo build --quiet --release --package relief-query --example times
cargo build --quiet --release --package relief-table --example simulated
target=${CARGO_TARGET_DIR:-$here/../../../target}
if [ ! -x "$here/.venv/bin/python" ]; then
    python3 -m venv "$here/.venv"
    "$here/.venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
fi
rows=$(mktemp -d)
trap 'rm -rf "$rows"' EXIT
"$target/release/examples/simulated" "$patients" 1 parquet "$rows"
"$here/.venv/bin/python" "$here/peers.py" "$target/release/examples/times" "$rows"
