"""A store whose file was deleted or replaced acknowledges nothing, and makes no new one."""

import threading
from pathlib import Path

import pytest
from kit import Bench, P

from station.ports.store import StoreError

GONE = (
    "What is done now is NOT SAVED. Database station.db: expected the file it was opened as, got "
    "none or another."
)


def refused(bench: Bench) -> str:
    """What a scan is refused with."""
    with pytest.raises(StoreError) as error:
        bench.scan("biopsy-1-left")
    return str(error.value)


@pytest.mark.parametrize("instead", [None, b"", b"another file"], ids=["none", "empty", "another"])
def test_nothing_is_acknowledged_in_a_file_that_is_gone(
    labelled: Bench, tmp_path: Path, instead: bytes | None
) -> None:
    aside, before = tmp_path / "aside.db", len(labelled.events())
    labelled.db.rename(aside)
    if instead is not None:
        labelled.db.write_bytes(instead)
    assert refused(labelled) == GONE
    found = labelled.db.read_bytes() if labelled.db.exists() else None
    assert found == instead
    aside.rename(labelled.db)
    assert len(labelled.events()) == before
    assert labelled.scan("biopsy-1-left").answer.message == "Biopsy, left: collected."


def test_a_thread_that_comes_later_makes_no_new_database(labelled: Bench) -> None:
    labelled.db.unlink()
    said = list[str]()

    def ask() -> None:
        try:
            labelled.station.store.events(P)
        except StoreError as error:
            said.append(str(error))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert (said, labelled.db.exists()) == ([GONE], False)
