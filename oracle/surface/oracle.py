"""Areal parameters, filters and profile parameters by other programs, for the tests of relief-surface.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python oracle.py

Writes expected.json beside this script. The surface is a sum of sines whose amplitudes, wave vectors and phases come from a
linear congruential generator, so that the test (measure/surface/tests/oracle.rs) draws the same one: heights in µm
on a grid of 5 µm by 5 µm. The tests say why each tolerance is what it is.

Who answers for what:
  surfalize            height, hybrid, functions, Sal, Str, profile parameters
  SurfaceTopography    Sq, Sdq
  Gwyddion             height, hybrid, Gaussian inside (gwyddion.py)
  scipy.ndimage        Gaussian with holes and ends (normalised), morphological filters
  statsmodels          the spline without tension: Hodrick and Prescott's filter is the same sum to be made small
  surfalize            Spd, Svd, Spc, S10z, S5p, S5v, and the regions of which Sda, Sha, Sdv and Shv are means (spatial_features.oracle.py)
Nobody was found who has the robust Gaussian regression or a spline with tension: for these the Rust tests hold closed forms and a slow version of
the definition.
"""

import json
import math
import pathlib
import warnings

import numpy as np
import scipy
import statsmodels
import surfalize
import SurfaceTopography
from scipy import ndimage
from statsmodels.tsa.filters.hp_filter import hpfilter
from surfalize import Surface
from surfalize.profile import Profile

import gwyddion

warnings.filterwarnings("ignore")
WIDTH, HEIGHT, STEP_UM, WAVES = 300, 260, 5.0, 40
# Nesting indices of the filters and radii, in µm.
GAUSSIAN_UM, SPLINE_UM, BALL_UM, DISK_UM = 150.0, 120.0, 300.0, 42.0


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


def holes():
    """Where nothing was measured, for the filters."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    return ((31 * x + 17 * y) % 23 == 0) | ((abs(x - 100) < 12) & (abs(y - 90) < 15))


def gaussian(heights, valid):
    sigma = math.sqrt(math.log(2) / 2) / math.pi * GAUSSIAN_UM / STEP_UM
    smooth = lambda of: ndimage.gaussian_filter(of, sigma, mode="constant", truncate=6.0)
    return smooth(np.where(valid, heights, 0.0)) / smooth(valid.astype(float))


def roughness(row):
    """Without its straight line and its waviness; surfalize takes five sections, so the nesting index is a fifth of the row."""
    at = np.arange(WIDTH)
    level = row - np.polyval(np.polyfit(at, row, 1), at)
    sigma = math.sqrt(math.log(2) / 2) / math.pi * WIDTH / 5
    smooth = lambda of: ndimage.gaussian_filter1d(of, sigma, mode="constant", truncate=6.0)
    return level - smooth(level) / smooth(np.ones(WIDTH))


def spline(heights):
    alpha = 1 / (2 * math.sin(math.pi * STEP_UM / SPLINE_UM))
    trend = lambda line: hpfilter(line, alpha**4)[1]
    return np.apply_along_axis(trend, 0, np.apply_along_axis(trend, 1, heights))


def element(radius_um, ball):
    reach = int(radius_um / STEP_UM)
    v, u = np.mgrid[-reach : reach + 1, -reach : reach + 1] * STEP_UM
    left = radius_um**2 - u**2 - v**2
    upper = np.sqrt(np.maximum(left, 0)) if ball else np.zeros_like(left)
    return reach, left >= 0, upper


def closing(heights, valid, radius_um, ball):
    """No material where nothing was measured and around the map."""
    reach, inside, upper = element(radius_um, ball)
    padded = np.pad(np.where(valid, heights, -1e12), reach, constant_values=-1e12)
    around = {"footprint": inside, "structure": np.where(inside, upper, 0.0), "mode": "constant"}
    middles = ndimage.grey_dilation(padded, cval=-1e12, **around)
    closed = ndimage.grey_erosion(middles, cval=1e12, **around)
    return closed[reach:-reach, reach:-reach]


def some(heights, valid):
    """Every few cells of a filtered surface, with its corners."""
    cells = [(x, y) for y in (0, 1, 67, 80, 133, 258, 259) for x in (0, 3, 88, 113, 150, 211, 299)]
    return [[x, y, float(heights[y, x])] for x, y in cells if valid[y, x]]


def main():
    heights, valid = surface(), ~holes()
    everywhere = np.ones_like(valid)
    peer = Surface(heights, STEP_UM, STEP_UM)
    names = "Sa Sq Sp Sv Sz Ssk Sku Sdq Sdr Sk Spk Svk Smr1 Smr2 Sxp Vmp Vmc Vvv Vvc Sal Str".split()
    topography = SurfaceTopography.Topography(heights.T, (WIDTH * STEP_UM, HEIGHT * STEP_UM))
    profile = Profile(roughness(heights[130]), STEP_UM, WIDTH * STEP_UM)
    sigma = math.sqrt(math.log(2) / 2) / math.pi * GAUSSIAN_UM / STEP_UM
    inside = np.zeros_like(valid)
    inside[60:-60, 60:-60] = True
    kept = {
        "versions": {
            "surfalize": surfalize.__version__,
            "SurfaceTopography": SurfaceTopography.__version__,
            "Gwyddion": "2.62",
            "scipy": scipy.__version__,
            "statsmodels": statsmodels.__version__,
        },
        "values": {name: float(getattr(peer, name)()) for name in names},
        "SurfaceTopography": {
            "Sq": float(topography.rms_height_from_area()),
            "Sdq": float(topography.rms_gradient()),
        },
        "Gwyddion": gwyddion.parameters(heights, STEP_UM),
        "profile": {name: float(getattr(profile, name)()) for name in "Ra Rq Rp Rv Rz Rt Rsk Rku".split()},
        "filters": {
            "gaussian": some(gaussian(heights, valid), valid),
            "gaussian_gwyddion": some(gwyddion.gaussian(heights, STEP_UM, sigma), inside),
            "spline": some(spline(heights), everywhere),
            "closing_ball": some(closing(heights, valid, BALL_UM, True), valid),
            "opening_ball": some(-closing(-heights, valid, BALL_UM, True), valid),
            "closing_disk": some(closing(heights, valid, DISK_UM, False), valid),
        },
        "corner_um": [float(heights[0, 0]), float(heights[-1, -1])],
    }
    path = pathlib.Path(__file__).with_name("expected.json")
    path.write_text(json.dumps(kept, indent=1) + "\n")


main()
