"""Image files: what is read from them, and each way in which they are refused."""

import random
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from station.adapters.decoding.images import KINDS, MAX_FILE_BYTES, MAX_PIXELS, MAX_SIDE_PX, load
from station.ports.decoder import ImageError

GREY = np.array([[0, 60, 120], [160, 200, 255]], np.uint8)
ORIENTATION = 0x0112  # the EXIF tag


def saved(path: Path, image: Image.Image, **options: object) -> Path:
    image.save(path, **options)  # type: ignore[arg-type]
    return path


def encoded(image: Image.Image, kind: str) -> bytes:
    file = BytesIO()
    image.save(file, kind)
    return file.getvalue()


def sentence(path: Path) -> str:
    with pytest.raises(ImageError) as refused:
        load(path)
    return str(refused.value)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_each_kind_of_file_is_read_as_grey(tmp_path: Path, kind: str, mode: str) -> None:
    flat = Image.new("L", (30, 20), 100).convert(mode)
    image = load(saved(tmp_path / "no-ending-needed", flat, format=kind))
    assert (image.shape, str(image.dtype)) == ((20, 30), "uint8")
    assert np.abs(image.astype(int) - 100).max() <= 2  # JPEG and WebP are not exact


@pytest.mark.parametrize("depth", ["1", "P", "RGBA"])
def test_other_depths_are_read_as_grey(tmp_path: Path, depth: str) -> None:
    black_white = np.array([[0, 255], [255, 0]], np.uint8)
    path = saved(tmp_path / "a.png", Image.fromarray(black_white).convert(depth))
    assert load(path).tolist() == black_white.tolist()


def test_sixteen_bits_are_scaled_not_cut(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.fromarray(GREY.astype(np.uint16) * 257))
    assert load(path).tolist() == GREY.tolist()


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_is_white(tmp_path: Path, mode: str) -> None:
    picture = Image.fromarray(GREY).convert(mode)
    picture.putalpha(Image.fromarray(np.array([[0, 255, 255], [0, 255, 255]], np.uint8)))
    path = saved(tmp_path / "a.png", picture)
    assert load(path).tolist() == [[255, 60, 120], [255, 200, 255]]


def test_a_transparent_colour_is_white(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.fromarray(GREY), transparency=0)
    assert load(path).tolist() == [[255, 60, 120], [160, 200, 255]]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (1, GREY),
        (2, np.fliplr(GREY)),
        (3, np.rot90(GREY, 2)),
        (6, np.rot90(GREY, 3)),
        (8, np.rot90(GREY)),
    ],
)
def test_the_cameras_orientation_is_followed(
    tmp_path: Path, note: int, expected: np.ndarray[tuple[int, int], np.dtype[np.uint8]]
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = note
    path = saved(tmp_path / "a.png", Image.fromarray(GREY), exif=exif)
    assert load(path).tolist() == expected.tolist()


def test_a_damaged_note_does_not_spoil_a_picture(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.fromarray(GREY), exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff")
    assert load(path).tolist() == GREY.tolist()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "gone.png"
    assert sentence(path) == (
        f"Image '{path}': expected a file that can be read, got 'No such file or directory'."
    )


def test_a_folder(tmp_path: Path) -> None:
    assert sentence(tmp_path) == (
        f"Image '{tmp_path}': expected a file that can be read, got 'Is a directory'."
    )


@pytest.mark.parametrize(
    "data", [b"", b"an order, not a picture", b"GIF89a\1\0\1\0\0\0\0;", b"%PDF-1.7"]
)
def test_another_kind_of_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(data)
    assert sentence(path) == (
        f"Image '{path}': expected one of PNG, JPEG, WEBP, TIFF, BMP, got another kind of file."
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_short(tmp_path: Path, kind: str) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (40, 40, 3), np.uint8)
    whole = encoded(Image.fromarray(noise), kind)
    path = tmp_path / "cut"
    path.write_bytes(whole[: len(whole) // 2])
    assert sentence(path) in {
        f"Image '{path}': expected a whole picture, got a damaged one.",
        f"Image '{path}': expected one of PNG, JPEG, WEBP, TIFF, BMP, got another kind of file.",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    """Whatever Pillow raises becomes an `ImageError`: another exception fails this test."""
    chance = random.Random(kind)
    whole = encoded(Image.effect_noise((24, 24), 90).convert("RGB"), kind)
    path = tmp_path / "damaged"
    for _ in range(300):
        data = bytearray(whole[: chance.choice([len(whole), chance.randrange(len(whole))])])
        for _ in range(min(len(data), chance.choice([1, 4, 16]))):
            data[chance.randrange(min(len(data), chance.choice([64, 4096])))] = chance.randrange(
                256
            )
        path.write_bytes(data)
        with suppress(ImageError):
            load(path)


def test_thirty_two_bits_a_colour(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.tiff", Image.fromarray(GREY.astype(np.float32)))
    assert sentence(path) == f"Image '{path}': expected at most 16 bits a colour, got 32."


@pytest.mark.parametrize("more", [-1, 0])
def test_files_up_to_the_limit_are_read(tmp_path: Path, more: int) -> None:
    path = saved(tmp_path / "a.bmp", Image.fromarray(GREY))
    with path.open("r+b") as file:
        file.truncate(MAX_FILE_BYTES + more)
    assert load(path).tolist() == GREY.tolist()


def test_a_file_above_the_limit(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.bmp", Image.fromarray(GREY))
    with path.open("r+b") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    assert sentence(path) == f"Image '{path}': expected at most 67108864 bytes, got more."


HEIGHT = 8000
WIDTH = MAX_PIXELS // HEIGHT
TOO_LARGE = [(WIDTH + 1, HEIGHT), (HEIGHT, WIDTH + 1), (MAX_SIDE_PX + 1, 1), (1, MAX_SIDE_PX + 1)]


@pytest.mark.parametrize("size", [(WIDTH - 1, HEIGHT), (WIDTH, HEIGHT), (MAX_SIDE_PX, 1)])
def test_pictures_up_to_the_limit_are_read(tmp_path: Path, size: tuple[int, int]) -> None:
    assert load(saved(tmp_path / "a.png", Image.new("1", size))).shape == size[::-1]


@pytest.mark.parametrize("size", TOO_LARGE)
def test_pictures_above_the_limit(tmp_path: Path, size: tuple[int, int]) -> None:
    path = saved(tmp_path / "a.png", Image.new("1", size))
    assert sentence(path) == (
        f"Image '{path}': expected at most 80000000 pixels and 16000 a side, "
        f"got {size[0]} × {size[1]}."
    )


def test_a_picture_that_would_fill_the_memory(tmp_path: Path) -> None:
    """The header alone is enough: 60,000 by 60,000 pixels are never unpacked."""
    whole = bytearray(encoded(Image.fromarray(GREY), "BMP"))
    whole[18:26] = (60_000).to_bytes(4, "little") * 2
    path = tmp_path / "a.bmp"
    path.write_bytes(whole)
    assert sentence(path) == (
        f"Image '{path}': expected at most 80000000 pixels and 16000 a side, got far more."
    )
