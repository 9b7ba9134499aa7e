"""The labels of a procedure, and where the files of each are."""

from collections.abc import Mapping
from pathlib import Path

from station.app.station import Station
from station.app.views.labels import label_ids, labels_view
from station.domain.errors import StationError
from station.web.served import Served


def labels_of(served: Served, station: Station, procedure: str) -> Mapping[str, object]:
    """The present labels of a procedure, each with its files if there are any."""
    view = labels_view(station, procedure)
    files = {
        one.label_id: [path.name for path in _files(served, one.label_id)] for one in view.labels
    }
    return {"view": view, "files": files}


def label_file(served: Served, procedure: str, name: str) -> Path:
    """A file of a label. Raises StationError unless it is of a present label of the procedure."""
    for label_id in label_ids(served.station, procedure):
        for path in _files(served, label_id):
            if path.name == name:
                return path
    raise StationError("Label: expected a present label of this procedure, got none.")


def _files(served: Served, label_id: str) -> list[Path]:
    """The files of a label id, the newest last; ids have no character that a pattern would take."""
    found = served.labels.glob(f"*-{label_id}*.*")
    return sorted(found, key=lambda path: path.stat().st_mtime)
