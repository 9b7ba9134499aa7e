"""CUPS and ippeveprinter as ordinary processes of a test: own folders, own ports, own bus."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import pytest
from ports import own_port

SBIN = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
START_S = 60.0
CUPS_USER = "lp"  # CUPS runs its filters as nobody of weight; only root may choose whom

BUS = """\
<busconfig><type>system</type><listen>unix:path={bus}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/>
<allow send_type="method_call"/><allow receive_type="method_call"/>
<allow send_type="method_return"/><allow receive_type="method_return"/>
<allow send_type="signal"/><allow receive_type="signal"/>
<allow send_type="error"/><allow receive_type="error"/></policy></busconfig>
"""
AVAHI = """\
[server]
allow-interfaces=lo
use-ipv6=no
[wide-area]
enable-wide-area=no
[publish]
publish-hinfo=no
publish-workstation=no
"""
CUPSD = """\
Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
DefaultAuthType None
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
Allow all
</Limit>
</Policy>
"""


def _program(name: str) -> str | None:
    return shutil.which(name, path=SBIN)


def _is_announcing(bus: str) -> bool:
    words = ("--print-reply", "--dest=org.freedesktop.Avahi", "/")
    state = "org.freedesktop.Avahi.Server.GetState"
    said = subprocess.run(["dbus-send", bus, *words, state], capture_output=True, text=True)
    return "int32 2" in said.stdout  # AVAHI_SERVER_RUNNING


needs_cups = pytest.mark.skipif(
    not all(map(_program, ("cupsd", "lpadmin", "gs"))), reason="needs CUPS: scripts/setup --dev"
)
needs_ippeveprinter = pytest.mark.skipif(
    not all(map(_program, ("ippeveprinter", "avahi-daemon", "dbus-daemon")))
    or (os.getuid() != 0 and not _is_announcing("--system")),
    reason="needs ippeveprinter and a running avahi (or root): scripts/setup --dev",
)


@dataclass(frozen=True)
class Cups:
    """A CUPS of its own with the queue "zebra", which prints into ``file``."""

    port: int
    file: Path

    def run(self, program: str, *words: str) -> None:
        """One of its commands, such as cupsdisable."""
        path = _program(program)
        assert path, program
        subprocess.run(
            [path, "-h", f"127.0.0.1:{self.port}", *words], check=True, stderr=subprocess.DEVNULL
        )

    def resolve(self, dpi: int) -> None:
        """What the queue's printer is said to print at."""
        self.run("lpadmin", "-p", "zebra", "-o", f"Resolution={dpi}dpi")


@contextmanager
def cups() -> Iterator[Cups]:
    """A CUPS with a queue for Zebra printers whose device is a file."""
    # Not pytest's folder, into which only its owner may look; and not below /dev, where the gate
    # may have its own: there CUPS takes every file for a device and makes none.
    with tempfile.TemporaryDirectory(prefix="cups-", dir="/var/tmp") as name, own_port() as port:
        folder = Path(name)
        server = Cups(port, folder / "out" / "label.zpl")
        for each in ("root", "spool/tmp", "cache", "state", "out"):
            (folder / each).mkdir(parents=True)
        (folder / "cupsd.conf").write_text(CUPSD.format(port=port))
        (folder / "files.conf").write_text("\n".join(_files(folder)) + "\n")
        subprocess.run(["chmod", "-R", "a+rwX", name], check=True)
        settings = ("-c", f"{folder}/cupsd.conf", "-s", f"{folder}/files.conf")
        with _running(["cupsd", "-f", *settings], _listening(port)):
            driver = ("-m", "drv:///sample.drv/zebra.ppd")
            server.run("lpadmin", "-p", "zebra", "-E", "-v", f"file:{server.file}", *driver)
            yield server


def _files(folder: Path) -> Iterator[str]:
    yield f"ServerRoot {folder}/root"
    yield f"RequestRoot {folder}/spool"
    yield f"TempDir {folder}/spool/tmp"
    yield f"CacheDir {folder}/cache"
    yield f"StateDir {folder}/state"
    for log in ("Access", "Error", "Page"):
        yield f"{log}Log {folder}/{log.lower()}.log"
    yield "FileDevice Yes"
    if os.getuid() == 0:
        yield from (f"User {CUPS_USER}", f"Group {CUPS_USER}", "SystemGroup adm")


@contextmanager
def ippeveprinter(folder: Path, attributes: str, script: str) -> Iterator[str]:
    """An IPP Everywhere printer; its URI. ``script`` is run by sh for each job, $1 is its file."""
    job, conf = folder / "job.sh", folder / "printer.conf"
    job.write_text(f"#!/bin/sh\n{script}")
    job.chmod(0o755)
    conf.write_text(attributes)
    files = ("-d", str(folder), "-a", str(conf), "-c", str(job))
    with (
        own_port() as port,
        _announced(folder) as environment,
        _running([*_ippeveprinter(port), *files, "Label printer"], _listening(port), environment),
    ):
        yield f"ipp://localhost:{port}/ipp/print"


def _ippeveprinter(port: int) -> tuple[str, ...]:
    return ("ippeveprinter", "-n", "localhost", "-p", str(port))


@contextmanager
def _announced(folder: Path) -> Iterator[Mapping[str, str]]:
    """An avahi, without which ippeveprinter aborts; the environment in which it is found.

    The machine's own, or else, for root, one that speaks on lo alone, on a bus of its own.
    """
    if _is_announcing("--system"):
        yield {}
        return
    bus = folder / "bus"
    (folder / "bus.conf").write_text(BUS.format(bus=bus))
    (folder / "avahi.conf").write_text(AVAHI)
    environment = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={bus}"}
    avahi = ["avahi-daemon", f"-f{folder}/avahi.conf", "--no-drop-root", "--no-chroot"]
    _await_turn()
    with (
        _running(["dbus-daemon", f"--config-file={folder}/bus.conf", "--nofork"], bus.exists),
        _running(
            [*avahi, "--no-rlimits"], lambda: _is_announcing(f"--bus=unix:path={bus}"), environment
        ),
    ):
        yield environment


def _await_turn() -> None:
    """A machine has one avahi at a time: another run of these tests may have it now."""
    program = _program("avahi-daemon")
    assert program
    deadline = monotonic() + START_S
    while subprocess.run([program, "--check"], capture_output=True).returncode == 0:
        assert monotonic() < deadline, f"another avahi did not end in {START_S:g} s"
        sleep(0.2)


@contextmanager
def _running(
    command: Sequence[str],
    is_ready: Callable[[], bool],
    environment: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """A process, from when it is ready, ended afterwards."""
    path = _program(command[0])
    assert path, command[0]
    process = subprocess.Popen(
        [path, *command[1:]],
        env={**os.environ, "PATH": SBIN, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = monotonic() + START_S
        while not is_ready():
            assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
            assert monotonic() < deadline, f"{command[0]} did not start in {START_S:g} s"
            sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(START_S)


def _listening(port: int) -> Callable[[], bool]:
    def is_ready() -> bool:
        try:
            socket.create_connection(("localhost", port), 1).close()
        except OSError:
            return False
        return True

    return is_ready
