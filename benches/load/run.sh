#!/usr/bin/env bash
# How Relief's server answers under load: a practice of 100,000 patients, on SQLite, client and server on the same two cores.
#
#     benches/load/run.sh [PATIENTS]
#
# The practice is kept in target/load/ for the next run. The figures go to standard output.
set -euo pipefail
cd "$(dirname "$0")/../.."

patients=${1:-100000}
port=8799
url=http://127.0.0.1:$port
kept=$PWD/target/load/practice-$patients
data=$PWD/target/load/run

cargo build --locked --release --quiet --package relief --package relief-load
if [ ! -s "$kept/load-ids.txt" ]; then
    # In memory, where no commit waits for a disk: filling is not what is measured.
    filling=$(mktemp -d /dev/shm/relief-load.XXXXXX)
    trap 'rm -rf "$filling"' EXIT
    target/release/relief-load fill --data "$filling/practice" --patients "$patients"
    mkdir -p target/load
    rm -rf "$kept"
    cp -a "$filling/practice" "$kept"
    rm -rf "$filling"
    trap - EXIT
fi
# Each run begins with the same practice: its writes would be the next one's reads.
rm -rf "$data"
cp -a "$kept" "$data"
sync

begun=$(date +%s%N)
target/release/relief serve --data "$data" --listen "127.0.0.1:$port" --no-second-factor 2>target/load/server.log &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true' EXIT
until curl --silent --fail --output /dev/null "$url/sign-in"; do
    kill -0 "$server" || { cat target/load/server.log; exit 1; }
    sleep 0.01
done
echo "start to first page: $((($(date +%s%N) - begun) / 1000000)) ms"
target/release/relief-load run --url "$url" --data "$data" --rate 200 --writes 5 --seconds 60
echo "memory of the server: $(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$server/status") MiB at most"
