#!/bin/sh
# Seconds that one batch of pairs takes on one worker and on two, each on a core of its own: cluster.sh [PAIRS [ROUNDS]]
# PROFILE=dev takes cargo's dev profile, which measures as fast but is built sooner.
set -eu
pairs=${1:-32}
rounds=${2:-3}
profile=${PROFILE:-release}
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
target=${CARGO_TARGET_DIR:-$here/../../../target}
programs=$target/$([ "$profile" = dev ] && echo debug || echo "$profile")
# In two calls: what is built together with DataFusion gets other features.
cargo build --quiet --profile "$profile" --package relief
cargo build --quiet --profile "$profile" --package relief-cluster
folder=$(mktemp -d)
processes=
# Workers end before their folders do.
trap 'kill $processes 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
"$programs/relief" phantom --out "$folder/pairs" --seed 1 --pairs "$pairs" >/dev/null

# start COMMAND...: in the background, to end with this script.
start() {
    setpriv --pdeathsig TERM -- "$@" >/dev/null &
    started=$!
    processes="$processes $started"
}

# processor PID...: seconds of processor time so far.
processor() {
    ticks=0
    for pid in "$@"; do
        # The name in brackets may have blanks; the fields behind it count from 3.
        ticks=$((ticks + $(sed 's/.*) //' "/proc/$pid/stat" | awk '{ print $12 + $13 }')))
    done
    awk "BEGIN { printf \"%.1f\", $ticks / $(getconf CLK_TCK) }"
}

# cluster WORKERS PORT: a scheduler and workers of one slot, worker N on core N.
cluster() {
    processes=
    start "$programs/relief-cluster" scheduler --listen "127.0.0.1:$2"
    until curl --silent --output "$folder/ready" "http://127.0.0.1:$2/healthz"; do
        kill -0 "$started"
        sleep 0.1
    done
    workers=
    for worker in $(seq "$1"); do
        start taskset --cpu-list $((worker - 1)) "$programs/relief-cluster" worker --slots 1 --scheduler "df://127.0.0.1:$2" \
            --data-port $(($2 + 2 * worker)) --task-port $(($2 + 2 * worker + 1))
        workers="$workers $started"
    done
    # Until all of them take work.
    sleep 2
}

# The first port of each cluster; nobody else should have them.
ports=51000
for round in $(seq "$rounds"); do
    for count in 1 2; do
        cluster "$count" "$ports"
        before=$(processor $workers)
        began=$(date +%s.%N)
        "$programs/relief-cluster" measure "$folder/pairs/pairs.csv" --out "$folder/out$ports" --scheduler "df://127.0.0.1:$ports" 2>"$folder/said"
        ended=$(date +%s.%N)
        after=$(processor $workers)
        echo "round $round: $count worker(s): $(awk "BEGIN { printf \"%.1f\", $ended - $began }") s, $(awk "BEGIN { printf \"%.1f\", $after - $before }") s of their processor time"
        # shellcheck disable=SC2086 # several of them
        kill $processes
        wait
        ports=$((ports + 10))
    done
done
