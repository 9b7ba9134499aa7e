"""A web application on a port of this machine, for the tests that talk to it over the network."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from kit import Bench
from starlette.types import ASGIApp

from station.bootstrap import card_file, frame_decoder, label_folder, picture_reader
from station.web.screens.panels import BEDSIDE
from station.web.served import Served
from station.web.tools import Tools


@contextmanager
def served(app: ASGIApp, port: int = 0) -> Iterator[str]:
    """The application's address, "127.0.0.1:PORT", while it is served."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        config = uvicorn.Config(
            app,
            ws="websockets-sansio",
            lifespan="off",
            log_level="critical",
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


def served_station(bench: Bench) -> Served:
    """A bench's station as the page is given it; it prints where the bench does."""
    labels = bench.folder / "labels"
    tools = Tools(tuple, picture_reader(), card_file, frame_decoder())
    return Served(bench.station, lambda: label_folder(labels), labels, tools)


def bedside_panel(bench: Bench) -> str:
    """The bedside panel of the first place, as the page has it."""
    return BEDSIDE.draw(served_station(bench), bench.station, "default").html
