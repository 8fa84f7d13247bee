"""After onto before: SIFT, homography by MAGSAC, dense DIS flow made too stiff to follow a scar, one warp."""

import cv2
import numpy as np

from blur import blur

LONG_SIDE_PX = 1500  # a quarter of 24 MP: finer only costs time (0.1 px of corner error less)
STIFFNESS_MM = 1.8  # the flow is smoothed over this; half a rolling scar


def small(picture):
    factor = max(1, -(-max(picture.linear.shape) // LONG_SIDE_PX))
    size = picture.linear.shape[1] // factor, picture.linear.shape[0] // factor
    red = cv2.resize(np.ascontiguousarray(picture.linear[..., 0]), size, interpolation=cv2.INTER_AREA)
    mask = cv2.resize(picture.skin, size, interpolation=cv2.INTER_NEAREST)
    log = np.log(np.maximum(red, 1e-3))
    wide = blur(log, 6.0 / (picture.working_mm * factor))
    byte = np.clip(128 + 400 * (log - wide), 0, 255).astype(np.uint8)
    return byte, mask, factor


def shrink_matrix(factor):
    """Full pixels to small ones under the half-pixel convention."""
    offset = (factor - 1) / 2
    return np.array([[1 / factor, 0, -offset / factor], [0, 1 / factor, -offset / factor], [0, 0, 1]])


def homography(before, after):
    sift = cv2.SIFT_create(nfeatures=8000, contrastThreshold=0.02)
    (first, d1), (second, d2) = (sift.detectAndCompute(p[0], p[1]) for p in (before, after))
    pairs = cv2.FlannBasedMatcher({"algorithm": 1, "trees": 4}, {"checks": 64}).knnMatch(d1, d2, k=2)
    good = [m for m, n in pairs if m.distance < 0.8 * n.distance]
    if len(good) < 8:
        raise SystemExit("registration: too few matches on the skin")
    a = np.array([first[m.queryIdx].pt for m in good])
    b = np.array([second[m.trainIdx].pt for m in good])
    h, inliers = cv2.findHomography(a, b, cv2.USAC_MAGSAC, 2.0, maxIters=10000, confidence=0.9999)
    return h, int(inliers.sum())


def register(before, after):
    """The positions in `after` of every pixel of `before`, with overlap, residual and inliers."""
    one, two = small(before), small(after)
    h, inliers = homography(one, two)
    size = one[0].shape[1], one[0].shape[0]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    moved = cv2.warpPerspective(two[0], h, size, flags=flags)
    seen = cv2.warpPerspective(two[1], h, size, flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP) & one[1]
    flow = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM).calc(one[0], moved, None)
    sigma = STIFFNESS_MM / (before.working_mm * one[2])
    weight = seen.astype(np.float32)
    share = blur(weight, sigma) + 1e-3
    smooth = blur(flow * weight[..., None], sigma) / share[..., None]
    residual = np.linalg.norm(flow - smooth, axis=2)[seen > 0]
    height, width = before.linear.shape[:2]
    up, down = shrink_matrix(one[2]), np.linalg.inv(shrink_matrix(two[2]))
    affine = np.linalg.inv(up)[:2]
    full = cv2.warpAffine(smooth, affine, (width, height), flags=cv2.INTER_LINEAR)
    y, x = np.indices((height, width), np.float32)
    at = np.stack([(x + full[..., 0] * one[2]), (y + full[..., 1] * one[2])], axis=2)
    at = cv2.perspectiveTransform(at.reshape(1, -1, 2), (down @ h @ up).astype(np.float32)).reshape(at.shape)
    facts = {"inliers": inliers, "overlap": float(seen.sum() / max(1, one[1].sum())),
             "residual_px": float(np.median(residual)) * one[2]}
    return at, facts


def warp(after, at):
    linear = cv2.remap(after.linear, at, None, cv2.INTER_CUBIC)
    skin = cv2.remap(after.skin, at, None, cv2.INTER_NEAREST)
    return linear, skin
