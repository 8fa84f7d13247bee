#!/usr/bin/env bash
# Runs Lighthouse, as a phone on a slow network, over every page of the portal that two patients of the demo reach by links,
# one who is healing and one who has results;
# then times from a camera's frame to its hint.
#
#     benches/portal/run.sh
#
# Needs Chromium, curl, jq and Node.js; fetches Lighthouse into target/. It ends with 1 when a page has less than 100 for
# accessibility or 95 for performance. With RELIEF_PORTAL_KEEP=FOLDER the full reports stay there as JSON.
set -euo pipefail
cd "$(dirname "$0")/../.."

lighthouse_version=12.8.2 # the last that runs on Debian's Node.js 20
least_accessibility=100
least_performance=95
listen=127.0.0.1:8747

tools=$PWD/target/lighthouse
[ -x "$tools/node_modules/.bin/lighthouse" ] ||
    npm install --silent --no-audit --no-fund --prefix "$tools" "lighthouse@$lighthouse_version"
cargo build --locked --release --quiet --package relief

work=$(mktemp -d)
reports=${RELIEF_PORTAL_KEEP:-$work/reports}
mkdir -p "$reports"
target/release/relief demo --listen "$listen" --data "$work/demo" >"$work/demo.log" &
demo=$!
trap 'kill "$demo" 2>/dev/null; wait "$demo" 2>/dev/null || true; rm -rf "$work"' EXIT
until grep -q passphrase "$work/demo.log"; do
    kill -0 "$demo" # the demo could not start when this fails
    sleep 1
done
passphrase=$(sed -n "s/.*passphrase: //p" "$work/demo.log")

# signed_in LOGIN: the cookie of whoever signs in.
signed_in() {
    curl --silent --fail --output /dev/null --cookie-jar "$work/jar" --header "Origin: http://$listen" \
        --data-urlencode "login=$1" --data-urlencode "password=$passphrase" "http://$listen/sign-in"
    awk -F'\t' 'NF == 7 { print $6 "=" $7 }' "$work/jar"
}

# links PATH: where a page's links lead, but for what is no page.
links() {
    curl --silent --location --cookie "$cookie" "http://$listen$1" | grep -o 'href="/[^"#?]*"' |
        sed 's/^href="//; s/"$//' | grep -Ev '^/static/|^/$|\.pdf$|\.ics$|/export$|/file$|/small$|/feeds/|/photos/.|/measurements/[^/]*/.' || true
}

# kind PATH: the path without what tells one record from another, but for comparisons: those of photos and of scans are two kinds.
kind() { sed -E 's#(patients|scans|jobs)/[0-9a-f]{32}#\1/…#g; s#/capture/.*#/capture/…#' <<<"$1"; }

# measure PATH FILE: one page's report.
measure() {
    "$tools/node_modules/.bin/lighthouse" "http://$listen$1" --quiet --only-categories=accessibility,performance \
        --extra-headers "$work/headers.json" --chrome-flags="--headless=new --no-sandbox" \
        --output json --output-path "$2"
}

# look LOGIN: every kind of page that links lead to.
poor=0
look() {
    local -A seen=()
    cookie=$(signed_in "$1")
    jq -n --arg cookie "$cookie" '{Cookie: $cookie}' >"$work/headers.json"
    local start ahead path name report accessibility performance
    start=$(curl --silent --output /dev/null --write-out '%{redirect_url}' --cookie "$cookie" "http://$listen/" | sed 's#^http://[^/]*##')
    ahead=("$start")
    while [ ${#ahead[@]} -gt 0 ]; do
        path=${ahead[0]}
        ahead=("${ahead[@]:1}")
        name=$(kind "$path")
        [ -z "${seen[$name]:-}" ] || continue
        seen[$name]=1
        report=$reports/$1$(tr -c 'a-z0-9\n' - <<<"$name").json
        measure "$path" "$report" || measure "$path" "$report" # one trace in a hundred is not recorded (NO_NAVSTART)
        read -r accessibility performance < <(jq -r '[.categories.accessibility.score, .categories.performance.score]
            | map(. * 100 | round) | @tsv' "$report")
        printf '%-60s %13s %11s\n' "$1 $name" "$accessibility" "$performance"
        if [ "$accessibility" -lt $least_accessibility ] || [ "$performance" -lt $least_performance ]; then poor=1; fi
        mapfile -t -O "${#ahead[@]}" ahead < <(links "$path")
    done
}
printf '%-60s %13s %11s\n' page accessibility performance
look patient
look lucia
node benches/portal/hints.mjs "http://$listen" "$passphrase" "$tools"
exit "$poor"
