#!/usr/bin/env bash
# Fetches the public-domain photographs that the registration is tested on: those that scikit-image ships
# (astronaut, hubble: NASA; the others: CC0). They are kept under target/ and are not part of Relief.
#
#     measure/photo/tests/data/fetch_photographs.sh
set -euo pipefail
cd "$(dirname "$0")/../../../.."

folder=target/photographs
photographs=(astronaut.png chelsea.png coffee.png grass.png gravel.png hubble_deep_field.jpg ihc.png retina.jpg)
wheel=scikit_image-0.26.0-cp311-cp311-win_arm64.whl
url=https://files.pythonhosted.org/packages/c3/a4/a852c4949b9058d585e762a66bf7e9a2cd3be4795cd940413dfbfbb0ce79/$wheel
sha256=0baa0108d2d027f34d748e84e592b78acc23e965a5de0e4bb03cf371de5c0581

mkdir -p "$folder"
for photograph in "${photographs[@]}"; do
    [ -s "$folder/$photograph" ] || missing=yes
done
[ "${missing:-no}" = yes ] || exit 0
curl --fail --silent --show-error --location --retry 3 --output "$folder/$wheel" "$url"
echo "$sha256  $folder/$wheel" | sha256sum --check --quiet
unzip -q -o -j "$folder/$wheel" "${photographs[@]/#/skimage/data/}" -d "$folder"
rm "$folder/$wheel"
