"""Times peers and relief on one seeded surface, turn by turn in one run, and prints a Markdown table.

    python peers.py PROGRAM SIDE
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
from scipy.ndimage import gaussian_filter
from surfalize import Surface
from SurfaceTopography import Topography

PITCH_MM = 0.02
# As `relief measure` has them.
S_NESTING_MM = 0.1
L_NESTING_MM = 8.0
# sqrt(ln 2 / pi), of ISO 16610-61.
ALPHA = (np.log(2) / np.pi) ** 0.5
FUNCTIONS = ["Sk", "Spk", "Svk", "Smrk1", "Smrk2", "Sxp", "Vmp", "Vmc", "Vvc", "Vvv"]
REPEATS = 3
# What is not the same, though it is alike away from the ends: it gets a row of its own.
MIRRORED = ", other ends"


def surface(side):
    """Rough at all wavelengths up to 200 cells, 50 µm rms."""
    f = np.fft.rfftfreq(side)[None, :] ** 2 + np.fft.fftfreq(side)[:, None] ** 2
    noise = np.random.default_rng(1).standard_normal((side, side))
    z = np.fft.irfft2(np.fft.rfft2(noise) * (f + 200.0**-2) ** -0.9, s=(side, side))
    return np.ascontiguousarray(z / z.std() * 0.05)


def surfalize(z, names):
    # A new surface each time: surfalize keeps what it computed.
    peer = Surface(z * 1e3, PITCH_MM * 1e3, PITCH_MM * 1e3)
    return lambda: [getattr(peer, name)() for name in names]


def surfalize_form(z):
    peer = Surface(z * 1e3, PITCH_MM * 1e3, PITCH_MM * 1e3)
    return lambda: peer.detrend_polynomial(degree=2)


def surface_topography(z):
    peer = Topography(z, (z.shape[0] * PITCH_MM, z.shape[1] * PITCH_MM), unit="mm")
    return lambda: peer.autocorrelation_from_area()


def surfalize_filter(z, cutoff_mm):
    peer = Surface(z * 1e3, PITCH_MM * 1e3, PITCH_MM * 1e3)
    return lambda: peer.filter("lowpass", cutoff_mm * 1e3)


def scipy_gaussian(z, nesting_mm):
    """The same weights cut at the same place. Like surfalize it mirrors the surface at its ends."""
    sigma = ALPHA * nesting_mm / PITCH_MM / (2 * np.pi) ** 0.5
    return lambda: gaussian_filter(z, sigma, radius=int(np.ceil(nesting_mm / PITCH_MM)))


def scipy_normalised(z, nesting_mm):
    """The same with the end effects of ISO 16610-61, as relief has them: over the weights that fall on the surface."""
    sigma = ALPHA * nesting_mm / PITCH_MM / (2 * np.pi) ** 0.5
    radius = int(np.ceil(nesting_mm / PITCH_MM))
    within = lambda heights: gaussian_filter(heights, sigma, radius=radius, mode="constant")
    return lambda: within(z) / within(np.ones_like(z))


def milliseconds(prepare):
    """Of the second of two runs: the first wakes processor and memory after another's turn."""
    prepare()()
    work = prepare()
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


def main(program, side):
    z = surface(side)
    peers = {
        ("form", "surfalize"): lambda: surfalize_form(z),
        ("S-filter", "SciPy"): lambda: scipy_normalised(z, S_NESTING_MM),
        ("S-filter", "surfalize" + MIRRORED): lambda: surfalize_filter(z, S_NESTING_MM),
        ("S-filter", "SciPy" + MIRRORED): lambda: scipy_gaussian(z, S_NESTING_MM),
        ("L-filter", "SciPy"): lambda: scipy_normalised(z, L_NESTING_MM),
        ("L-filter", "surfalize" + MIRRORED): lambda: surfalize_filter(z, L_NESTING_MM),
        ("L-filter", "SciPy" + MIRRORED): lambda: scipy_gaussian(z, L_NESTING_MM),
        ("height", "surfalize"): lambda: surfalize(z, ["Sq", "Ssk", "Sku", "Sp", "Sv", "Sz", "Sa"]),
        ("hybrid", "surfalize"): lambda: surfalize(z, ["Sdq", "Sdr"]),
        ("functions", "surfalize"): lambda: surfalize(z, FUNCTIONS),
        ("spatial", "surfalize"): lambda: surfalize(z, ["Sal", "Str", "Std"]),
        ("spatial", "SurfaceTopography (autocorrelation only)"): lambda: surface_topography(z),
        ("features", "surfalize"): lambda: surfalize(z, ["Spd", "Svd", "Spc", "S10z", "S5p", "S5v"]),
    }
    ours, theirs = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "heights.f64")
        z.astype("<f8").tofile(file)
        relief = subprocess.Popen(
            [program, file, str(side), str(PITCH_MM)], text=True, bufsize=1, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(REPEATS):
            for counts in (False, True):
                print("again", file=relief.stdin)
                for line in iter(relief.stdout.readline, "done\n"):
                    family, ms = line.split()
                    if counts:
                        ours.setdefault(family, []).append(float(ms))
            for key, prepare in peers.items():
                theirs.setdefault(key, []).append(milliseconds(prepare))
        relief.stdin.close()
        relief.wait()
    print(f"{side} × {side}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end; medians of {REPEATS}\n")
    print("| family | relief ms | fastest peer | its ms | factor |\n| --- | --- | --- | --- | --- |")
    together = ours.pop("together")
    for family, times in ours.items():
        own = statistics.median(times)
        if not any(of == family for of, _ in theirs):
            print(f"| {family} | {own:.1f} | none | | |")
            continue
        medians = {name: statistics.median(times) for (of, name), times in theirs.items() if of == family}
        for others in (False, True):
            alike = {name: ms for name, ms in medians.items() if name.endswith(MIRRORED) == others}
            if alike:
                name = min(alike, key=alike.get)
                print(f"| {family} | {own:.1f} | {name} | {alike[name]:.1f} | {alike[name] / own:.1f} |")
    print(f"| **one after the other** | {sum(map(statistics.median, ours.values())):.1f} | | | |")
    print(f"| **together**, as `relief measure` has them | {statistics.median(together):.1f} | | | |")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(sys.argv[1], int(sys.argv[2]))
