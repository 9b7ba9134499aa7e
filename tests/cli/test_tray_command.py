"""``station tray``: pictures and films of racks with real labels; JSON, overlay, exit code."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

import cv2
import pytest
from kit import Bench, P
from trays import FULL_HD, TWELVE_MP, Colour, labels, picture, procedures, rack, saved

from station.adapters.decoding import read_file

FPS = 10
LONG = ("--budget-ms", "60000")  # for a picture; a busy machine reads as much


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    procedures(bench, 2)
    yield bench
    bench.end()


def film(path: Path, frames: list[Colour]) -> Path:
    height, width = frames[0].shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), FPS, (width, height))
    assert writer.isOpened()
    for frame in frames:
        writer.write(frame)
    writer.release()
    return path


@pytest.mark.parametrize(
    ("patients", "size", "columns"), [(6, FULL_HD, 6), (12, TWELVE_MP, 8)], ids=["24", "48"]
)
def test_a_whole_tray_in_one_picture(
    tmp_path: Path, patients: int, size: tuple[int, int], columns: int
) -> None:
    bench = Bench(tmp_path)
    procedures(bench, patients)
    shown = labels(bench)
    image = saved(tmp_path / "tray.png", rack(list(shown.values()), size, columns))
    over = str(tmp_path / "over.png")
    said = bench.call("tray", str(image), "--out", over, *LONG)
    assert (said.code, said.error) == (0, "")
    assert {one["text"] for one in said.answer["found"]} == set(shown)
    assert said.answer["complete"] is True
    assert not any(said.answer[key] for key in ("not_seen", "unexpected", "wrong_side"))
    bench.end()


def test_one_procedure_of_a_tray(bench: Bench) -> None:
    shown = labels(bench, P)
    missing = bench.state().containers["flow-1-left"].label_id
    assert missing is not None
    del shown[missing]
    image = saved(bench.folder / "tray.png", rack(list(shown.values()), columns=3))
    said = bench.call("tray", str(image), "--procedure", P)
    assert (said.code, said.error) == (1, "")
    answer = said.answer
    assert list(answer) == [
        *("image", "found", "not_seen", "unexpected", "wrong_side", "disagreements"),
        *("complete", "frames", "elapsed_ms"),
    ]
    assert answer["not_seen"] == [
        {
            "text": missing,
            "container": "flow-1-left",
            "procedure": P,
            "kind": "flow",
            "side": "left",
            "state": "printed",
        }
    ]
    assert (answer["image"], answer["complete"], answer["frames"]) == (str(image), False, 1)
    found = next(one for one in answer["found"] if one["container"] == "biopsy-1-left")
    assert (len(found.pop("corners")), found.pop("more_corners")) == (4, [])
    assert found == {
        "text": bench.state().containers["biopsy-1-left"].label_id,
        "container": "biopsy-1-left",
        "procedure": P,
        "kind": "biopsy",
        "side": "left",
        "state": "printed",
        "frame": 1,
        "reason": None,
        "warnings": [],
        "cap": None,
        "label_of": None,
    }


def test_a_foreign_label_is_unexpected_and_the_exit_code_says_so(bench: Bench) -> None:
    foreign = next(iter(labels(bench, "P00017-2").items()))
    shown = [*labels(bench, P).values(), foreign[1]]
    image = saved(bench.folder / "tray.png", rack(shown, columns=3))
    said = bench.call("tray", str(image), "--procedure", P, *LONG)
    assert (said.code, said.answer["complete"]) == (1, False)
    assert [(one["text"], one["reason"]) for one in said.answer["unexpected"]] == [
        (foreign[0], "other-procedure")
    ]
    assert len(said.answer["found"]) == 4
    (theirs,) = said.answer["unexpected"]
    assert (theirs["procedure"], theirs["container"]) == ("P00017-2", None)
    owner = next(c for c in bench.state("P00017-2").containers.values() if c.label_id == foreign[0])
    assert theirs["label_of"] == {
        "container": owner.container,
        "procedure": "P00017-2",
        "kind": owner.plan.kind,
        "side": "left",
        "state": "printed",
    }


def test_one_label_on_two_tubes_is_said(bench: Bench) -> None:
    shown = labels(bench, P)
    again = next(iter(shown))
    image = saved(bench.folder / "tray.png", rack([*shown.values(), shown[again]], columns=3))
    over = str(bench.folder / "over.png")
    said = bench.call("tray", str(image), "--procedure", P, "--out", over, *LONG)
    assert (said.code, said.answer["complete"], len(said.answer["found"])) == (1, False, 3)
    (double,) = said.answer["unexpected"]
    assert (double["text"], double["reason"]) == (again, "duplicate")
    assert [len(corners) for corners in double["more_corners"]] == [4]
    assert said.answer["not_seen"] == []


def test_several_pictures_are_one_tray(bench: Bench) -> None:
    one, two, three, four = labels(bench, P).values()
    first = saved(bench.folder / "a.png", rack([one, two], columns=2))
    second = saved(bench.folder / "b.png", rack([three, four, two], columns=3))
    alone = bench.call("tray", str(first), "--procedure", P)
    assert (alone.code, len(alone.answer["not_seen"])) == (1, 2)
    both = bench.call("tray", str(first), str(second), "--procedure", P, *LONG)
    assert (both.code, both.answer["frames"]) == (0, 2)
    assert both.answer["image"] == [str(first), str(second)]


def test_a_film_of_a_tray_is_followed_until_it_is_complete(bench: Bench) -> None:
    one, two, three, four = labels(bench, P).values()
    half, rest = rack([one, two], columns=2), rack([three, four], columns=2)
    path = film(bench.folder / "tray.avi", [half] * 2 * FPS + [rest] * 4 * FPS)
    said = bench.call("tray", str(path), "--procedure", P, "--seconds", "20")
    assert (said.code, said.error, said.answer["complete"]) == (0, "", True)


def test_a_film_of_several_procedures_is_looked_at_to_its_end(bench: Bench) -> None:
    first, second = (list(labels(bench, p).values()) for p in (P, "P00017-2"))
    shown = [rack(half, columns=2) for half in (first, second[:3])]
    path = film(bench.folder / "tray.avi", [shown[0]] * 2 * FPS + [shown[1]] * 2 * FPS)
    said = bench.call("tray", str(path))
    assert (said.code, said.error) == (1, "")
    assert (len(said.answer["found"]), len(said.answer["not_seen"])) == (7, 1)
    assert said.answer["frames"] > FPS


def test_the_overlay_hides_no_code(bench: Bench) -> None:
    shown = labels(bench)
    foreign = shown.popitem()
    image = saved(bench.folder / "tray.png", rack([*shown.values(), foreign[1]], columns=4))
    over = bench.folder / "over.png"
    bench.call("tray", str(image), "--procedure", P, "--out", str(over), *LONG)
    drawn, plain = picture(over), picture(image)
    assert drawn.shape[0] > plain.shape[0]  # the words stand below
    assert drawn.shape[1] == plain.shape[1]
    assert (drawn[: plain.shape[0]] != plain).any()
    # One code after the other, so that none helps to find its neighbour.
    said = bench.call("tray", str(over), "--procedure", P, *LONG)
    before = bench.call("tray", str(image), "--procedure", P, *LONG)
    for key in ("found", "unexpected"):
        texts = [{one["text"] for one in which.answer[key]} for which in (said, before)]
        assert texts[0] == texts[1]


def test_a_cap_of_another_colour_is_a_warning_only(bench: Bench) -> None:
    shown = list(labels(bench, P).values())
    flow = bench.state().containers["flow-1-left"].label_id
    for cap, warnings in (("lavender", ["cap-colour"]), ("green", []), ("red", [])):
        caps = {3: cap}  # the flow tube is the last in the order of collection
        image = saved(bench.folder / "tray.png", rack(shown, columns=4, caps=caps))
        said = bench.call("tray", str(image), "--procedure", P, *LONG)
        assert (said.code, said.answer["complete"]) == (0, True)
        (found,) = [one for one in said.answer["found"] if one["text"] == flow]
        assert found["warnings"] == warnings
        assert found["cap"] == (cap if cap != "red" else None)  # blood looks like that


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["none.png"],
            "Image 'none.png': expected a file that can be read, got 'No such file or directory'.",
        ),
        (["none.mp4"], "Camera none.mp4: expected a picture, got none."),
        (["7"], "Camera 7: expected a picture, got none."),
        (["0", "a.png"], "Tray: expected image files, or one camera alone, got both."),
        (
            ["none.png", "--out", "x.jpg"],
            "--out: expected a name that ends with .png, got 'x.jpg'.",
        ),
        (["/dev/none.png"], "Camera none.png: expected a picture, got none."),
    ],
)
def test_bad_input_is_one_sentence(bench: Bench, words: list[str], sentence: str) -> None:
    before = bench.dump()
    said = bench.call("tray", *words)
    assert (said.code, said.error) == (2, f"{sentence}\n")
    assert bench.dump() == before


@pytest.mark.parametrize("name", ["P9", ""])
def test_an_unknown_procedure_and_a_picture_without_codes(bench: Bench, name: str) -> None:
    image = saved(bench.folder / "tray.png", rack([], columns=1))
    said = bench.call("tray", str(image), "--procedure", name)
    assert (said.code, said.error.strip()) == (
        2,
        f"Procedure '{name}': expected one of this station, got none.",
    )
    empty = bench.call("tray", str(image))
    assert (empty.code, empty.answer["complete"], empty.answer["found"]) == (1, False, [])
    assert read_file(image).symbols == ()


def test_a_file_under_dev_is_a_picture(bench: Bench) -> None:
    image = rack(list(labels(bench, P).values()), columns=2)
    with NamedTemporaryFile(dir="/dev/shm", suffix=".png") as file:
        saved(Path(file.name), image)
        said = bench.call("tray", file.name, *LONG)
    assert (said.code, said.error, said.answer["complete"]) == (0, "", True)


def test_no_picture_is_written_over(bench: Bench) -> None:
    image = saved(bench.folder / "tray.png", rack([], columns=1))
    other = saved(bench.folder / "other.png", rack([], columns=1))
    linked = bench.folder / "linked.png"
    linked.symlink_to(image)
    before = image.read_bytes()
    for out in (str(image), f"{bench.folder}/./tray.png", str(linked)):
        said = bench.call("tray", str(other), str(image), "--out", out)
        sentence = f"--out '{out}': expected another file than the pictures, got one of them.\n"
        assert (said.code, said.error) == (2, sentence)
    assert image.read_bytes() == before
