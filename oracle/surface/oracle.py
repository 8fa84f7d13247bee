"""Areal parameters by other programs, for the tests of relief-surface.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python oracle.py

Writes expected.json beside this script. The surface is a sum of sines whose amplitudes, wave vectors and phases come from a
linear congruential generator, so that the test (measure/surface/tests/oracle.rs) draws the same one: heights in µm
on a grid of 5 µm by 5 µm. The tests say why each tolerance is what it is.
"""

import json
import math
import pathlib
import warnings

import numpy as np
import surfalize
from surfalize import Surface

warnings.filterwarnings("ignore")
WIDTH, HEIGHT, STEP_UM, WAVES = 300, 260, 5.0, 40


def draws(seed):
    state = seed
    while True:
        state = (1103515245 * state + 12345) % 2**31
        yield state / 2**31


def surface():
    draw = draws(7)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
    heights = np.zeros((HEIGHT, WIDTH))
    for _ in range(WAVES):
        length = 8.0 * (40.0 ** next(draw))
        turn, phase = 2 * math.pi * next(draw), 2 * math.pi * next(draw)
        amplitude = 0.08 * length
        heights += amplitude * np.sin(2 * math.pi * (x * math.cos(turn) + y * math.sin(turn)) / length + phase)
    # Valleys and no peaks, as skin has them.
    return heights - 0.02 * np.maximum(-heights, 0) ** 1.5


def main():
    heights = surface()
    peer = Surface(heights, STEP_UM, STEP_UM)
    names = "Sa Sq Sp Sv Sz Ssk Sku Sdq Sdr Sk Spk Svk Smr1 Smr2 Sxp Vmp Vmc Vvv Vvc".split()
    values = {name: float(getattr(peer, name)()) for name in names}
    kept = {
        "surfalize": surfalize.__version__,
        "values": values,
        "corner_um": [float(heights[0, 0]), float(heights[-1, -1])],
    }
    path = pathlib.Path(__file__).with_name("expected.json")
    path.write_text(json.dumps(kept, indent=1) + "\n")


main()
