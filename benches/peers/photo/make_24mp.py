"""Brings a pair to 24 megapixels at its own aspect ratio, with sensor noise, as a camera of today writes it.

    python make_24mp.py BEFORE AFTER OUT_FOLDER
"""

import pathlib
import sys

import cv2
import numpy as np

from picture import LINEAR_OF_BYTE

PIXELS = 24e6
FULL_WELL, READ_NOISE = 14000.0, 3.7  # electrons, a small-pixel camera at base sensitivity
DEMOSAIC_SIGMA_PX = 0.6  # demosaicking makes neighbours' noise alike
QUALITY = 93


def enlarge(path, out, seed):
    photo = cv2.imread(str(path), cv2.IMREAD_COLOR)
    scale = (PIXELS / (photo.shape[0] * photo.shape[1])) ** 0.5
    size = int(photo.shape[1] * scale) // 16 * 16, int(photo.shape[0] * scale) // 16 * 16
    linear = cv2.LUT(cv2.resize(photo, size, interpolation=cv2.INTER_CUBIC), LINEAR_OF_BYTE)
    rng = np.random.default_rng(seed)
    noise = cv2.GaussianBlur(rng.standard_normal(linear.shape, np.float32), (0, 0), DEMOSAIC_SIGMA_PX)
    noise *= np.sqrt(linear / FULL_WELL + (READ_NOISE / FULL_WELL) ** 2) / noise.std()
    linear = np.clip(linear + noise, 0, 1)
    code = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    cv2.imwrite(str(out), np.round(255 * code).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    print(f"{out}: {size[0]} × {size[1]}, {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    folder = pathlib.Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    for seed, (path, name) in enumerate(zip(sys.argv[1:3], ("before.jpg", "after.jpg"))):
        enlarge(path, folder / name, seed)
