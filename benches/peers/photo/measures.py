"""Maps, texture, scar shading contrast, gate numbers and the bootstrap."""

import cv2
import numpy as np
from skimage.measure import regionprops_table

from blur import MaskedBlur

BAND_EDGES_MM = [0.2, 0.5, 1.0, 2.0, 4.0]
BLOCK_MM = 4.0
REPLICATES = 2000


def colour_maps(linear):
    """CIELAB (D65), ITA in degrees, erythema index, melanin index."""
    lab = cv2.cvtColor(np.maximum(linear, 0), cv2.COLOR_LRGB2Lab)
    ita = np.degrees(np.arctan2(lab[..., 0] - 50, np.maximum(lab[..., 2], 1e-3)))
    log = cv2.log(np.maximum(linear[..., :2], 1e-4)) * np.float32(1 / np.log(10))
    return lab, ita, 100 * (log[..., 0] - log[..., 1]), -100 * log[..., 0]


def texture(lightness, skin_blur, mm_per_px):
    """Energy of L* in each wavelength band: difference of Gaussians, squared."""
    # A Gaussian halves the amplitude of wavelength w at sigma = 0.187 w.
    blurred = [skin_blur(lightness, 0.187 * edge / mm_per_px) for edge in BAND_EDGES_MM]
    return [(fine - coarse) ** 2 for fine, coarse in zip(blurred, blurred[1:])]


def candidates(mean_log, skin, skin_blur, mm_per_px):
    """Labels of scar candidates on the mean picture: band energy over 3 × its median, moles out."""
    px = 1 / mm_per_px
    red = np.ascontiguousarray(mean_log[..., 0])
    band = skin_blur(red, 0.25 * px) - skin_blur(red, 1.6 * px)
    energy = skin_blur(band * band, 0.7 * px)
    hot = (energy > 3 * np.median(energy[skin > 0])) & (skin > 0)
    pigment = red - mean_log[..., 2]
    mole = skin_blur(pigment, 0.3 * px) - skin_blur(pigment, 3 * px) > 0.15
    grown = cv2.dilate(mole.astype(np.uint8), np.ones((int(0.6 * px) | 1,) * 2, np.uint8))
    keep = (hot & (grown == 0)).astype(np.uint8)
    keep = cv2.morphologyEx(keep, cv2.MORPH_OPEN, np.ones((int(0.4 * px) | 1,) * 2, np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(keep)
    least = 0.8 * px * px  # a 1 mm ice pick
    order = np.zeros(len(stats), np.int32)
    big = [i for i in range(1, len(stats)) if stats[i, cv2.CC_STAT_AREA] >= least]
    order[big] = np.arange(1, len(big) + 1)
    return order[labels], len(big)


def shading(log_red, skin_blur, mm_per_px):
    px = 1 / mm_per_px
    return skin_blur(log_red, 0.08 * px) - skin_blur(log_red, 2.5 * px)


def scars(labels, count, signals, mm_per_px):
    """Per candidate: area, axes, and |shading| summed over its cells, before and after."""
    if count == 0:
        return {}, np.zeros((2, 0))
    table = regionprops_table(labels, properties=("centroid", "area", "major_axis_length", "minor_axis_length"))
    sums = [np.bincount(labels.ravel(), np.abs(s).ravel(), count + 1)[1:] for s in signals]
    shape = {"x": table["centroid-1"], "y": table["centroid-0"], "area_mm2": table["area"] * mm_per_px**2,
             "length_mm": table["major_axis_length"] * mm_per_px,
             "width_mm": table["minor_axis_length"] * mm_per_px}
    return shape, np.array(sums)


def block_sums(maps, skin, mm_per_px):
    """Sums of each map over square blocks of skin, and their counts: (blocks, maps + 1)."""
    side = max(1, round(BLOCK_MM / mm_per_px))
    height, width = (n // side * side for n in skin.shape)
    rows = []
    for m in [*maps, np.ones(skin.shape, np.float32)]:
        size = width // side, height // side
        area = cv2.resize((m * skin)[:height, :width], size, interpolation=cv2.INTER_AREA)
        rows.append(area.ravel() * side * side)
    table = np.stack(rows, axis=1).astype(np.float64)
    return table[table[:, -1] > side * side / 2]


def bootstrap(table, statistic, seed=1):
    """Value and 95 % interval of `statistic` of the table's resampled row sums."""
    rng = np.random.default_rng(seed)
    n = len(table)
    counts = rng.multinomial(n, np.full(n, 1 / n), REPLICATES)
    draws = statistic(counts @ table)
    low, high = np.quantile(draws, [0.025, 0.975], axis=0)
    return statistic(table.sum(axis=0)[None])[0], low, high


def light_slope(before, after, skin, mm_per_px):
    """Plane through ln(after/before) of the red, blurred over 5 mm: (per mm right, per mm down, rms left)."""
    step = max(1, round(1 / mm_per_px))
    size = skin.shape[1] // step, skin.shape[0] // step
    sized = [cv2.resize(p[..., 0], size, interpolation=cv2.INTER_AREA) for p in (before, after)]
    mask = cv2.resize(skin, size, interpolation=cv2.INTER_NEAREST)
    ratio = np.log(np.maximum(sized[1], 1e-4) / np.maximum(sized[0], 1e-4)).astype(np.float32)
    ratio = MaskedBlur(mask)(ratio, 5 / (mm_per_px * step))
    y, x = np.nonzero(mask)
    plane = np.stack([x, y, np.ones(len(x))], axis=1) * [mm_per_px * step, mm_per_px * step, 1]
    fit, *_ = np.linalg.lstsq(plane, ratio[y, x], rcond=None)
    return [float(fit[0]), float(fit[1]), float(np.std(ratio[y, x] - plane @ fit))]
