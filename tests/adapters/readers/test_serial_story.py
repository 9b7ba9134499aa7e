"""The Hodgkin story over one serial reader: wristband, cards and labels, and no key pressed."""

from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest
from ears import LONG_S
from kit import BAND, HODGKIN_LEFT, HODGKIN_RIGHT, Bench
from plug import Plug

from station.app.listen import Heard
from station.bootstrap import ReaderNames, label_folder, start_readers


class Nurse:
    """Scans with one reader, and waits for what the station says."""

    def __init__(self, bench: Bench, plug: Plug) -> None:
        self.bench = bench
        self.plug = plug
        self.told: SimpleQueue[Heard] = SimpleQueue()

    def next(self) -> Heard:
        """What is said next."""
        return self.told.get(timeout=LONG_S)

    def scan(self, text: str, after_s: float = 60) -> Heard:
        """Scan a text or the label of a container; what is said."""
        self.bench.clock.move(seconds=after_s)
        self.plug.send(f"{self.bench.text(text)}\r\n".encode())
        return self.next()

    def collect(self, *names: str) -> list[str]:
        """Scan the labels of containers; those that were collected without a warning."""
        said = [(name, self.scan(name).answer) for name in names]
        return [name for name, one in said if one and one.accepted and not one.warnings]


@pytest.fixture
def nurse(tmp_path: Path) -> Iterator[Nurse]:
    bench, plug = Bench(tmp_path), Plug(tmp_path / "reader-2")
    bench.order()
    bench.open(place="room-2")
    plug.plug_in()
    nurse = Nurse(bench, plug)
    labels = tmp_path / "labels"
    readers = start_readers(
        bench.station,
        ReaderNames([f"{plug.link}=room-2"]),
        nurse.told.put,
        lambda: label_folder(labels),
    )
    assert nurse.next().code == "ready"
    yield nurse
    readers.close()
    plug.unplug()
    bench.end()


def test_a_procedure_from_wristband_to_close(nurse: Nurse) -> None:
    assert nurse.scan(BAND).message == "Patient confirmed."
    nurse.bench.answer_checklist()
    assert nurse.scan("CARDLEFT").message == "Active side: left."
    assert nurse.scan("CARDPRINT").message == "Labels printed: 4."
    assert nurse.collect(*HODGKIN_LEFT) == list(HODGKIN_LEFT)
    doubled = nurse.scan(HODGKIN_LEFT[-1], after_s=0.2)
    assert doubled.message == "Flow cytometry, left: collected. Read twice, counted once."
    nurse.scan("CARDRIGHT")
    nurse.scan("CARDPRINT")

    nurse.plug.send(b"0001700")  # unplugged in the middle of a scan
    nurse.plug.unplug()
    assert nurse.next().message.startswith("reader-2: NOT CONNECTED.")
    nurse.plug.plug_in()
    assert nurse.next().code == "ready"

    last = HODGKIN_RIGHT[-1]
    assert nurse.collect(*HODGKIN_RIGHT[:-1]) == list(HODGKIN_RIGHT[:-1])
    refused = nurse.scan("CARDCLOSE").answer
    assert refused is not None
    assert (refused.accepted, refused.reason) == (False, "containers-missing")
    assert nurse.collect(last) == [last]
    asked = nurse.scan("CARDCLOSE").answer
    assert asked is not None
    assert (asked.reason, asked.kind_of_answer) == ("confirm-close", "question")
    closed = nurse.scan("CARDCONFIRM").answer
    assert closed is not None
    assert closed.accepted, closed.message
    assert nurse.bench.state().closed_at == nurse.bench.clock.now()
    scans = [event.scan_id for event in nurse.bench.events() if event.source == "reader"]
    assert None not in scans[-3:]
