"""Times relief and plain Python on one light set, turn by turn, holds their heights against the truth, and prints a Markdown table.

    python peers.py RELIEF FOLDER
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
from scipy.ndimage import gaussian_filter

HERE = os.path.dirname(os.path.abspath(__file__))
REPEATS = 3
# Wider waves are the form of the face, which nobody measures here.
WIDEST_MM = 10.0
NORMALS_MM = 0.2


def run(command):
    """Seconds and GiB of a command."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - started, usage.ru_maxrss / 2**20


def blocks(heights, factor):
    height, width = (side // factor for side in heights.shape)
    return heights[: height * factor, : width * factor].reshape(height, factor, width, factor).mean(axis=(1, 3))


def normals(heights, pitch_mm):
    down, along = np.gradient(heights, pitch_mm)
    size = np.sqrt(1 + along**2 + down**2)
    return np.stack([-along / size, -down / size, 1 / size])


def angle_deg(found, true, pitch_mm):
    cosine = (normals(found, pitch_mm) * normals(true, pitch_mm)).sum(axis=0)
    return np.degrees(np.arccos(np.clip(cosine, -1, 1)))[2:-2, 2:-2]


def errors(found, truth, pitch_mm):
    """Root mean square of heights in µm, in waves up to WIDEST_MM, and the mean angle between normals over NORMALS_MM and per cell."""
    truth = blocks(truth, round(truth.shape[1] / found.shape[1]))
    off = found - truth[: found.shape[0], : found.shape[1]]
    known = np.isfinite(off)
    # Smoothed over what is known; a Gaussian of this width halves waves of WIDEST_MM.
    sigma = WIDEST_MM / (2 * np.pi) * (2 * np.log(2)) ** 0.5 / pitch_mm
    smooth = gaussian_filter(np.where(known, off, 0), sigma) / np.maximum(gaussian_filter(known.astype(float), sigma), 1e-9)
    height_um = 1e3 * np.sqrt(np.mean((off - smooth)[known] ** 2))
    wide = max(1, round(NORMALS_MM / pitch_mm))
    of = lambda factor: np.nanmean(angle_deg(blocks(found, factor), blocks(truth, factor), pitch_mm * factor))
    return height_um, of(wide), of(1)


def main(relief, folder):
    with open(os.path.join(folder, "lights.json")) as file:
        picture_mm = json.load(file)["mm_per_px_at_z0"]
    truth = np.load(os.path.join(folder, "truth.npy"))
    plain = lambda solver: lambda out: [sys.executable, os.path.join(HERE, "plain.py"), solver, folder, out]
    programs = {
        "relief": lambda out: [relief, "stereo", folder, "--out", out, "--json"],
        "NumPy, SciPy's cosine transforms": plain("dct"),
        "NumPy, PyAMG": plain("amg"),
    }
    used, found = {}, {}
    with tempfile.TemporaryDirectory() as place:
        for _ in range(REPEATS):
            for name, command in programs.items():
                out = os.path.join(place, "map.npy")
                used.setdefault(name, []).append(run(command(out)))
                found[name] = np.load(out).astype(float)
    print(f"{truth.shape[1]} × {truth.shape[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end; medians of {REPEATS}\n")
    print("| program | s | GiB | heights up to 10 mm, rms | normals, mean at 0.2 mm | at one cell |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, runs in used.items():
        seconds = statistics.median(run[0] for run in runs)
        memory = max(run[1] for run in runs)
        pitch_mm = picture_mm * round(truth.shape[1] / found[name].shape[1])
        height_um, wide, narrow = errors(found[name], truth, pitch_mm)
        print(f"| {name} | {seconds:.1f} | {memory:.2f} | {height_um:.0f} µm | {wide:.2f}° | {narrow:.2f}° |")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
