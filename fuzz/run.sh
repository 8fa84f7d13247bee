#!/bin/sh
# Fuzzes every reader of bytes for SECONDS in total and fails on the first crash, hang or memory blow-up.
#
#     fuzz/run.sh SECONDS
#
# The stable compiler does it: coverage counters are plain -C flags, and libfuzzer-sys needs only a C++
# compiler. New inputs stay in target/; a crash is kept in fuzz/artifacts/ and belongs, made small, into
# fuzz/seeds/TARGET/ together with its fix. A new reader needs targets/NAME.rs, a [[bin]] fuzz_NAME in
# Cargo.toml and seeds; its extra seeds stand in `seeds` below.
set -eu

seconds=${1:?usage: fuzz/run.sh SECONDS}
cd "$(dirname "$0")/.."

# Directories of committed seeds beside fuzz/seeds/TARGET.
seeds() {
    case $1 in
        photo) echo measure/photo/tests/data ;;
        al3d | any_scan | gltf | gsf | npy | obj | plu | ply | png | sdf | stl | sur | tiff | x3p | xyz)
            echo measure/formats/tests/data/made measure/formats/tests/data/written ;;
    esac
}

targets=$(sed -n 's/^name = "fuzz_\(.*\)"$/\1/p' fuzz/Cargo.toml)
each=$((seconds / $(echo "$targets" | wc -w)))
host=$(rustc -vV | sed -n 's/^host: //p')
pass='-Cllvm-args=-sanitizer-coverage'
# Only for --target, so that build scripts go without.
RUSTFLAGS="-Cpasses=sancov-module $pass-level=4 $pass-inline-8bit-counters $pass-pc-table $pass-trace-compares" \
    cargo build --quiet --profile fuzz --package relief-fuzz --target "$host"

for target in $targets; do
    found=target/fuzz-corpus/$target
    mkdir -p "$found" "fuzz/artifacts/$target"
    # A photo of a megapixel must never take more than 10 s or 512 MB.
    # shellcheck disable=SC2046
    "target/$host/fuzz/fuzz_$target" "$found" "fuzz/seeds/$target" $(seeds "$target") \
        -max_total_time="$each" -timeout=10 -rss_limit_mb=512 -max_len=8192 -print_final_stats=1 \
        -verbosity=0 -print_funcs=0 -artifact_prefix="fuzz/artifacts/$target/"
done
