"""How many frames a page's camera needs; used by test_camera.py and test_tray_page.py."""

import json
from typing import Any

from playwright.sync_api import Page, WebSocket

# Each may take 150 ms: these are read within a second, on whatever machine keeps up with them.
FRAMES_IN_A_SECOND = 6


class CameraAnswers:
    """What the station answered to each frame that a page sent, from the page's first on.

    Counted in frames and not in seconds: a busy machine looks at fewer, and needs as many.
    """

    def __init__(self, page: Page) -> None:
        self._answers: list[dict[str, Any]] = []
        page.on("websocket", self._opened)

    def frames_until(self, key: str) -> int:
        """How many frames were sent when an answer first had this."""
        return next(n for n, answer in enumerate(self._answers, 1) if answer[key])

    def _opened(self, socket: WebSocket) -> None:
        if "frames?" in socket.url:
            socket.on("framereceived", lambda answer: self._answers.append(json.loads(answer)))
