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

NAMES = ["Sal", "Str", "Std", "Spd", "Svd", "Spc", "S10z", "S5p", "S5v"]
random = np.random.default_rng(25178)


def rough(width, height, pitch, sigma):
    z = gaussian_filter(random.standard_normal((height, width)), sigma, mode="wrap")
    return pitch, np.round((z - z.mean()) / z.std(), 6)


surfaces = {
    "isotropic": rough(160, 120, 0.5, 3),
    "grooved": rough(128, 144, 0.1, (2, 5)),
    "fine": rough(96, 96, 1.0, 0.7),
}
out = {}
for name, (pitch, z) in surfaces.items():
    surface = Surface(z, pitch, pitch)
    values = {parameter: float(getattr(surface, parameter)()) for parameter in NAMES}
    out[name] = {"width": z.shape[1], "height": z.shape[0], "pitch": pitch, "heights": z.ravel().tolist(), **values}
    print(name, values)
path = pathlib.Path(__file__).with_name("spatial_features.expected.json")
path.write_text(json.dumps(out) + "\n")
