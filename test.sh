#!/usr/bin/env bash
# Runs every check of Relief, and installs what they need where it is missing (Debian with Rust).
#
#     ./test.sh
#
# The last line says how it went. FUZZ_SECONDS (60) is shared by all fuzz targets.
set -euo pipefail
cd "$(dirname "$0")"

fuzz_seconds=${FUZZ_SECONDS:-60}
# Nothing is built twice here: what cargo would keep for a next time fills gigabytes for nothing.
export CARGO_INCREMENTAL=0
step="starting"
trap 'status=$?; [ "$status" = 0 ] || echo "relief tests: FAILED while $step"' EXIT

begin() {
    step=$1
    printf '\n== %s (%d s so far)\n' "$step" "$SECONDS"
}

# packages COMMAND=PACKAGE...: installs the Debian packages whose commands are missing.
packages() {
    local missing=() pair
    for pair in "$@"; do
        command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local root=()
    [ "$(id -u)" = 0 ] || root=(sudo)
    "${root[@]}" apt-get update -qq
    "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# postgresql: the server's programs, for the store's tests, which start servers of their own.
postgresql() {
    compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || packages /usr/lib/postgresql/bin/initdb=postgresql
}

# tool NAME VERSION: cargo-NAME from wherever it is, else built here once. A build without optimisation
# takes half the time and is quick enough for checks; target/tools keeps it out of the user's own tools.
tool() {
    command -v "cargo-$1" >/dev/null ||
        cargo install --locked --debug --quiet --root target/tools "cargo-$1@$2"
}

# storage VERSION: s3s-fs, an S3-compatible server that the store's tests start.
storage() {
    command -v s3s-fs >/dev/null ||
        cargo install --locked --debug --quiet --root target/tools "s3s-fs@$1" --features binary
}

begin "installing what the tests need"
packages cc=gcc c++=g++ git=git chromium=chromium chromedriver=chromium-driver pdftoppm=poppler-utils curl=curl openssl=openssl unzip=unzip setpriv=util-linux
postgresql
export PATH="$PWD/target/tools/bin:$PATH"
# The compiler and its tools are those of rust-toolchain or of the machine; these two may be left out of it.
cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
cargo clippy --version >/dev/null 2>&1 || rustup component add clippy
tool deny 0.20.2
tool nextest 0.9.143
storage 0.14.1

begin "checking the format"
cargo fmt --all -- --check

begin "checking licences and sources"
cargo deny --locked --log-level error check licenses bans sources

begin "linting"
cargo clippy --locked --quiet --workspace --all-targets -- -D warnings

begin "testing"
mkdir -p target
measure/photo/tests/data/fetch_photographs.sh
measure/formats/tests/data/fetch_scans.sh
house/stage/fetch_axe.sh
# Ignored by default are the tests that need a browser, poppler, PostgreSQL, s3s-fs, the photographs or the scans, which are here by now.
# relief-query and relief-cluster are built apart: DataFusion turns on another deflate in all that is built with it, which is not what people run.
cargo nextest run --color never --locked --workspace --exclude relief-query --exclude relief-cluster --profile ci --run-ignored all 2>&1 | tee target/nextest.log
cargo nextest run --color never --locked --package relief-query --package relief-cluster --profile ci --run-ignored all 2>&1 | tee -a target/nextest.log

begin "testing the examples in the documentation"
cargo test --color never --locked --quiet --workspace --exclude relief-query --exclude relief-cluster --doc 2>&1 | tee target/doctest.log
cargo test --color never --locked --quiet --package relief-query --package relief-cluster --doc 2>&1 | tee -a target/doctest.log

begin "fuzzing the readers of bytes for $fuzz_seconds s"
fuzz/run.sh "$fuzz_seconds"

step="counting"
tests=$(sed -n 's/^ *Summary .* \([0-9]*\) passed.*/\1/p' target/nextest.log | awk '{ sum += $1 } END { print sum + 0 }')
examples=$(sed -n 's/^test result: ok\. \([0-9]*\) passed.*/\1/p' target/doctest.log |
    awk '{ sum += $1 } END { print sum + 0 }')
echo
echo "relief tests: all passed ($((tests + examples)) tests, $SECONDS s)"
