"""``station demo``: the page with two invented orders, or both played from order to reception."""

import shlex
import socket
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from station.bootstrap import PageSetup, open_station, open_web
from station.cli.demo_page import check_page
from station.cli.demo_play import ORDERS, Stage, import_orders, play
from station.cli.serve import Server, config_of, run
from station.config import read_config
from station.doctor import examine
from station.domain.identifiers.place import DEFAULT

HOST = "127.0.0.1"
USUAL_PORT = 8000  # of ``station serve``, too


@click.command("demo")
@click.option("--play", "played", is_flag=True, help="Play the orders in the terminal instead.")
@click.option("--check", is_flag=True, help="Without a person: all of it, and leave nothing.")
@click.option("--page", is_flag=True, hidden=True, help="What it does anyway.")
@click.option("--out", default="demo", show_default=True, metavar="DIR", help="Where files go.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help=f"The page's port.  [default: {USUAL_PORT}, or any that is free]",
)
def demo(played: bool, check: bool, page: bool, out: str, port: int | None) -> None:
    """Serve the page with sample orders, or play them from order to reception."""
    station = click.get_current_context().find_root().command
    if check:
        with TemporaryDirectory() as folder:
            check_all(Stage(station, Path(folder), shown=False))
        return
    stage = Stage(station, _new_folder(Path(out)), shown=played)
    if played:
        play_all(stage)
    else:
        serve_orders(stage, usual_port() if port is None else port)


def check_all(stage: Stage) -> None:
    """Play both orders by command and the first once more through the page; say that it works.

    Raises StationError at the first surprise.
    """
    started = time.monotonic()
    by_command = play(stage)
    check_page(stage, {**ORDERS[0], "order": "D-1003"})
    click.echo(
        f"Demo: {len(by_command)} procedures by command and 1 through the page went from order to "
        f"reception as they should, in {time.monotonic() - started:.0f} s."
    )


def play_all(stage: Stage) -> None:
    """Play both orders before a person, and say how to go on."""
    procedures = play(stage)
    stage.tell(f"The labels are in {stage.folder}. Go on by hand with the same station:")
    click.echo(f"export STATION_DB={shlex.quote(str(stage.folder / 'station.db'))}")
    click.echo(f".venv/bin/station procedure show {procedures[-1]}")


def serve_orders(stage: Stage, port: int) -> None:
    """Serve the page with the orders until it is stopped. Raises StationError for a taken port."""
    import_orders(stage)
    labels = stage.folder / "labels"
    config = read_config(str(stage.folder / "station.db"))
    examining = partial(examine, config, labels)
    app, _, end = open_web(open_station(config), PageSetup(labels, [DEFAULT], examine=examining))
    try:
        ready = Server(config_of(app, HOST, port), lambda address: _invite(stage, address, labels))
        run(ready, HOST, port)
    finally:
        end()


def usual_port() -> int:
    """The usual port, or 0 (any) while another program listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
        try:
            probe.bind((HOST, USUAL_PORT))
        except OSError:
            return 0
    return USUAL_PORT


def _invite(stage: Stage, address: str, labels: Path) -> None:
    """Where the page is, and what to try there."""
    order = ORDERS[0]
    click.echo(
        f"Station: {address}  (Ctrl+C stops it)\n"
        f"Two orders of invented patients; all is kept in {stage.folder}.\n"
        f"1. Orders: press Open beside {order['order']}. Codes come from a USB reader, the camera, "
        "or Typed entry.\n"
        f"2. {order['patient']['id']} is the wristband. Then CARDCONFIRM, the checklist, CARDLEFT, "
        "CARDPRINT.\n"
        f"3. The labels are in {labels}, and shown under Labels: scan each, then CARDCLOSE."
    )


def _new_folder(parent: Path) -> Path:
    """The first of DIR/1, DIR/2, … that is not there yet: an earlier demo is left as it was."""
    number = 1
    while (parent / str(number)).exists():
        number += 1
    folder = parent / str(number)
    folder.mkdir(parents=True)
    return folder


COMMANDS = (demo,)
