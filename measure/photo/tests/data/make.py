"""Small photos with traps in them, and what Pillow with LittleCMS reads from them.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python make.py

Writes the files beside this script and `expected.csv`: file, width, height, x, y and the sRGB code value
there after orientation and colour management (relative colorimetric). Files that must be refused stand in
no row. The pictures are flat patches, so that decoders may differ in how they upsample chroma.
"""

import csv
import io
import pathlib
import struct
import zlib

import numpy as np
import pillow_heif
from PIL import Image, ImageCms, ImageOps

HERE = pathlib.Path(__file__).parent
pillow_heif.register_heif_opener()
PATCH = 16
# Skin from dark to light, redness, a card's grey, and three that leave sRGB when they are Display P3.
COLOURS = np.array([[[92, 62, 50], [141, 98, 78], [194, 150, 130], [232, 199, 180]],
                    [[201, 110, 100], [122, 122, 121], [200, 200, 200], [30, 22, 20]],
                    [[255, 0, 0], [10, 200, 60], [255, 255, 255], [0, 0, 0]]], np.uint8)
PICTURE = COLOURS.repeat(PATCH, 0).repeat(PATCH, 1)


# ---- ICC profiles from the specification's own layout (ICC.1:2022) ----

def s15(v):
    return struct.pack(">i", round(v * 65536))


def xyz(*v):
    return b"XYZ \0\0\0\0" + b"".join(s15(c) for c in v)


def gamma(g):
    return b"para\0\0\0\0" + struct.pack(">HH", 0, 0) + s15(g)


def srgb_curve():
    values = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    return b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + b"".join(s15(c) for c in values)


def text(s):
    t = s.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II", 1, 12) + b"enUS" + struct.pack(">II", len(t), 28) + t


def icc(name, space, tags):
    tags = [(b"desc", text(name)), (b"cprt", text("CC0")), (b"wtpt", xyz(0.9642, 1, 0.8249)), *tags]
    table, body, seen, start = b"", b"", {}, 132 + 12 * len(tags)
    for key, value in tags:
        value += b"\0" * (-len(value) % 4)
        if value not in seen:
            seen[value] = start + len(body)
            body += value
        table += key + struct.pack(">II", seen[value], len(value))
    head = struct.pack(">I", start + len(body)) + bytes(4) + b"\x04\x30\0\0mntr" + space + b"XYZ "
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(24) + struct.pack(">I", 1)
    head += s15(0.9642) + s15(1) + s15(0.8249)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def rgb_profile(name, r, g, b, curve):
    columns = [(b"rXYZ", xyz(*r)), (b"gXYZ", xyz(*g)), (b"bXYZ", xyz(*b))]
    return icc(name, b"RGB ", columns + [(key, curve) for key in (b"rTRC", b"gTRC", b"bTRC")])


SRGB_XYZ = [(0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)]
P3_XYZ = [(0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)]
ADOBE_XYZ = [(0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)]
SRGB = rgb_profile("sRGB as published", *SRGB_XYZ, srgb_curve())
P3 = rgb_profile("Display P3", *P3_XYZ, srgb_curve())
ADOBE = rgb_profile("Adobe RGB", *ADOBE_XYZ, gamma(563 / 256))
LINEAR = rgb_profile("linear", *SRGB_XYZ, gamma(1.0))
GREY = icc("grey 1.8", b"GRAY", [(b"kTRC", gamma(1.8))])


# ---- PNG by hand: Pillow writes neither 16 bit RGB nor the colour chunks ----

def png(picture, *chunks, depth=8):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    h, w, _ = picture.shape
    samples = picture if depth == 8 else (picture.astype(">u2") * 257)
    rows = b"".join(b"\0" + row.tobytes() for row in samples)
    head = struct.pack(">IIBBBBB", w, h, depth, 2, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def scaled(*values):
    return struct.pack(f">{len(values)}I", *(round(v * 100_000) for v in values))


# ---- what a file should read as ----

rows = []


def expect(name, data, profile=None, tolerance=1):
    """Keeps the file and what Pillow and LittleCMS read; `profile` where the file names none that they see."""
    (HERE / name).write_bytes(data)
    image = Image.open(io.BytesIO(data))
    profile = profile or image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    image = image if image.mode in ("L", "RGB") else image.convert("RGB")
    if profile:
        source, target = (ImageCms.ImageCmsProfile(io.BytesIO(p)) for p in (profile, SRGB))
        image = ImageCms.profileToProfile(
            image, source, target, ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB",
            flags=ImageCms.Flags.NOOPTIMIZE | ImageCms.Flags.HIGHRESPRECALC)
    image = image.convert("RGB")
    for y in range(PATCH // 2, image.height, PATCH):
        for x in range(PATCH // 2, image.width, PATCH):
            rows.append([name, image.width, image.height, x, y, *image.getpixel((x, y)), tolerance])


def refuse(name, data):
    (HERE / name).write_bytes(data)


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(**tags):
    block = Image.Exif()
    for tag, value in tags.items():
        ifd = {"Flash": (0x8769, 37385), "ColorSpace": (0x8769, 40961), "InteropIndex": (0xA005, 1)}.get(tag)
        if ifd:
            block.get_ifd(0x8769).setdefault(ifd[1], value) if ifd[0] == 0x8769 else interop(block, ifd[1], value)
        else:
            block[{"Orientation": 274, "Make": 271, "Model": 272}[tag]] = value
    return block.tobytes()


def interop(block, tag, value):
    block.get_ifd(0x8769).setdefault(0xA005, {tag: value})


def main():
    photo = Image.fromarray(PICTURE)
    grey = Image.fromarray(PICTURE[..., 1].copy())
    best = {"quality": 97, "subsampling": 0}

    expect("p3.jpg", saved(photo, "JPEG", **best, icc_profile=P3))
    expect("srgb_tagged.jpg", saved(photo, "JPEG", **best, icc_profile=SRGB))
    expect("adobe_by_exif.jpg", saved(photo, "JPEG", **best, exif=exif(
        Make="Relief", Model="Relief One", Flash=0x19, ColorSpace=0xFFFF, InteropIndex="R03")), profile=ADOBE)
    for turn in range(1, 9):
        expect(f"orientation_{turn}.jpg", saved(photo.crop((0, 0, 64, 32)), "JPEG", **best, exif=exif(Orientation=turn)))
    expect("orientation_99.jpg", saved(photo.crop((0, 0, 64, 32)), "JPEG", **best, exif=exif(Orientation=99)))
    expect("grey.jpg", saved(grey, "JPEG", quality=97))
    expect("grey_profile.jpg", saved(grey, "JPEG", quality=97, icc_profile=GREY))
    # libjpeg-turbo and zune-jpeg differ by up to 4 where chroma is upsampled; patches keep it to 2.
    expect("progressive_restart.jpg", saved(photo.crop((0, 0, 61, 43)), "JPEG", quality=90, subsampling=2,
                                            progressive=True, restart_marker_rows=1), tolerance=2)
    expect("p3_16bit.png", png(PICTURE, (b"iCCP", b"p3\0\0" + zlib.compress(P3, 9)), depth=16))
    expect("linear_gamma.png", png(PICTURE, (b"gAMA", scaled(1.0))), profile=LINEAR)
    p3_points = (0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060)
    expect("p3_chromaticities.png", png(PICTURE, (b"gAMA", scaled(0.45455)), (b"cHRM", scaled(*p3_points))), profile=P3)
    expect("p3_code_points.png", png(PICTURE, (b"cICP", bytes([12, 13, 0, 1]))), profile=P3)
    expect("srgb_chunk.png", png(PICTURE, (b"sRGB", b"\0"), (b"gAMA", scaled(0.3))), profile=SRGB)
    expect("palette.png", saved(photo.quantize(16), "PNG"))
    expect("p3.tif", saved(photo, "TIFF", compression="tiff_lzw", icc_profile=P3))
    expect("p3.webp", saved(photo, "WEBP", lossless=True, icc_profile=P3))
    heic = {"quality": 95, "chroma": 444, "matrix_coefficients": 1}
    expect("p3.heic", saved(photo, "HEIF", **heic, icc_profile=P3), tolerance=2)
    expect("turned.heic", saved(photo.crop((0, 0, 64, 32)), "HEIF", **heic, exif=exif(Orientation=6, Model="Relief One")), tolerance=2)

    thumb = [photo, photo.resize((16, 12))]
    both = saved(thumb[0], "TIFF", save_all=True, append_images=thumb[1:], compression="tiff_lzw")
    refuse("two_pictures.tif", both)
    refuse("float.tif", saved(Image.fromarray(np.linspace(0, 1, 256, dtype=np.float32).reshape(16, 16)), "TIFF"))
    refuse("animated.webp", saved(photo, "WEBP", save_all=True, append_images=[ImageOps.invert(photo)], lossless=True))
    refuse("animated.png", saved(photo, "PNG", save_all=True, append_images=[ImageOps.invert(photo)]))
    refuse("cmyk.jpg", saved(photo.convert("CMYK"), "JPEG", quality=90))
    refuse("broken_profile.jpg", saved(photo, "JPEG", **best, icc_profile=b"no profile" * 20))
    refuse("hdr_code_points.png", png(PICTURE, (b"cICP", bytes([9, 16, 0, 1]))))
    refuse("no_colours.png", png(PICTURE, (b"cHRM", scaled(0.3, 0.3, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5))))

    with open(HERE / "expected.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "width", "height", "x", "y", "r", "g", "b", "tolerance"])
        writer.writerows(rows)


if __name__ == "__main__":
    main()
