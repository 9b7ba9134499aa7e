"""The labels of a procedure, and where the files of each are."""

from collections.abc import Mapping
from pathlib import Path

from station.app.keeping import load
from station.app.spool import printed
from station.domain.errors import StationError
from station.web.served import Served


def labels_of(served: Served, procedure: str) -> Mapping[str, object]:
    """The present labels of a procedure, each with its files if there are any."""
    p = load(served.station.store, procedure)
    found = [
        {"container": c, "files": [path.name for path in _files(served, str(c.label_id))]}
        for c in printed(served.station, p)
    ]
    return {"p": p, "labels": found}


def label_file(served: Served, procedure: str, name: str) -> Path:
    """A file of a label. Raises StationError unless it is of a present label of the procedure."""
    p = load(served.station.store, procedure)
    for c in p.containers.values():
        for path in _files(served, c.label_id) if c.label_id else ():
            if path.name == name:
                return path
    raise StationError("Label: expected a present label of this procedure, got none.")


def _files(served: Served, label_id: str) -> list[Path]:
    """The files of a label id, the newest last; ids have no character that a pattern would take."""
    found = served.labels.glob(f"*-{label_id}*.*")
    return sorted(found, key=lambda path: path.stat().st_mtime)
