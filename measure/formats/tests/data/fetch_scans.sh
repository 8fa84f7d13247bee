#!/usr/bin/env bash
# Fetches scans of others that the readers are tested on, out of the source packages of two Python libraries: Digital Surf
# files of a microscope (HyperSpy 1.7.6, GPL-3.0-or-later) and X3P files of the openGPS project and of x3pio 2.0.0
# (LGPL-3.0-or-later, MIT). They are kept under target/ and are not part of Relief.
#
#     measure/formats/tests/data/fetch_scans.sh
set -euo pipefail
cd "$(dirname "$0")/../../../.."

folder=target/scans
[ ! -e "$folder/complete" ] || exit 0
mkdir -p "$folder"

# fetch URL SHA256 MEMBERS...: unpacks files of a source package, without their folders.
fetch() {
    local url=$1 sha256=$2 package
    package=$folder/$(basename "$url")
    shift 2
    curl --fail --silent --show-error --location --retry 3 --output "$package" "$url"
    echo "$sha256  $package" | sha256sum --check --quiet
    tar --extract --gzip --file "$package" --directory "$folder" --wildcards --transform 's,.*/,,' "$@"
    rm "$package"
}

fetch https://files.pythonhosted.org/packages/9a/5d/38322ca73299ad2540bb4b6d41aa05da0bc15a63a906d8b7868e0d440822/hyperspy-1.7.6.tar.gz \
    6910897f055aa31f5c29f045d879c4310b783ab0377e3cd3fa2f6ebb93a0ed87 \
    'hyperspy-1.7.6/hyperspy/tests/io/sur_data/test_*'
fetch https://files.pythonhosted.org/packages/77/fa/0670a311bb11507b31eff83a96309d21f232ca177c5f95800bbdc7cad3cf/x3pio-2.0.0.tar.gz \
    cc64002605c7ed95f8d4531822b9f154b1ae0569f1cb224ac8ce6f99a15b3842 \
    'x3pio-2.0.0/tests/interop_samples/opengps/*.x3p' \
    'x3pio-2.0.0/tests/samples/iso25178-72-fdam1/surface*.x3p' \
    'x3pio-2.0.0/tests/samples/iso25178-72-fdam1/p*_binary.x3p'
touch "$folder/complete"
