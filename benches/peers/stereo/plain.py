"""Photometric stereo in plain NumPy and SciPy: least squares normals, then a sparse Poisson equation.

    python plain.py dct|amg FOLDER OUT.npy

dct solves Poisson's equation by cosine transforms, amg by conjugate gradients with PyAMG's cycle; both have natural boundaries.
Pictures are reduced by block means to about 0.05 mm first, as relief reduces them.
"""

import json
import math
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import scipy.fft
import scipy.sparse
from PIL import Image

WORKING_PITCH_MM = 0.0375
CODES = np.arange(256) / 255
LINEAR = np.where(CODES <= 0.04045, CODES / 12.92, ((CODES + 0.055) / 1.055) ** 2.4).astype(np.float32)


def picture(path, factor):
    """Linear light of green and blue together, which spread less in skin than red, as block means."""
    codes = np.asarray(Image.open(path))
    height, width = (side // factor for side in codes.shape[:2])
    light = LINEAR[codes[: height * factor, : width * factor, 1:]]
    return light.reshape(height, factor, width, factor, 2).mean(axis=(1, 3, 4))


def slopes(folder, lights, factor):
    """How heights towards the camera change along rows and columns, by least squares over all lamps."""
    files = [lamp["file"] for lamp in lights["lights"]] + [lights["ambient_frame"]]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        *frames, room = pool.map(lambda file: picture(os.path.join(folder, file), factor), files)
    gains = [1 / lamp["intensity"] for lamp in lights["lights"]]
    light = np.stack([(frame - room) * gain for frame, gain in zip(frames, gains)])
    lamps = np.array([lamp["direction"] for lamp in lights["lights"]], dtype=np.float32)
    normal = (np.linalg.pinv(lamps) @ light.reshape(len(frames), -1)).reshape(3, *light.shape[1:])
    facing = np.minimum(normal[2], -0.05 * np.linalg.norm(normal, axis=0))
    return normal[0] / facing, normal[1] / facing


def steps(along, down, pitch_mm):
    right = 0.5 * (along[:, 1:] + along[:, :-1]) * pitch_mm
    below = 0.5 * (down[1:] + down[:-1]) * pitch_mm
    return right.astype(np.float64), below.astype(np.float64)


def divergence(right, below):
    total = np.zeros((right.shape[0], below.shape[1]))
    total[:, 1:] += right
    total[:, :-1] -= right
    total[1:] += below
    total[:-1] -= below
    return total


def by_dct(right, below):
    total = divergence(right, below)
    height, width = total.shape
    waves = scipy.fft.dctn(total, workers=-1)
    eigen = lambda n: 2 - 2 * np.cos(np.pi * np.arange(n) / n)
    scale = eigen(height)[:, None] + eigen(width)[None, :]
    scale[0, 0] = 1
    waves /= scale
    waves[0, 0] = 0
    return scipy.fft.idctn(waves, workers=-1)


def by_amg(right, below):
    import pyamg

    total = divergence(right, below)
    height, width = total.shape
    path = lambda n: scipy.sparse.diags([np.r_[1, np.full(n - 2, 2.0), 1], np.full(n - 1, -1.0), np.full(n - 1, -1.0)], [0, 1, -1])
    eye = scipy.sparse.eye
    laplacian = (scipy.sparse.kron(eye(height), path(width)) + scipy.sparse.kron(path(height), eye(width))).tocsr()
    solver = pyamg.ruge_stuben_solver(laplacian)
    return solver.solve(total.ravel(), tol=1e-5, accel="cg").reshape(height, width)


def main(solver, folder, out):
    with open(os.path.join(folder, "lights.json")) as file:
        lights = json.load(file)
    pitch_mm = lights["mm_per_px_at_z0"]
    factor = max(1, math.ceil(WORKING_PITCH_MM / pitch_mm))
    along, down = slopes(folder, lights, factor)
    solve = {"dct": by_dct, "amg": by_amg}[solver]
    np.save(out, solve(*steps(along, down, pitch_mm * factor)))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
