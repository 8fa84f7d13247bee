"""One photo made ready: decoded, card found, linear light at the working pitch, skin."""

import cv2
import numpy as np

import card

WORKING_MM_PER_PX, SLACK = 0.065, 0.15  # relief's own working pitch and rule, so that both do the same work


def to_linear(code):
    code = np.asarray(code, np.float64)
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)


LINEAR_OF_BYTE = to_linear(np.arange(256) / 255).astype(np.float32)


class Picture:
    """Arrays are RGB; `linear` is at the working pitch, `working_mm` millimetres a pixel."""

    def __init__(self, path, full):
        self.bgr = cv2.imread(path, cv2.IMREAD_COLOR)
        if self.bgr is None:
            raise SystemExit(f"{path}: cannot be read")
        self.h = card.homography(cv2.cvtColor(self.bgr, cv2.COLOR_BGR2GRAY))
        if self.h is None:
            raise SystemExit(f"{path}: the four tags of the card were not found")
        self.mm_per_px = card.mm_per_px(self.h)
        self.rgb, self.usable, self.noise = card.patches(self.linear_of, self.h)
        self.edge_sigma_mm = card.edge_sigma_mm(self.linear_of, self.h)
        self.factor = 1 if full else max(1, int(WORKING_MM_PER_PX / self.mm_per_px + SLACK))
        self.working_mm = self.mm_per_px * self.factor
        self.linear = self.shrunk()
        self.skin = self.skin_mask()

    def linear_of(self, low, high):
        (x0, y0), (x1, y1) = np.floor(np.maximum(low, 0)).astype(int), np.ceil(high).astype(int) + 1
        return LINEAR_OF_BYTE[self.bgr[y0:y1, x0:x1, ::-1]]

    def shrunk(self):
        linear = cv2.LUT(cv2.cvtColor(self.bgr, cv2.COLOR_BGR2RGB), LINEAR_OF_BYTE)
        self.size, self.bgr = self.bgr.shape[:2], None
        if self.factor == 1:
            return linear
        k = self.factor
        height, width = self.size[0] // k, self.size[1] // k
        return cv2.resize(linear[:height * k, :width * k], (width, height), interpolation=cv2.INTER_AREA)

    def skin_mask(self):
        """Connected pixels whose chromaticity is near the picture's own skin; card, clipped and dark out."""
        step = max(1, round(1.0 / self.working_mm / 4))  # a quarter of a millimetre is enough for a mask
        small = cv2.resize(self.linear, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
        light = small.max(axis=2)
        ratio = np.log(np.maximum(small, 1e-4))
        chroma = np.stack([ratio[..., 0] - ratio[..., 1], ratio[..., 1] - ratio[..., 2]], axis=2)
        seed = (light > 0.02) & (light < card.CLIPPED) & (chroma[..., 0] > 0.15) & (chroma[..., 1] > 0.0)
        taken = np.zeros(seed.shape, np.uint8)
        scale = 1 / (self.factor * step)
        cv2.fillConvexPoly(taken, np.round(card.outline(self.h) * scale).astype(np.int32), 1)
        seed &= taken == 0
        middle = np.median(chroma[seed], axis=0)
        spread = 1.4826 * np.median(np.abs(chroma[seed] - middle), axis=0)
        near = (((chroma - middle) / (6 * spread + 0.05)) ** 2).sum(axis=2) < 1
        mask = (near & (light > 0.02) & (light < card.CLIPPED) & (taken == 0)).astype(np.uint8)
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
        mask = cv2.morphologyEx(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, disc), cv2.MORPH_OPEN, disc)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
        if count < 2:
            raise SystemExit("no skin found")
        mask = (labels == 1 + stats[1:, cv2.CC_STAT_AREA].argmax()).astype(np.uint8)
        return cv2.resize(mask, self.linear.shape[1::-1], interpolation=cv2.INTER_NEAREST)
