"""Tells which modules of a matrix code are dark, though they run into one another.

What blurs a symbol is the same all over it: how much each module adds to its neighbours' places is
estimated from the modules, and the modules from that, in turns (blind deconvolution with the
symbol's own frame as what is known).
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from station.adapters.decoding.lattice import Lattice, sampled
from station.adapters.decoding.patterns import Modules, with_margin
from station.adapters.decoding.scans import WHITE, Rendition
from station.ports.decoder import GrayImage

# Each module is looked at in four places; two of them, which share none with the other two, are
# one look.
PLACES = (
    ((-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25)),
    ((-0.3, 0), (0.3, 0), (0, -0.3), (0, 0.3)),
)
REACH = 2  # modules: as far does a blur carry
SEEN_MARGIN = 1  # modules of the light margin that are looked at as well
TURNS = (8, 8)  # after each so many the modules are shown to the decoder
STEPS_A_TURN = 20
STEADINESS = 2.0  # ridge of the estimated blur, against noise
TO_EXTREMES = 0.3  # part of the way to black and white between two turns
DRAWN_PX, DRAWN_MARGIN = 4, 4  # of a module, and modules around the symbol


def drawn(image: GrayImage, lattice: Lattice) -> Iterator[Rendition]:
    """Yield the symbol drawn anew, look for look; a look's later drawings are the surer ones.

    The name tells the looks apart, not how often modules and blur were estimated in turns.
    """
    whole = image.astype(np.float32)
    middle = lattice.corners.mean(axis=0)
    looks = [_Estimate(_seen(whole, lattice, places), lattice) for places in PLACES]
    for turns in TURNS:
        for number, look in enumerate(looks, 1):
            look.improve(turns)
            name = f"lattice {middle[0]:.0f},{middle[1]:.0f}, look {number}"
            matrix = _matrix(lattice)
            yield Rendition(name, _bitmap(look.modules), matrix, (lattice.pattern.symbology,))


def _seen(
    image: NDArray[np.float32], lattice: Lattice, places: tuple[tuple[float, float], ...]
) -> NDArray[np.float32]:
    """Brightness at these places of each module and of the margin: (places, rows, columns)."""
    size = lattice.pattern.size
    middles = np.arange(-SEEN_MARGIN, size + SEEN_MARGIN) + 0.5
    across, down = np.meshgrid(middles, middles)
    return np.array(
        [
            sampled(
                image, lattice.corners, np.stack([across + x, down + y], -1).reshape(-1, 2) / size
            ).reshape(across.shape)
            for x, y in places
        ]
    )


class _Estimate:
    """The modules as far as they are known, improved in turns with the blur."""

    def __init__(self, seen: NDArray[np.float32], lattice: Lattice) -> None:
        self._seen = seen
        self._known = with_margin(lattice.pattern.known, REACH + SEEN_MARGIN)
        self._inner = np.s_[REACH + SEEN_MARGIN : -REACH - SEEN_MARGIN]
        self._all = self._known.copy()
        mean = seen.mean(axis=0)[SEEN_MARGIN:-SEEN_MARGIN, SEEN_MARGIN:-SEEN_MARGIN]
        near = cv2.blur(mean, (3, 3), borderType=cv2.BORDER_REFLECT)
        wide = cv2.blur(mean, (5, 5), borderType=cv2.BORDER_REFLECT)
        guess = np.where(mean - wide < 2 * (near - mean), -1, 1)
        self._all[self._inner, self._inner] = guess
        self._all = np.where(self._known == 0, self._all, self._known).astype(np.float32)

    @property
    def modules(self) -> Modules:
        """1 light, -1 dark."""
        inner = self._all[self._inner, self._inner]
        return np.where(inner < 0, -1, 1).astype(np.float32)

    def improve(self, turns: int) -> None:
        """So many turns of blur and modules."""
        for _ in range(turns):
            kernels, target = self._blur()
            self._settle(kernels, target)

    def _blur(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """What each module adds around it, place by place, and the picture without shading."""
        side, rows = 2 * REACH + 1, len(self._seen[0])
        near = np.lib.stride_tricks.sliding_window_view(self._all, (side, side))
        ramp = np.linspace(-0.5, 0.5, rows)
        across, down = np.meshgrid(ramp, ramp)
        shading = np.stack([np.ones(rows**2), across.ravel(), down.ravel()], axis=1)
        terms = np.hstack([near.reshape(rows**2, side**2), shading])
        ridge = np.diag([STEADINESS] * side**2 + [1e-3] * 3)
        seen = self._seen.reshape(len(self._seen), -1)
        found = np.linalg.solve(terms.T @ terms + ridge, terms.T @ seen.T)
        kernels = found[: side**2].T.reshape(-1, side, side).astype(np.float32)
        target = seen - (shading @ found[side**2 :]).T
        return kernels, target.reshape(self._seen.shape).astype(np.float32)

    def _settle(self, kernels: NDArray[np.float32], target: NDArray[np.float32]) -> None:
        """Modules that explain the picture best (FISTA: Beck and Teboulle 2009, within -1 to 1)."""
        self._all = np.where(
            self._known == 0,
            (1 - TO_EXTREMES) * self._all + TO_EXTREMES * np.sign(self._all),
            self._known,
        ).astype(np.float32)
        rate = 1 / (float((np.abs(kernels).sum(axis=(1, 2)) ** 2).sum()) + 1e-6)
        ahead, momentum = self._all, 1.0
        for _ in range(STEPS_A_TURN):
            slope = _slope(ahead, kernels, target)
            new = np.where(self._known == 0, np.clip(ahead - rate * slope, -1, 1), self._known)
            following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
            ahead = (new + (momentum - 1) / following * (new - self._all)).astype(np.float32)
            self._all, momentum = new.astype(np.float32), following


def _slope(
    modules: Modules, kernels: NDArray[np.float32], target: NDArray[np.float32]
) -> NDArray[np.float32]:
    """How the squared error changes with each module."""
    slope = np.zeros_like(modules)
    inner = np.s_[REACH:-REACH, REACH:-REACH]
    for kernel, seen in zip(kernels, target, strict=True):
        error = np.zeros_like(modules)
        blurred = cv2.filter2D(modules, -1, kernel, borderType=cv2.BORDER_CONSTANT)
        error[inner] = blurred[inner] - seen
        turned = np.ascontiguousarray(kernel[::-1, ::-1])
        slope += cv2.filter2D(error, -1, turned, borderType=cv2.BORDER_CONSTANT)
    return slope


def _bitmap(modules: Modules) -> GrayImage:
    light = with_margin(modules, DRAWN_MARGIN) > 0
    large = light.repeat(DRAWN_PX, axis=0).repeat(DRAWN_PX, axis=1)
    return np.where(large, WHITE, 0).astype(np.uint8)


def _matrix(lattice: Lattice) -> NDArray[np.float64]:
    """From the picture to the drawing, by three corners."""
    low, high = (DRAWN_PX * (DRAWN_MARGIN + side) for side in (0, lattice.pattern.size))
    ends = np.array([(low, low), (high, low), (high, high)], np.float32)
    return np.asarray(cv2.getAffineTransform(lattice.corners[:3].astype(np.float32), ends))
