"""PDF and ZPL as others draw them: poppler, pdfium and zpl-renderer-js, each grey, 0 black."""

import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import pytest
from PIL import Image

from labels.units import DOTS_PER_MM, MM_PER_INCH

NODE_MODULES = Path(sys.prefix) / "tools" / "node_modules"
RENDER_ZPL = Path(__file__).parents[1] / "tools" / "render_zpl.js"
ZPL_DOTS_PER_MM = {203: 8, 300: 12, 600: 24}
"""What printers of ZPL call their resolutions."""

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="needs pdftoppm: scripts/setup --dev"
)
needs_zpl_renderer = pytest.mark.skipif(
    shutil.which("node") is None or not NODE_MODULES.is_dir(),
    reason="needs Node and zpl-renderer-js: scripts/setup --dev",
)

Renderer = Callable[[bytes, float], list[Image.Image]]


def dots_per_inch(dpi: int) -> float:
    """What a print head of nominally so many dpi really has."""
    return DOTS_PER_MM[dpi] * MM_PER_INCH


def poppler(pdf: bytes, dpi: float) -> list[Image.Image]:
    """Every page of a PDF by poppler's pdftoppm."""
    with TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", repr(dpi), "-gray", "-", f"{folder}/page"]
        subprocess.run(command, input=pdf, check=True)
        return [Image.open(BytesIO(f.read_bytes())) for f in sorted(Path(folder).iterdir())]


def pdfium(pdf: bytes, dpi: float) -> list[Image.Image]:
    """Every page of a PDF by pdfium, the renderer of Chromium."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.render(scale=dpi / 72, grayscale=True) for page in document]
        return [page.to_pil().convert("L") for page in pages]
    finally:
        document.close()


def zpl_pictures(labels: Sequence[tuple[bytes, Image.Image, int]]) -> list[Image.Image]:
    """Labels of (ZPL, picture for its size, dpi) by zpl-renderer-js."""
    jobs = [
        {
            "zpl": zpl.decode("ascii"),
            "width_mm": image.width / ZPL_DOTS_PER_MM[dpi],
            "height_mm": image.height / ZPL_DOTS_PER_MM[dpi],
            "dpmm": ZPL_DOTS_PER_MM[dpi],
        }
        for zpl, image, dpi in labels
    ]
    rendered = subprocess.run(
        ["node", str(RENDER_ZPL)],
        input=json.dumps(jobs),
        text=True,
        capture_output=True,
        check=True,
        env={**os.environ, "NODE_PATH": str(NODE_MODULES)},
    )
    pictures = [base64.b64decode(picture) for picture in json.loads(rendered.stdout)]
    return [Image.open(BytesIO(picture)).convert("L") for picture in pictures]
