#!/bin/sh
# Milliseconds of the peers and of relief on one seeded surface: run.sh [SIDE]
set -eu
side=${1:-1500}
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
cargo build --quiet --release --package relief-peers-surface
target=${CARGO_TARGET_DIR:-$here/../../../target}
if [ ! -x "$here/.venv/bin/python" ]; then
    python3 -m venv "$here/.venv"
    "$here/.venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
fi
exec "$here/.venv/bin/python" "$here/peers.py" "$target/release/relief-peers-surface" "$side"
