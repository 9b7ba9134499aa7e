"""The colours of an image file whose grey picture is known; without any it stays grey."""

import warnings
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps

from station.ports.decoder import GrayImage
from station.ports.viewfinder import Shot

COLOURED = frozenset({"RGB", "P", "CMYK", "YCbCr"})  # modes whose pictures are not on glass


def shot(path: str, grey: GrayImage) -> Shot:
    """The file as a shot; ``grey`` is what was loaded of it, and says its size and whole."""
    colour = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a picture with a damaged note is still a picture
        with Image.open(Path(path)) as image:
            if image.mode in COLOURED and "transparency" not in image.info:
                turned = ImageOps.exif_transpose(image).convert("RGB")
                if turned.size == (grey.shape[1], grey.shape[0]):
                    colour = np.ascontiguousarray(np.array(turned, np.uint8)[:, :, ::-1])
    return Shot(path, grey, np.asarray(colour, np.uint8))
