"""The labels of a procedure: each as it prints, and its files if there are any."""

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from station.app.keeping import load
from station.app.spool import preview, printed
from station.domain.errors import StationError
from station.web.pages import page
from station.web.shared import Site


def routes(site: Site) -> list[Route]:
    """GET /labels/P, the picture of a label, and a file of one."""

    async def labels(request: Request) -> Response:
        found = await site.work(_labels, site, request.path_params["procedure"])
        return page(site, request, "labels.html", **found)

    async def label(request: Request) -> Response:
        names = request.path_params["procedure"], request.path_params["label_id"]
        content = await site.work(preview, site.station, site.printing().station_file, *names)
        return Response(content, media_type="image/png")

    async def file(request: Request) -> Response:
        names = request.path_params["procedure"], request.path_params["file"]
        return FileResponse(await site.work(_label_file, site, *names))

    return [
        Route("/labels/{procedure}", labels),
        Route("/labels/{procedure}/files/{file}", file),
        Route("/labels/{procedure}/{label_id}.png", label),
    ]


def _labels(site: Site, procedure: str) -> dict[str, Any]:
    """The present labels of a procedure, each with its files if there are any."""
    p = load(site.station.store, procedure)
    found = [
        {"container": c, "files": [path.name for path in _files(site, str(c.label_id))]}
        for c in printed(site.station, p)
    ]
    return {"p": p, "labels": found}


def _label_file(site: Site, procedure: str, name: str) -> Path:
    """A file of a label. Raises StationError unless it is of a present label of the procedure."""
    p = load(site.station.store, procedure)
    for c in p.containers.values():
        for path in _files(site, c.label_id) if c.label_id else ():
            if path.name == name:
                return path
    raise StationError("Label: expected a present label of this procedure, got none.")


def _files(site: Site, label_id: str) -> list[Path]:
    """The files of a label id, the newest last; ids have no character that a pattern would take."""
    found = site.labels.glob(f"*-{label_id}*.*")
    return sorted(found, key=lambda path: path.stat().st_mtime)
