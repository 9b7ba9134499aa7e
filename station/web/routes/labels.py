"""The labels of a procedure: each as it prints, and its files if there are any."""

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from station.app.spool import preview
from station.web.screens.labels import label_file, labels_of
from station.web.screens.page import page
from station.web.served import Served


async def labels(served: Served, request: Request) -> Response:
    """The present labels of a procedure."""
    station = served.station_at(request)
    found = await served.work(labels_of, served, station, request.path_params["procedure"])
    return page(served, request, "labels.html", found)


async def picture(served: Served, request: Request) -> Response:
    """One label as it prints."""
    names = request.path_params["procedure"], request.path_params["label_id"]
    content = await served.work(preview, served.station, served.printing().station_file, *names)
    return Response(content, media_type="image/png")


async def file(served: Served, request: Request) -> Response:
    """A file of one label."""
    names = request.path_params["procedure"], request.path_params["file"]
    return FileResponse(await served.work(label_file, served, *names))
