"""What other programs read from scans, for the tests of relief-formats.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    ../../measure/formats/tests/data/fetch_scans.sh && venv/bin/python make.py && venv/bin/python oracle.py

The scans are those that make.py has others write (made), those that relief-formats writes (written: the test
measure/formats/tests/peers/writing.rs holds its writers to them, and with RELIEF_REGENERATE=1 writes them anew), and those of
fetch_scans.sh (fetched).

Writes expected.json beside this script: for each map and each program that reads it shape, pitch and holes, and the
heights in mm (of a fetched file their number, their sum above the lowest, the lowest, the highest and five of them); for each
mesh its counts, bounds and area by trimesh. A program that cannot read a file is noted with its words. The tests
(measure/formats/tests) say why each tolerance is what it is.
"""

import json
import pathlib
import warnings

import gsffile
import gwyddionpy
import numpy as np
import rsciio.digitalsurf
import tifffile
import trimesh
from PIL import Image
from surfalize import Surface
from SurfaceTopography import read_topography

warnings.filterwarnings("ignore")
ROOT = pathlib.Path(__file__).parents[2]
MADE = ROOT / "measure/formats/tests/data/made"
WRITTEN = ROOT / "measure/formats/tests/data/written"
FETCHED = ROOT / "target/scans"
TO_MM = {"m": 1e3, "mm": 1.0, "µm": 1e-3, "um": 1e-3, "nm": 1e-6, "": None, "a.u.": None}


def surfalize(path):
    surface = Surface.load(path)
    return surface.data * 1e-3, surface.step_x * 1e-3, surface.step_y * 1e-3


def surfacetopography(path):
    topography = read_topography(str(path))
    mm = TO_MM[topography.unit]
    heights = np.ma.filled(topography.heights().astype(float), np.nan).T * mm
    sizes = topography.physical_sizes
    return heights, sizes[0] * mm / heights.shape[1], sizes[1] * mm / heights.shape[0]


def gwyddion(path):
    channel = next(iter(gwyddionpy.load(path).channels.values()))
    # The mask of Gwyddion's copy is beside it; lost points hold a filled value.
    heights = np.array(channel.data, dtype=float) * (TO_MM[channel.si_unit_z] or 1e-6)
    return heights, channel.xreal * 1e3 / heights.shape[1], channel.yreal * 1e3 / heights.shape[0]


def rosettasciio(path):
    signal = rsciio.digitalsurf.file_reader(str(path))[0]
    rows, columns = signal["axes"]
    mm = TO_MM[columns["units"]]
    quantity = signal["metadata"]["Signal"]["quantity"]
    height_unit = quantity[quantity.find("(") + 1 : quantity.find(")")]
    # Arbitrary units count as nm, as the test reads them.
    return np.array(signal["data"], dtype=float) * (TO_MM[height_unit] or 1e-6), columns["scale"] * mm, rows["scale"] * mm


def arrays(path):
    """Formats that are plain arrays: by their own library, in the unit of the numbers."""
    match path.suffix:
        case ".npy":
            data = np.load(path)
        case ".tif":
            data = tifffile.imread(path)
        case ".png":
            data = np.array(Image.open(path))
    return data.astype(float), None, None


def gsf(path):
    data, meta = gsffile.read_gsf(str(path))
    return data.astype(float) * 1e3, meta["XReal"] * 1e3 / data.shape[1], meta["YReal"] * 1e3 / data.shape[0]


READERS = {
    ".sur": [surfalize, surfacetopography, rosettasciio, gwyddion],
    ".sdf": [surfalize, surfacetopography, gwyddion],
    ".al3d": [surfalize, surfacetopography, gwyddion],
    ".x3p": [surfalize, surfacetopography, gwyddion],
    ".plu": [surfalize, surfacetopography, gwyddion],
    ".gsf": [gsf, gwyddion],
    ".npy": [arrays],
    ".tif": [arrays],
    ".png": [arrays],
}


def summary(heights, pitch_x, pitch_y, whole):
    measured = heights[np.isfinite(heights)]
    out = {
        "shape": [heights.shape[1], heights.shape[0]],
        "pitch_mm": [pitch_x and float(pitch_x), pitch_y and float(pitch_y)],
        "measured": int(measured.size),
    }
    number = lambda value: float(f"{value:.10g}") if np.isfinite(value) else None
    if whole:
        out["heights_mm"] = [number(value) for value in heights.ravel()]
    else:
        out["lowest_mm"], out["highest_mm"] = number(measured.min()), number(measured.max())
        out["sum_above_lowest_mm"] = number(np.sum(measured - measured.min()))
        places = [(0, 0), (0, -1), (-1, 0), (-1, -1), (heights.shape[0] // 2, heights.shape[1] // 3)]
        out["places"] = [[c % heights.shape[1], r % heights.shape[0], number(heights[r, c])] for r, c in places]
    return out


def told(error):
    words = f"{type(error).__name__}: {error}".replace(f"{ROOT}/", "")
    return words.splitlines()[0][:100]


def maps(folder, whole):
    out = {}
    for path in sorted(folder.iterdir()):
        readers = READERS.get(path.suffix, [])
        if readers:
            out[path.name] = {}
        for reader in readers:
            try:
                out[path.name][reader.__name__] = summary(*reader(path), whole)
            except Exception as error:  # Whatever a program says of a file is what it says.
                out[path.name][reader.__name__] = told(error)
    return out


def meshes():
    out = {}
    for path in sorted([*MADE.iterdir(), *WRITTEN.iterdir()]):
        if path.suffix in (".ply", ".obj", ".stl", ".glb"):
            mesh = trimesh.load(path, force="mesh", process=path.suffix == ".stl")
            out[path.name] = {
                "vertices": len(mesh.vertices),
                "triangles": len(mesh.faces),
                "bounds": [[float(f"{v:.9g}") for v in row] for row in mesh.bounds],
                "area": float(f"{mesh.area:.9g}"),
            }
    return out


result = {"made": maps(MADE, True), "written": maps(WRITTEN, True), "fetched": maps(FETCHED, False) if FETCHED.exists() else {}, "meshes": meshes()}
lines = []
for part, entries in result.items():
    inner = ",\n".join(f"{json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}" for name, entry in entries.items())
    lines.append(f"{json.dumps(part)}: {{\n{inner}\n}}")
(pathlib.Path(__file__).parent / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
