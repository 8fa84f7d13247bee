#!/usr/bin/env bash
# Builds Relief, makes a pair of photos of synthetic skin, compares them, and names the report page.
#
#     ./run.sh
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
out=relief-out
rm -rf "$out/pair"
mkdir -p "$out"
"$relief" phantom --out "$out/pair" --seed 7 --pairs 1

pairs=("$out"/pair/*/)
pair=${pairs[0]%/}
status=0
"$relief" compare "$pair/before.jpg" "$pair/after.jpg" --report "$out/report.html" || status=$?
# 4 says that the two pictures may not be compared: an answer too, with its own report.
if [ "$status" != 0 ] && [ "$status" != 4 ]; then
    exit "$status"
fi

echo
echo "The pair:   $PWD/$pair"
echo "The report: $PWD/$out/report.html"
