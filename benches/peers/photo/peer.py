"""What a careful engineer would build from OpenCV, NumPy and scikit-image to compare two photos of skin.

    python peer.py BEFORE AFTER [--full]

The same steps as `relief compare BEFORE AFTER --json`, on the same working pitch; with --full the maps are made on
the photo's own pixels, as most pipelines do. Prints one JSON object. It is a measure of time and memory: it has no
gate limits, no calibrated intervals and no verdict.
"""

import concurrent.futures
import json
import sys
import time

import cv2
import numpy as np

import card
import measures
import picture
import registration

started = time.perf_counter()
stages = {}


def stage(name):
    now = time.perf_counter() - started
    stages[name] = round(now - sum(stages.values()), 3)


def corrected(linear, own):
    matrix = card.colour_transform(own.rgb, own.usable, picture.to_linear)
    return cv2.transform(linear, matrix.astype(np.float32))


def log_of(linear):
    return cv2.log(np.maximum(linear, 1e-4))


def tone_and_texture(linears, skin_blur, clear, mm):
    def one(linear):
        lab, ita, erythema, melanin = measures.colour_maps(linear)
        bands = measures.texture(np.ascontiguousarray(lab[..., 0]), skin_blur, mm)
        return measures.block_sums([lab[..., 0], lab[..., 1], lab[..., 2], ita, erythema, melanin, *bands], clear, mm)
    first, second = (one(p) for p in linears)
    table = np.hstack([first[:, :-1], second])
    names = ["L", "a", "b", "ita_deg", "erythema_index", "melanin_index",
             *(f"texture_{a}_{b}_mm" for a, b in zip(measures.BAND_EDGES_MM, measures.BAND_EDGES_MM[1:]))]
    n = len(names)

    def change(sums):
        means = sums[:, :-1] / sums[:, -1:]
        return np.concatenate([means[:, :n], means[:, n:], means[:, n:] - means[:, :n]], axis=1)
    value, low, high = measures.bootstrap(table, change)
    return [{"metric": m, "before": value[i], "after": value[n + i], "difference": value[2 * n + i],
             "ci95": [low[2 * n + i], high[2 * n + i]]} for i, m in enumerate(names)]


def scar_change(sums):
    value, low, high = measures.bootstrap(sums.T, lambda s: s[:, 1:] / np.maximum(s[:, :1], 1e-9) - 1)
    return {"metric": "scar_shading_contrast", "relative": value[0], "ci95": [low[0], high[0]]}


def main(before_path, after_path, full):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        before, after = pool.map(lambda p: picture.Picture(p, full), (before_path, after_path))
    stage("decode, card, linear light, skin")
    at, facts = registration.register(before, after)
    stage("register")
    moved, moved_skin = registration.warp(after, at)
    del at
    mm = before.working_mm
    skin = cv2.erode(before.skin & moved_skin, np.ones((int(1 / mm) | 1,) * 2, np.uint8))
    linears = [corrected(before.linear, before), corrected(moved, after)]
    stage("warp, colour transform")
    skin_blur = measures.MaskedBlur(skin)
    logs = [log_of(p) for p in linears]
    labels, count = measures.candidates((logs[0] + logs[1]) / 2, skin, skin_blur, mm)
    signals = [measures.shading(np.ascontiguousarray(p[..., 0]), skin_blur, mm) for p in logs]
    shape, sums = measures.scars(labels, count, signals, mm)
    stage("scars")
    clear = skin & (cv2.dilate((labels > 0).astype(np.uint8), np.ones((int(1 / mm) | 1,) * 2, np.uint8)) == 0)
    changes = tone_and_texture(linears, skin_blur, clear, mm)
    if count:
        changes.insert(0, scar_change(sums))
    stage("maps, texture, bootstrap")
    skin_median = [np.median(p[skin > 0], axis=0).tolist() for p in linears]
    gate = {"edge_sigma_mm": [before.edge_sigma_mm, after.edge_sigma_mm],
            "noise": [float(np.median(p.noise[18:23])) for p in (before, after)],
            "clipped_share": [float((p.linear[p.skin > 0].max(axis=1) > card.CLIPPED).mean()) for p in (before, after)],
            "skin_median_linear": skin_median,
            "light_slope_per_mm": measures.light_slope(*linears, skin, mm)}
    stage("gate")
    scars = [{**{k: float(v[i]) for k, v in shape.items()}, "before": sums[0][i], "after": sums[1][i]}
             for i in range(count)]
    return {"mm_per_px": [before.mm_per_px, after.mm_per_px], "working_mm_per_px": mm, "registration": facts,
            "gate": gate, "changes": changes, "scars": scars, "seconds": stages}


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a != "--full"]
    if len(arguments) != 2:
        raise SystemExit(__doc__)
    json.dump(main(*arguments, "--full" in sys.argv), sys.stdout, indent=1, default=float)
    print()
