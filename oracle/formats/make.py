"""Small scans as other programs write them, for the tests of relief-formats.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python make.py

Our own wave of 9 x 6 cells with holes, written by surfalize, x3pio, RosettaSciIO, gsffile, tifffile, NumPy, Pillow and
trimesh into measure/formats/tests/data/made; licence as the project. PLU, which nobody writes, is put together here as Gwyddion
and SurfaceTopography read it. oracle.py reads them all.
"""

import pathlib
import struct

import gsffile
import numpy as np
import rsciio.digitalsurf
import tifffile
import trimesh
from PIL import Image
from surfalize import Surface

OUT = pathlib.Path(__file__).parents[2] / "measure/formats/tests/data/made"
PITCH_X, PITCH_Y = 0.05, 0.0625  # mm
y, x = np.mgrid[0:6, 0:9]
HEIGHTS = 0.1 * np.sin(0.4 * x + 0.15 * y + 0.02 * x * y)  # mm
HOLES = (7 * x + 3 * y) % 11 == 0
WITH_HOLES = np.where(HOLES, np.nan, HEIGHTS)
OUT.mkdir(parents=True, exist_ok=True)


def surfalize(name, heights_mm, **options):
    Surface(heights_mm * 1e3, PITCH_X * 1e3, PITCH_Y * 1e3).save(OUT / name, **options)


surfalize("surfalize.sur", WITH_HOLES)
surfalize("surfalize_compressed.sur", WITH_HOLES, compressed=True)
surfalize("surfalize_binary.sdf", WITH_HOLES)
surfalize("surfalize_ascii.sdf", WITH_HOLES, binary=False)
surfalize("surfalize.al3d", WITH_HOLES)
surfalize("surfalize.x3p", WITH_HOLES)
surfalize("surfalize_float32.x3p", WITH_HOLES, dtype="F")

axes = [
    {"name": name, "navigate": False, "scale": pitch, "offset": 0, "units": "mm", "size": size, "index_in_array": at}
    for at, (name, pitch, size) in enumerate([("Y", PITCH_Y, 6), ("X", PITCH_X, 9)])
]
signal = {"data": HEIGHTS * 1e3, "axes": axes, "metadata": {"General": {}, "Signal": {"quantity": "Height (µm)"}}, "original_metadata": {}}
rsciio.digitalsurf.file_writer(str(OUT / "rosettasciio.sur"), signal, compressed=True)

gsffile.write_gsf(str(OUT / "gsffile.gsf"), (WITH_HOLES * 1e-3).astype(np.float32),
                  {"XReal": 9 * PITCH_X * 1e-3, "YReal": 6 * PITCH_Y * 1e-3, "XYUnits": "m", "ZUnits": "m"})

np.save(OUT / "float64.npy", WITH_HOLES)
np.save(OUT / "fortran_big_endian.npy", np.asfortranarray(WITH_HOLES.astype(">f4")))
with open(OUT / "version_3.npy", "wb") as file:
    np.lib.format.write_array(file, np.round(HEIGHTS * 1e3).astype("<i2"), version=(3, 0))

um = np.round((HEIGHTS + 0.1) * 1e3).astype(np.uint16)
tifffile.imwrite(OUT / "float32.tif", WITH_HOLES.astype(np.float32), software=False, metadata=None)
tifffile.imwrite(OUT / "big_endian_int32.tif", np.round(HEIGHTS * 1e6).astype(np.int32), byteorder=">", software=False, metadata=None)
tifffile.imwrite(OUT / "tiled_deflate_uint16.tif", um, tile=(16, 16), compression="zlib", predictor=2, software=False, metadata=None)
Image.fromarray(um).save(OUT / "sixteen.png")

points = np.stack([x * PITCH_X, y * PITCH_Y, WITH_HOLES], -1).reshape(-1, 3)
np.savetxt(OUT / "points.xyz", points[::-1], fmt="%.6f")
np.savetxt(OUT / "points.csv", points[~np.isnan(points[:, 2])], fmt="%.4f", delimiter=";", header="x;y;z", comments="")
text = (OUT / "points.csv").read_text().replace(".", ",")
(OUT / "points.csv").write_text(text)

# Sensofar: date, time, comment; calibration; settings; one layer with its counts, heights in um, range.
um_heights = np.where(HOLES, 1000001, HEIGHTS * 1e3).astype("<f4")
plu = b"Thu Nov 26 10:00:00 2026".ljust(128, b"\0") + struct.pack("<I256s", 0, b"")
plu += struct.pack("<3I7f", 6, 9, 6, 1, PITCH_X * 1e3, PITCH_Y * 1e3, 0, 0, PITCH_Y * 1e3, 0)
plu += struct.pack("<5I", 3, 0, 0, 0, 0) + struct.pack("<5IdfII", 9, 6, 9, 6, 0, 0.1, 10, 100, 0)
plu += struct.pack("<5B3xI", 0, 1, 0xFE, 9, 0, 0) + struct.pack("<2I", 6, 9) + um_heights.tobytes()
plu += struct.pack("<2f", np.nanmin(WITH_HOLES) * 1e3, np.nanmax(WITH_HOLES) * 1e3)
(OUT / "counts.plu").write_bytes(plu)

# The wave as a mesh, with a fold, so that it is no height map; colours go with x.
corners = np.stack([x * PITCH_X, y * PITCH_Y, HEIGHTS + 0.05 * (x > 5)], -1).reshape(-1, 3)
at = np.arange(54).reshape(6, 9)
a, b, c, d = at[:-1, :-1].ravel(), at[:-1, 1:].ravel(), at[1:, 1:].ravel(), at[1:, :-1].ravel()
faces = np.concatenate([np.stack([a, b, c], -1), np.stack([a, c, d], -1)])
colours = np.stack([28 * x, 40 * y, 0 * x + 77, 0 * x + 255], -1).reshape(-1, 4).astype(np.uint8)
mesh = trimesh.Trimesh(corners, faces, vertex_colors=colours, process=False)
for name, options in [
    ("binary.ply", {}),
    ("ascii.ply", {"encoding": "ascii"}),
    ("mesh.obj", {"header": None}),
    ("binary.stl", {}),
    ("ascii.stl", {"file_type": "stl_ascii"}),
    ("mesh.glb", {}),
]:
    data = mesh.export(file_type=options.pop("file_type", name.split(".")[1]), **options)
    (OUT / name).write_bytes(data.encode() if isinstance(data, str) else data)
