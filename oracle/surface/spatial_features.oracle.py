"""What surfalize makes of small surfaces, for the tests of relief-surface's spatial and feature parameters.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python spatial_features.oracle.py

Writes spatial_features.expected.json beside this script: for each surface its shape, its pitch, its heights row by row and the
parameters by their names in ISO 25178-2. Heights and pitch are in surfalize's unit, which the test reads as mm.
The tests (measure/surface/src/parameters/spatial and features) say why each tolerance is what it is.
"""

import json
import pathlib

import numpy as np
from scipy.ndimage import gaussian_filter
from surfalize import Surface
from surfalize.feature import DEFAULT_PRUNING, FeatureParameters

NAMES = ["Sal", "Str", "Std", "Spd", "Svd", "Spc", "S10z", "S5p", "S5v"]
random = np.random.default_rng(25178)


def rough(width, height, pitch, sigma):
    z = gaussian_filter(random.standard_normal((height, width)), sigma, mode="wrap")
    return pitch, np.round((z - z.mean()) / z.std(), 6)


def motifs(surface, invert):
    """Mean area and volume of surfalize's closed dales (hills: inverted), which it cuts and prunes but does not measure. A volume
    is what lies beyond the lowest saddle on the region's border."""
    features = FeatureParameters(surface)
    cut = features._segment(invert, DEFAULT_PRUNING, True)
    labels = cut.region_of[cut.labels]
    heights = -surface.data if invert else surface.data
    first, second, saddles = FeatureParameters._region_adjacency(labels, heights, labels.max())
    areas, volumes = [], []
    for label in {labels[tuple(place)] for place in cut.extrema}:
        level = saddles[(first == label) | (second == label)].min()
        inside = heights[labels == label]
        areas.append(inside.size)
        volumes.append(np.maximum(level - inside, 0).sum())
    cell = surface.step_x * surface.step_y
    return float(np.mean(areas) * cell), float(np.mean(volumes) * cell)


surfaces = {
    "isotropic": rough(160, 120, 0.5, 3),
    "grooved": rough(128, 144, 0.1, (2, 5)),
    "fine": rough(96, 96, 1.0, 0.7),
}
out = {}
for name, (pitch, z) in surfaces.items():
    surface = Surface(z, pitch, pitch)
    values = {parameter: float(getattr(surface, parameter)()) for parameter in NAMES}
    values["Sda"], values["Sdv"] = motifs(surface, False)
    values["Sha"], values["Shv"] = motifs(surface, True)
    out[name] = {"width": z.shape[1], "height": z.shape[0], "pitch": pitch, "heights": z.ravel().tolist(), **values}
    print(name, values)
path = pathlib.Path(__file__).with_name("spatial_features.expected.json")
path.write_text(json.dumps(out) + "\n")
