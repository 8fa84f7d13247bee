#!/bin/sh
# Wall and CPU seconds and peak memory of the peer and of relief on one pair: run.sh BEFORE AFTER
set -eu
[ $# -eq 2 ] || { echo "usage: $0 BEFORE AFTER" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
relief=${RELIEF:-$here/../../../target/release/relief}
[ -x "$relief" ] || { echo "$relief is missing: cargo build --release" >&2; exit 1; }
if [ ! -x "$here/.venv/bin/python" ]; then
    python3 -m venv "$here/.venv"
    "$here/.venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
fi
exec "$here/.venv/bin/python" "$here/timing.py" "$relief" "$1" "$2"
