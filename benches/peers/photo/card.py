"""The Relief card by OpenCV: scale, place, patch colours, edge blur, patch noise."""

import cv2
import numpy as np

CARD_MM = (85.60, 53.98)
TAG_MM, TAG_CENTRE_MM = 10.0, 8.0  # edge of a tag's black square; its centre from the two nearest card edges
PATCH_MM, PATCH_PITCH_MM, COLUMNS, ROWS = 7.0, 8.0, 6, 4
MARGIN_MM = 4.0  # skin closer to the card lies in its shadow
SEARCH_LONG_SIDE_PX = 3000  # tags are found on a picture of about this size and refined on the full one
CLIPPED = 0.98

# ColorChecker Classic as published in sRGB; these values are printed on the card.
CHECKER_SRGB = np.array([
    [115, 82, 68], [194, 150, 130], [98, 122, 157], [87, 108, 67], [133, 128, 177], [103, 189, 170],
    [214, 126, 44], [80, 91, 166], [193, 90, 99], [94, 60, 108], [157, 188, 64], [224, 163, 46],
    [56, 61, 150], [70, 148, 73], [175, 54, 60], [231, 199, 31], [187, 86, 149], [8, 133, 161],
    [243, 243, 242], [200, 200, 200], [160, 160, 160], [122, 122, 121], [85, 85, 85], [52, 52, 52]]) / 255.0


def tag_centres_mm():
    near, far_x, far_y = TAG_CENTRE_MM, CARD_MM[0] - TAG_CENTRE_MM, CARD_MM[1] - TAG_CENTRE_MM
    return np.array([[near, near], [far_x, near], [far_x, far_y], [near, far_y]])


def tag_corners_mm():
    half = TAG_MM / 2
    square = np.array([[-half, -half], [half, -half], [half, half], [-half, half]])
    return (tag_centres_mm()[:, None] + square).reshape(-1, 2)


def patch_centres_mm():
    column, row = np.meshgrid(np.arange(COLUMNS), np.arange(ROWS))
    offset = np.stack([column.ravel() - (COLUMNS - 1) / 2, row.ravel() - (ROWS - 1) / 2], axis=1)
    return np.array(CARD_MM) / 2 + PATCH_PITCH_MM * offset


def onto(h, points):
    return cv2.perspectiveTransform(np.asarray(points, np.float64)[None], h)[0]


def tags(grey):
    """Corners of tags 0 to 3 in full-resolution pixels by id."""
    factor = max(1, round(max(grey.shape) / SEARCH_LONG_SIDE_PX))
    small = cv2.resize(grey, (grey.shape[1] // factor, grey.shape[0] // factor), interpolation=cv2.INTER_AREA)
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h11))
    corners, ids, _ = detector.detectMarkers(small)
    if ids is None:
        return {}
    return {int(i): c[0].astype(np.float64) * factor + (factor - 1) / 2
            for i, c in zip(ids.ravel(), corners) if i < 4}


def homography(grey):
    """Card millimetres to pixels from up to 16 refined corners; None unless all four tags are found."""
    found = tags(grey)
    if len(found) < 4:
        return None
    centres = []
    for i in range(4):  # a projected square's centre is where its diagonals meet
        a, b, c, d = (np.append(p, 1.0) for p in found[i])
        centre = np.cross(np.cross(a, c), np.cross(b, d))
        centres.append(centre[:2] / centre[2])
    rough, _ = cv2.findHomography(tag_centres_mm(), np.array(centres))
    start = onto(rough, tag_corners_mm())  # by place, so that a tag's own rotation does not matter
    cell_px = np.linalg.norm(start[1] - start[0]) / 8
    window = max(3, int(cell_px * 0.4))
    corners = np.ascontiguousarray(start, np.float32)[:, None].copy()
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 40, 0.005)
    refined = cv2.cornerSubPix(grey, corners, (window, window), (-1, -1), stop)[:, 0]
    h, _ = cv2.findHomography(tag_corners_mm(), refined.astype(np.float64), cv2.RANSAC, 0.5 + cell_px / 20)
    return h


def mm_per_px(h):
    centre = np.array(CARD_MM) / 2
    px = onto(h, [centre, centre + [1, 0], centre + [0, 1]])
    area = abs(np.cross(np.append(px[1] - px[0], 0), np.append(px[2] - px[0], 0))[2])
    return 1 / np.sqrt(area)


def patches(linear_of, h):
    """Median linear RGB, usable or clipped, and noise of each patch; `linear_of` reads a box of the photo."""
    rgb, usable, noise = [], [], []
    for centre in patch_centres_mm():
        half = PATCH_MM * 0.3
        box = onto(h, [centre + [dx, dy] for dx in (-half, half) for dy in (-half, half)])
        values = linear_of(box.min(axis=0), box.max(axis=0)).reshape(-1, 3)
        rgb.append(np.median(values, axis=0))
        usable.append(bool((values > CLIPPED).mean() < 0.01))
        noise.append(values.std(axis=0) / np.maximum(rgb[-1], 1e-4))
    return np.array(rgb), np.array(usable), np.array(noise)


def colour_transform(measured, usable, to_linear):
    """Least-squares 3×3 from the photo's linear light to the card's published colours."""
    matrix, *_ = np.linalg.lstsq(measured[usable], to_linear(CHECKER_SRGB)[usable], rcond=None)
    return matrix.T


def edge_sigma_mm(linear_of, h):
    """Blur as the Gaussian sigma of the tags' straight outer edges: second moment of the edge's derivative."""
    sigmas = []
    corners = tag_corners_mm().reshape(4, 4, 2)
    for square in corners:
        for a, b in zip(square, np.roll(square, -1, axis=0)):
            along, out = (b - a) / TAG_MM, np.array([(b - a)[1], -(b - a)[0]]) / TAG_MM
            t, s = np.meshgrid(np.linspace(0.2, 0.8, 40) * TAG_MM, np.linspace(-1, 1, 81))
            mm = a + t[..., None] * along + s[..., None] * out
            px = onto(h, mm.reshape(-1, 2))
            low = np.floor(px.min(axis=0)) - 2
            patch = np.ascontiguousarray(linear_of(low, px.max(axis=0) + 2)[..., 1])
            at = (px - np.maximum(low, 0)).astype(np.float32).reshape(81, 40, 2)
            profile = cv2.remap(patch, at, None, cv2.INTER_LINEAR).mean(axis=1)
            slope = np.maximum(np.gradient(profile) * np.sign(profile[-1] - profile[0]), 0)
            slope[slope < 0.1 * slope.max()] = 0
            offset = s[:, 0]
            middle = (slope * offset).sum() / slope.sum()
            sigmas.append(np.sqrt((slope * (offset - middle) ** 2).sum() / slope.sum()))
    return float(np.median(sigmas))


def outline(h):
    m, (w, t) = MARGIN_MM, CARD_MM
    return onto(h, [[-m, -m], [w + m, -m], [w + m, t + m], [-m, t + m]])
