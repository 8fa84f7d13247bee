#!/bin/sh
# Seconds, memory and errors of the peers and of relief on one light set: run.sh [WIDTH]
set -eu
width=${1:-4000}
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
cargo build --quiet --release --package relief --package relief-peers-stereo
target=${CARGO_TARGET_DIR:-$here/../../../target}
set=$target/peers-stereo/$width
if [ ! -f "$set/lights.json" ]; then
    "$target/release/relief-peers-stereo" "$set" "$width" 43000
fi
if [ ! -x "$here/.venv/bin/python" ]; then
    python3 -m venv "$here/.venv"
    "$here/.venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
fi
exec "$here/.venv/bin/python" "$here/peers.py" "$target/release/relief" "$set"
