"""Whole procedures through the command alone: from the order to the board of the laboratory."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kit import BAND, HODGKIN_LEFT, HODGKIN_RIGHT, Bench, P, Said, Shell, call

LEUKAEMIA = (
    *("biopsy-1", "smear-1", "smear-2", "flow-1"),
    *("cytogenetics-1", "molecular-1", "research-1"),
)


class Inside(Shell):
    """The same command lines in this process: that each is one of its own, one story shows.

    What reads standard input is still a process.
    """

    def run(self, *arguments: str | Path, stdin: str = "") -> Said:
        """Run it with JSON answers, whatever it answers."""
        if stdin:
            return super().run(*arguments, stdin=stdin)
        return call(self.db, *map(str, arguments))


def inside(folder: Path) -> Shell:
    """A new store of the stream that the tests know."""
    Bench(folder).end()
    return Inside(folder)


def prepare(station: Shell, order: Path, side: str) -> dict[str, str]:
    """From the order to labels; each container's label as the decoder reads it from its file."""
    number = order.stem
    assert station("order", "import", order) == {
        "imported": [number],
        "already_here": [],
        "refused": [],
        "warnings": [],
    }
    opened = station("procedure", "open", number)
    assert (opened["procedure"], opened["order"], opened["active_side"]) == (P, number, None)
    assert station("wristband", P, BAND)["patient_confirmed"] is True
    items = station("checklist", P, "haemophilia=no", "inr=2.4")
    blocking = {item["item"]: item["satisfied"] for item in items if item["blocking"]}
    assert blocking == {"haemophilia": True, "inr": True}
    return labels(station, side)


def labels(station: Shell, side: str) -> dict[str, str]:
    """Declare a side and print; the labels are what ``station read`` finds in the files."""
    said = station("side", P, side, "--out", station.folder / side)
    printed = said[-1]["labels"]
    read = station("read", *(label["file"] for label in printed))
    texts = [symbol["text"] for picture in read for symbol in picture["symbols"]]
    assert texts == [label["label_id"] for label in printed]
    return dict(zip((label["container"] for label in printed), texts, strict=True))


def scan(station: Shell, texts: list[str]) -> None:
    """Each is collected."""
    said = station("scan", P, *texts)
    assert [(one["accepted"], one["label_id"]) for one in said] == [(True, t) for t in texts]


def board(station: Shell, *arguments: str) -> list[tuple[str, str, bool]]:
    found: list[dict[str, Any]] = station("missing", *arguments)
    return [(row["container"], row["flag"], row["overdue"]) for row in found]


def close_without(station: Shell, container: str, kind: str, side: str, named: str) -> None:
    """Close-out names exactly the container that was left out; excused, it closes."""
    refused = station("procedure", "close", P, code=1)
    assert (refused["closed"], refused["reason"]) == (False, "containers-missing")
    assert refused["missing"] == [{"container": container, "kind": kind, "side": side}]
    assert refused["message"] == f"NOT CLOSED. Neither collected nor excused: {named}."
    assert station("excuse", P, container, "--reason", "insufficient")["accepted"] is True
    closed = station("procedure", "close", P)
    assert (closed["closed"], closed["missing"]) == (True, [])


def destroyed(station: Shell, text: str) -> None:
    """The label of what was not collected stands on the board until it is destroyed."""
    assert [row["flag"] for row in station("missing") if row["label_id"] == text] == ["labels-left"]
    station("scan", P, "CARDREPRINT", text)


def receive_all_but(station: Shell, texts: dict[str, str], left_out: str) -> None:
    """All that is sent stands at the desk but one; the board names exactly that one."""
    sent = {c["container"] for c in station("dispatch", P)["dispatched"]}
    assert sent == set(texts)
    station("receive", *(text for name, text in texts.items() if name != left_out))
    assert board(station) == [(left_out, "not-received", False)]
    (row,) = station("missing", "--procedure", P)
    assert row["label_id"] == texts[left_out]
    due = datetime.fromisoformat(row["due"])
    assert due - datetime.fromisoformat(row["since"]) == timedelta(hours=2)
    before, after = (due + timedelta(minutes=minutes) for minutes in (-1, 1))
    assert board(station, "--at", before.isoformat()) == [(left_out, "not-received", False)]
    assert board(station, "--at", after.isoformat()) == [(left_out, "not-received", True)]


def test_hodgkin_both_sides_from_order_to_reception(tmp_path: Path) -> None:
    station = Shell(tmp_path)
    texts = prepare(station, station.order(), "left")
    assert set(texts) == set(HODGKIN_LEFT)
    scan(station, [texts[name] for name in HODGKIN_LEFT])
    texts |= labels(station, "right")
    assert set(texts) == {*HODGKIN_LEFT, *HODGKIN_RIGHT}
    scan(station, [texts[name] for name in HODGKIN_RIGHT[:-1]])
    close_without(station, "flow-1-right", "flow", "right", "RIGHT: Flow cytometry")
    destroyed(station, texts.pop("flow-1-right"))
    receive_all_but(station, texts, "flow-1-left")
    station("receive", texts["flow-1-left"])
    assert station("missing") == []


def test_acute_leukaemia_one_side_from_order_to_reception(tmp_path: Path) -> None:
    station = inside(tmp_path)
    order = station.order("O-7", indication="acute-leukaemia", sides=["right"])
    texts = prepare(station, order, "right")
    assert set(texts) == {*LEUKAEMIA, "blood-smear-1"}
    scan(station, [texts[name] for name in (*LEUKAEMIA[:-1], "blood-smear-1")])
    close_without(station, "research-1", "research", "right", "RIGHT: Research")
    destroyed(station, texts.pop("research-1"))
    receive_all_but(station, texts, "cytogenetics-1")
    station("receive", texts["cytogenetics-1"])
    assert station("missing") == []


def test_texts_from_standard_input_are_answered_a_line_each(tmp_path: Path) -> None:
    station = inside(tmp_path)
    texts = prepare(station, station.order(), "left")
    said = station.run("scan", P, "-", stdin=f"{texts['biopsy-1-left']}\r\n\nHELLO\n")
    assert (said.code, said.error) == (1, "")
    found = [(one["text"], one["accepted"], one["reason"]) for one in said.answers]
    assert found == [(texts["biopsy-1-left"], True, None), ("HELLO", False, "unreadable")]


def test_bytes_of_no_text_are_unreadable_and_stop_nothing(tmp_path: Path) -> None:
    station = inside(tmp_path)
    texts = prepare(station, station.order(), "left")
    says = "Not read. Scan: expected printable ASCII characters, got others. Scan again."
    typed = station.run("scan", P, "\udcff12")
    piped = station.run("scan", P, "-", stdin=f"\udcff12\n{texts['flow-1-left']}\n")
    assert [(said.code, said.error) for said in (typed, piped)] == [(1, "")] * 2
    assert [one["message"] for one in (*typed.answers, *piped.answers[:1])] == [says] * 2
    assert piped.answer["accepted"] is True
