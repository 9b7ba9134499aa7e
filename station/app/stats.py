"""What each way of printing led to, counted from the log: all of a side at once, or one by one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from station.app.station import Station
from station.domain import events as e
from station.domain.codes import BY_SIDE, PRINTING


@dataclass(frozen=True)
class ModeStats:
    """Of all procedures while labels came in one way; a procedure counts once a label was out."""

    mode: str
    procedures: int
    labels: int
    scans: int
    wrong_side: int
    reprints: int
    uncertain: int

    @property
    def wrong_side_per_100(self) -> float | None:
        """Refused as of the wrong side, of a hundred scans of containers; None without scans."""
        return round(100 * self.wrong_side / self.scans, 2) if self.scans else None


def statistics(station: Station) -> tuple[ModeStats, ...]:
    """One row a way of printing."""
    counts: dict[str, Counter[str]] = {mode: Counter() for mode in PRINTING}
    for line in station.store.procedures():
        _count(station, line.procedure, counts)
    names = ("procedures", "labels", "scans", "wrong_side", "reprints", "uncertain")
    return tuple(ModeStats(mode, *(counts[mode][name] for name in names)) for mode in PRINTING)


def _count(station: Station, procedure: str, counts: dict[str, Counter[str]]) -> None:
    mode, mode_of_label = BY_SIDE, dict[str, str]()
    for body in (event.body for event in station.store.events(procedure)):
        if isinstance(body, e.PrintingChosen):
            mode = body.mode
        elif isinstance(body, e.LabelPrinted):
            mode_of_label[body.label_id] = mode
        counts[mode].update(_counted(body))
    for one in set(mode_of_label.values()):
        counts[one]["procedures"] += 1
    for job in station.store.spool.jobs(procedure=procedure):
        if job.uncertain_at is not None:
            counts[mode_of_label[job.label_id]]["uncertain"] += 1


def _counted(body: e.Body) -> Iterable[str]:
    match body:
        case e.LabelPrinted(note=reason):  # only a reprint has one
            return ("labels", "reprints") if reason else ("labels",)
        case e.Collected() | e.LabelChecked():
            return ("scans",)
        case e.Refused(action="scan", reason=reason, container=container) if container:
            return ("scans", "wrong_side") if reason == "wrong-side" else ("scans",)
        case _:
            return ()
