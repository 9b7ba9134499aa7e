"""``station serve``: the page, and the readers that this machine has, until it is stopped."""

import ipaddress
import socket
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
import uvicorn

from station.bootstrap import PageSetup, ReaderNames, open_web, printer_queue, start_readers
from station.cli.bedside import default_folder
from station.cli.call import Call, command
from station.doctor import examine
from station.domain.errors import StationError
from station.domain.identifiers.place import DEFAULT

STOPS_WITHIN_S = 3  # open screens hold their connections; they come back by themselves
LARGEST_MESSAGE = 4 * 2**20  # bytes; a camera's frame has its own, smaller limit


class Server(uvicorn.Server):
    """Says its address once it can be reached."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say where."""
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self._ready(f"http://{f'[{host}]' if ':' in host else host}:{port}")


@dataclass(frozen=True)
class _Serving:
    """Where to serve, and which readers."""

    host: str
    port: int
    places: tuple[str, ...]
    serials: tuple[str, ...]
    keyed: tuple[str, ...]
    cameras: tuple[str, ...]
    names: tuple[str, ...]
    allow_lan: bool


@command("serve", _Serving)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--place", "places", multiple=True, metavar="NAME", help="A place to offer.")
@click.option("--serial", "serials", multiple=True, metavar="DEVICE[=PLACE]", help="A USB reader.")
@click.option("--evdev", "keyed", multiple=True, metavar="DEVICE[=PLACE]", help="One that types.")
@click.option("--camera", "cameras", multiple=True, metavar="SOURCE[=PLACE]", help="A camera.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A host name to answer to.")
@click.option("--allow-lan", is_flag=True, help="Let other machines reach an unguarded page.")
def serve(call: Call, given: _Serving) -> None:
    """Serve the page on this machine."""
    check_host(given.host, given.allow_lan)
    labels = Path(default_folder(call))

    def ready(address: str) -> None:
        call.say({"address": address}, [f"Station: {address}  (Ctrl+C stops it)"])

    with ExitStack() as stack:
        doctor = partial(examine, call.config, labels)
        page = PageSetup(labels, given.places or (DEFAULT,), (given.host, *given.names), doctor)
        app, tell, end = open_web(call.station, page, call.config)
        stack.callback(end)
        if given.serials or given.cameras or given.keyed:
            printing = partial(printer_queue, call.printers, otherwise=labels)
            formats = call.printers.formats
            names = ReaderNames(given.serials, given.cameras, given.keyed, formats)
            readers = start_readers(call.station, names, tell, printing)
            stack.enter_context(closing(readers))
        run(Server(config_of(app, given.host, given.port), ready), given.host, given.port)


def config_of(app: object, host: str, port: int) -> uvicorn.Config:
    """How the page is served. No access log: what is scanned and typed reaches no log line."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        host=host,
        port=port,
        ws="websockets-sansio",
        ws_max_size=LARGEST_MESSAGE,
        timeout_graceful_shutdown=STOPS_WITHIN_S,
        access_log=False,
        log_level="warning",
        server_header=False,
        lifespan="off",
    )


def run(server: Server, host: str, port: int) -> None:
    """Serve until stopped. Raises StationError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError:
        raise StationError(
            "Serve: expected a free port at {host}, got {port} in use.", host=host, port=port
        ) from None
    with listening, suppress(KeyboardInterrupt):
        server.run([listening])


def check_host(host: str, allow_lan: bool) -> None:
    """Only this machine may reach the page, unless a person says otherwise. Raises StationError.

    There is no sign-in: whoever reaches the page sees names and can collect.
    """
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost"
    if not local and not allow_lan:
        raise StationError(
            "--host: expected an address of this machine only, got '{host}'; the page has "
            "no sign-in, --allow-lan lets every machine of the network use it.",
            host=host,
        )


COMMANDS = (serve,)
