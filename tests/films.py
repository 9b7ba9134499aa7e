"""Films of labels for the tests of cameras: pages in memory, a video file, a network camera."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

WIDTH, HEIGHT = 640, 480
FPS = 30
WHITE = 255
EMPTY: Picture = np.full((HEIGHT, WIDTH), WHITE, np.uint8)


def shown(*labels: Picture) -> Picture:
    """A frame with labels on a grey table, one below the other."""
    frame = np.full((HEIGHT, WIDTH), 170, np.uint8)
    top = 10
    for label in labels:
        height, width = label.shape
        frame[top : top + height, 20 : 20 + width] = label
        top += height + 20
    return frame


def matrix(text: str, scale: int = 8) -> Picture:
    """A Data Matrix symbol."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    return np.array(made.to_image(scale=scale, add_quiet_zones=True), np.uint8)


def bars(text: str, scale: int = 3) -> Picture:
    """A Code 128 symbol."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    return np.array(made.to_image(scale=scale, add_quiet_zones=True), np.uint8)


def spliced(upper: str, lower: str) -> Picture:
    """The upper rows of one Code 128 symbol, the lower rows of another: two readings of a place."""
    one, other = bars(upper), bars(lower)
    half = len(one) // 2
    return np.vstack([one[:half], other[half:]])


def label(file: Path) -> Picture:
    """A label as it was printed."""
    picture = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    return np.asarray(picture, np.uint8)


def jpeg(frame: Picture) -> bytes:
    """A frame as cameras send it."""
    done, data = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 90])
    assert done
    return data.tobytes()


def video_file(path: Path, frames: Sequence[Picture]) -> Path:
    """A film of Motion JPEG."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), FPS, (WIDTH, HEIGHT))
    assert writer.isOpened()
    for frame in frames:
        writer.write(cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR))
    writer.release()
    return path


def tablet_film(file: Path, frames: Sequence[Picture]) -> Path:
    """What Chromium's fake camera plays over and over: JPEG pictures one after the other."""
    file.write_bytes(b"".join(map(jpeg, frames)))
    return file


class NetworkCamera:
    """A camera that sends Motion JPEG over HTTP at 30 frames a second.

    ``frames`` are sent over and over; ``sent`` counts them. ``unplug`` ends every connection.
    """

    def __init__(self, frames: Sequence[bytes], port: int = 0) -> None:
        self.frames = frames
        self.sent = 0
        self.gone = threading.Event()
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                camera.stream(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        self.url = f"http://user:secret@127.0.0.1:{self.port}/stream"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stream(self, to: BaseHTTPRequestHandler) -> None:
        """Send frames until unplugged, or nobody takes them."""
        to.send_response(200)
        to.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        to.end_headers()
        try:
            while not self.gone.wait(1 / FPS):
                frame = self.frames[self.sent % len(self.frames)]
                head = (
                    f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(frame)}\r\n\r\n"
                )
                to.wfile.write(head.encode() + frame + b"\r\n")
                self.sent += 1
        except OSError:
            pass
        to.close_connection = True

    def show(self, frame: bytes) -> None:
        """Nothing else from now on."""
        self.frames = [frame]

    def unplug(self) -> None:
        """Gone from the network."""
        self.gone.set()
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def network_camera(frames: Sequence[bytes], port: int = 0) -> Iterator[NetworkCamera]:
    """A network camera that is unplugged afterwards."""
    camera = NetworkCamera(frames, port)
    try:
        yield camera
    finally:
        if not camera.gone.is_set():
            camera.unplug()
