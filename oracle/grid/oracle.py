"""What SciPy, scikit-image and Pillow make of small rasters, for the tests of relief-grid.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python oracle.py

Writes expected.json beside this script: each raster as [width, height, [values row by row]]. The test
(measure/grid/tests/oracle.rs) says why each tolerance is what it is.
"""

import json
import pathlib

import numpy as np
from PIL import Image
from scipy import ndimage
from skimage.morphology import disk, h_minima, local_minima

WIDTH, HEIGHT = 17, 13
random = np.random.default_rng(2)
values = random.random((HEIGHT, WIDTH)).astype(np.float32)
valid = random.random((HEIGHT, WIDTH)) > 0.4
sparse = random.random((HEIGHT, WIDTH)) > 0.9
v = values.astype(np.float64)
out = {"values": values, "valid": valid, "sparse": sparse}


def gaussian(a, sigma, truncate=4.0):
    return ndimage.gaussian_filter(a, sigma, mode="reflect", truncate=truncate)


out["gaussian_1.3"] = gaussian(v, 1.3)
out["gaussian_9_exact"] = gaussian(v, 9.0, truncate=8.0)
weight = gaussian(valid.astype(np.float64), 0.4)
out["gaussian_masked_0.4_weight"] = weight
out["gaussian_masked_0.4"] = gaussian(np.where(valid, v, 0.0), 0.4) / np.where(weight > 0, weight, np.inf)
out["dog_1_3"] = gaussian(v, 1.0) - gaussian(v, 3.0)
out["uniform_5"] = ndimage.uniform_filter(v, 5, mode="reflect")
out["median_3"] = ndimage.median_filter(values, 3, mode="reflect")
out["median_5"] = ndimage.median_filter(values, 5, mode="reflect")
out["gradient_y"], out["gradient_x"] = np.gradient(v)
smooth, slope = [3 / 16, 10 / 16, 3 / 16], [-0.5, 0, 0.5]
out["scharr_x"] = ndimage.correlate1d(ndimage.correlate1d(v, smooth, 0), slope, 1)
out["scharr_y"] = ndimage.correlate1d(ndimage.correlate1d(v, smooth, 1), slope, 0)

# Where a homography looks, sampled bilinearly; the middle of each 2 x 2 enlargement from Pillow, whose BICUBIC is
# Keys with a = -1/2 and whose LANCZOS has three lobes.
matrix = np.array([[0.9, -0.2, 3.0], [0.15, 0.8, 0.5], [0.01, -0.005, 1.0]])
y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
at = np.tensordot(matrix, np.stack([x, y, np.ones_like(x)]).astype(np.float64), 1)
at = at[:2] / at[2]
inside = (at[0] >= 0) & (at[1] >= 0) & (at[0] <= WIDTH - 1) & (at[1] <= HEIGHT - 1)
out["homography_bilinear_valid"] = inside
out["homography_bilinear"] = np.where(inside, ndimage.map_coordinates(v, at[::-1], order=1, mode="nearest"), 0.0)
for name, kind in [("bicubic", Image.BICUBIC), ("lanczos", Image.LANCZOS)]:
    out[f"enlarged_{name}"] = np.asarray(Image.fromarray(values).resize((3 * WIDTH, 3 * HEIGHT), kind))

for name, structure in [("four", ndimage.generate_binary_structure(2, 1)), ("eight", np.ones((3, 3)))]:
    labels, count = ndimage.label(valid, structure)
    out[f"labels_{name}"] = labels
    centres = ndimage.center_of_mass(valid, labels, range(1, count + 1))
    areas = np.bincount(labels.ravel())[1:]
    out[f"centroids_{name}"] = np.array([[cx, cy, area] for (cy, cx), area in zip(centres, areas)])
    out[f"local_minima_{name}"] = local_minima(values, footprint=structure)
    for h in (0.2, 0.5):
        # Whole numbers: h_minima rounds the heights it lifts.
        whole = np.round(values * 10000).astype(np.int64)
        out["heights"] = whole
        out[f"h_minima_{h}_{name}"] = h_minima(whole, round(h * 10000), footprint=structure)

out["distance"] = ndimage.distance_transform_edt(~sparse)
out["dilated_2"] = ndimage.binary_dilation(sparse, disk(2))
out["eroded_1"] = ndimage.binary_erosion(valid, disk(1), border_value=1)
out["filled"] = ndimage.binary_fill_holes(valid)
out["integral"] = v.cumsum(0).cumsum(1)


def plain(a):
    flat = np.asarray(a).ravel()
    if flat.dtype == bool or np.issubdtype(flat.dtype, np.integer):
        return [int(value) for value in flat]
    return [float(f"{value:.10g}") for value in flat]


lines = [f'"{name}": {json.dumps([a.shape[1], a.shape[0], plain(a)])}' for name, a in out.items()]
(pathlib.Path(__file__).parent / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
