"""The labels of a procedure: each as it prints, and its files if there are any."""

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from station.app.spool import preview
from station.app.station import Station
from station.app.views.labels import label_ids, labels_view
from station.domain.errors import StationError
from station.web.pages import page
from station.web.shared import Site


def routes(site: Site) -> list[Route]:
    """GET /labels/P, the picture of a label, and a file of one."""

    async def labels(request: Request) -> Response:
        station = site.speaking(site.language_at(request))
        found = await site.work(_labels, site, station, request.path_params["procedure"])
        return page(site, request, "labels.html", **found)

    async def label(request: Request) -> Response:
        names = request.path_params["procedure"], request.path_params["label_id"]
        content = await site.work(preview, site.station, site.printing().site, *names)
        return Response(content, media_type="image/png")

    async def file(request: Request) -> Response:
        names = request.path_params["procedure"], request.path_params["file"]
        return FileResponse(await site.work(_label_file, site, *names))

    return [
        Route("/labels/{procedure}", labels),
        Route("/labels/{procedure}/files/{file}", file),
        Route("/labels/{procedure}/{label_id}.png", label),
    ]


def _labels(site: Site, station: Station, procedure: str) -> dict[str, Any]:
    """The present labels of a procedure, each with its files if there are any."""
    view = labels_view(station, procedure)
    files = {
        one.label_id: [path.name for path in _files(site, one.label_id)] for one in view.labels
    }
    return {"view": view, "files": files}


def _label_file(site: Site, procedure: str, name: str) -> Path:
    """A file of a label. Raises StationError unless it is of a present label of the procedure."""
    for label_id in label_ids(site.station, procedure):
        for path in _files(site, label_id):
            if path.name == name:
                return path
    raise StationError("Label: expected a present label of this procedure, got none.")


def _files(site: Site, label_id: str) -> list[Path]:
    """The files of a label id, the newest last; ids have no character that a pattern would take."""
    found = site.labels.glob(f"*-{label_id}*.*")
    return sorted(found, key=lambda path: path.stat().st_mtime)
