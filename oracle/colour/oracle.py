"""Colours as colour-science and scikit-image compute them, for the tests of relief-photo's colour module.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python oracle.py

Writes the CSV files beside this script; each test says why its tolerance is what it is.
"""

import csv
import pathlib

import colour
import numpy as np
import skimage.color

HERE = pathlib.Path(__file__).parent
colour.utilities.filter_warnings(colour_usage_warnings=True)
SRGB = colour.RGB_COLOURSPACES["sRGB"]  # its matrix has the four digits that IEC 61966-2-1 prints
WHITES = {w: colour.CCS_ILLUMINANTS["CIE 1931 2 Degree Standard Observer"][w] for w in ("D65", "D50")}


def write(name, header, rows):
    with open(HERE / name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow([f"{v:.10g}" if isinstance(v, (float, np.floating)) else v for v in row])


def lab(linear, white):
    xyz = colour.RGB_to_XYZ(linear, SRGB, illuminant=WHITES[white], chromatic_adaptation_transform="Bradford")
    return colour.XYZ_to_Lab(xyz, WHITES[white])


def labs(rng):
    codes = np.vstack([[[194, 150, 130], [0, 0, 0], [255, 255, 255]], rng.integers(0, 256, (60, 3))])
    for code in codes:
        linear = colour.models.eotf_sRGB(code / 255)
        d65, d50 = lab(linear, "D65"), lab(linear, "D50")
        other = skimage.color.rgb2lab(code[None, None] / 255)[0, 0]  # D65, its own rounding of the white
        ita = np.degrees(np.arctan2(d65[0] - 50, d65[2])) if d65[2] > 0 else float("nan")
        yield [int(c) for c in code] + [float(v) for v in (*d65, *d50, *other, ita)]


def deltas(rng):
    base = rng.uniform([5, -60, -60], [95, 60, 60], (60, 3))
    near = base + rng.normal(0, 1, (60, 3)) * rng.choice([0.2, 3, 30], (60, 1))
    for a, b in zip(base, near):
        yield [*a, *b, float(colour.delta_E(a, b, method="CIE 2000")), float(skimage.color.deltaE_ciede2000(a, b))]


def checker_linear():
    srgb = np.array([[115, 82, 68], [194, 150, 130], [98, 122, 157], [87, 108, 67], [133, 128, 177],
                     [103, 189, 170], [214, 126, 44], [80, 91, 166], [193, 90, 99], [94, 60, 108],
                     [157, 188, 64], [224, 163, 46], [56, 61, 150], [70, 148, 73], [175, 54, 60],
                     [231, 199, 31], [187, 86, 149], [8, 133, 161], [243, 243, 242], [200, 200, 200],
                     [160, 160, 160], [122, 122, 121], [85, 85, 85], [52, 52, 52]])
    return colour.models.eotf_sRGB(srgb / 255)


def transforms(rng):
    """Casts of different strength with noise; the 3 × 3 matrix of Cheung (2004) with three terms."""
    reference = checker_linear()
    for case in range(4):
        cast = np.diag(rng.uniform(0.6, 1.3, 3)) @ (np.eye(3) + rng.normal(0, 0.06, (3, 3)))
        measured = reference @ cast.T + rng.normal(0, 0.004, reference.shape)
        matrix = colour.characterisation.matrix_colour_correction_Cheung2004(measured, reference, terms=3)
        corrected = measured @ np.asarray(matrix).T
        for patch in range(24):
            yield [case, patch, *measured[patch], *reference[patch], *corrected[patch]]


def checker():
    data = colour.CCS_COLOURCHECKERS["ColorChecker 2005"]
    for name, xyy in data.data.items():
        value = colour.XYZ_to_Lab(colour.xyY_to_XYZ(xyy), data.illuminant)
        yield [name, *[float(v) for v in value]]


def constants():
    """Matrices for the source text, to check by eye against lab.rs."""
    print("linear sRGB to XYZ D65\n", repr(np.array(SRGB.matrix_RGB_to_XYZ)))
    whites = [colour.xy_to_XYZ(WHITES[w]) for w in ("D65", "D50")]
    bradford = colour.adaptation.matrix_chromatic_adaptation_VonKries(*whites, transform="Bradford")
    print("whites", whites, "\nBradford D65 to D50\n", repr(bradford), "\nlinear sRGB to XYZ D50\n",
          repr(bradford @ SRGB.matrix_RGB_to_XYZ))


if __name__ == "__main__":
    np.set_printoptions(precision=17)
    rng = np.random.default_rng(20040201)
    l65, l50 = [f"{c}_d65" for c in "lab"], [f"{c}_d50" for c in "lab"]
    write("lab.csv", ["r", "g", "b", *l65, *l50, "skimage_l", "skimage_a", "skimage_b", "ita_d65_deg"], labs(rng))
    write("ciede2000.csv", ["l1", "a1", "b1", "l2", "a2", "b2", "colour", "skimage"], deltas(rng))
    write("cheung2004.csv", ["case", "patch", "mr", "mg", "mb", "rr", "rg", "rb", "cr", "cg", "cb"], transforms(rng))
    write("checker2005.csv", ["name", "l_d50", "a_d50", "b_d50"], checker())
    constants()
