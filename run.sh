#!/usr/bin/env bash
# Builds Relief and starts its demo: a practice with synthetic patients, at an address for the browser. Options go to
# `relief demo`, as in `./run.sh --listen 127.0.0.1:9000`.
#
#     ./run.sh
#
# Where nobody watches, which is when standard output is no terminal or RELIEF_DEMO_ONCE is set, the demo is made,
# measured and checked, and the script ends instead of serving.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v cc >/dev/null; then
    root=()
    [ "$(id -u)" = 0 ] || root=(sudo)
    "${root[@]}" apt-get update -qq
    "${root[@]}" apt-get install -y -qq --no-install-recommends gcc libc6-dev
fi

cargo build --locked --release --package relief

relief=target/release/relief
if [ -t 1 ] && [ -z "${RELIEF_DEMO_ONCE:-}" ]; then
    exec "$relief" demo "$@"
fi
"$relief" demo --fill-only --data relief-demo
"$relief" verify --data relief-demo/practice
echo "To look at it in a browser: $PWD/$relief demo --keep --data $PWD/relief-demo"
