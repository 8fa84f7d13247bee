#!/usr/bin/env bash
# Fetches axe-core (MPL-2.0), which looks for barriers in pages. It is kept under target/ and is not part of Relief.
#
#     house/stage/fetch_axe.sh
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=target/axe
version=4.14.1
sha512=FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==

[ -s "$folder/axe.min.js" ] && exit 0
mkdir -p "$folder"
curl --fail --silent --show-error --location --retry 3 --output "$folder/axe.tgz" \
    "https://registry.npmjs.org/axe-core/-/axe-core-$version.tgz"
[ "$(openssl dgst -sha512 -binary "$folder/axe.tgz" | base64 --wrap=0)" = "$sha512" ] ||
    { echo "axe-core $version is not what it was" >&2; exit 1; }
tar --extract --gzip --file "$folder/axe.tgz" --directory "$folder" --strip-components=1 package/axe.min.js
rm "$folder/axe.tgz"
