"""Seeds for the photo reader: codings that the test photos in measure/photo/tests/data do not cover.

    python -m venv venv && venv/bin/pip install pillow==13.0.0 pillow_heif==1.8.1 numpy==2.4.6 tifffile==2026.3.3
    venv/bin/python make.py

Our own gradients, no third-party picture; licence as the project.
"""

import io
import pathlib
import struct
import zlib

import numpy as np
import pillow_heif
import tifffile
from PIL import Image

OUT = pathlib.Path(__file__).parent / "photo"
pillow_heif.register_heif_opener()
y, x = np.mgrid[0:19, 0:33]
PICTURE = np.stack([x * 7, y * 13, 200 - 3 * x - 2 * y], -1).astype(np.uint8)
PHOTO = Image.fromarray(PICTURE)


def keep(name, kind, image=PHOTO, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    (OUT / name).write_bytes(out.getvalue())


def keep_tiff(name, data, **options):
    out = io.BytesIO()
    tifffile.imwrite(out, data, metadata=None, software=False, **options)
    (OUT / name).write_bytes(out.getvalue())


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


OUT.mkdir(exist_ok=True)
keep("baseline_420.jpg", "JPEG", quality=60, subsampling=2)
keep("restart_422.jpg", "JPEG", quality=60, subsampling=1, restart_marker_blocks=2)
keep("progressive_444.jpg", "JPEG", quality=60, subsampling=0, progressive=True)
keep("rgb_components.jpg", "JPEG", quality=60, keep_rgb=True)
keep("lossy_alpha.webp", "WEBP", image=PHOTO.convert("RGBA"), quality=50, alpha_quality=80)
keep("lossless.webp", "WEBP", lossless=True)
keep("transparent.png", "PNG", image=PHOTO.quantize(8), transparency=3)
keep("grey_alpha.png", "PNG", image=PHOTO.convert("LA"))
keep("one_bit.png", "PNG", image=PHOTO.convert("1"))
keep("deflate.tif", "TIFF", compression="tiff_adobe_deflate")
keep("jpeg.tif", "TIFF", compression="jpeg", quality=60)
keep("ten_bit.heic", "HEIF", image=Image.fromarray(PICTURE[..., 0].astype(np.uint16) * 256), quality=50)
keep("subsampled.heic", "HEIF", quality=50)
keep("alpha.heic", "HEIF", image=PHOTO.convert("RGBA"), quality=50)
wide = PICTURE.astype(np.uint16) * 257
keep_tiff("tiled_16bit.tif", wide, tile=(16, 16), compression="zlib", predictor=2, photometric="rgb")
keep_tiff("planar.tif", PICTURE[:12].transpose(2, 0, 1), planarconfig="separate", photometric="rgb")
keep_tiff("big_endian.tif", wide[:8], byteorder=">", photometric="rgb", rowsperstrip=5)
keep_tiff("bigtiff.tif", PICTURE[:12], bigtiff=True, photometric="rgb")
# Thirty gigapixels by header, no data.
header = struct.pack(">IIBBBBB", 200_000, 150_000, 8, 2, 0, 0, 0)
(OUT / "thirty_gigapixels.png").write_bytes(
    b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(bytes(9))) + png_chunk(b"IEND", b""))
(OUT / "text.jpg").write_bytes("Überweisung: keine Narben.\n".encode())
