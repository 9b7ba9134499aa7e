"""A browser without a window: the forms and scans that a page sends, and what it shows then."""

import json
import re
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from kit import P

BOUNDARY = "a-boundary-of-the-test"


class Screen:
    """A browser without a window: its cookies, and what it asks."""

    def __init__(self, address: str, cookies: str = "") -> None:
        self.address = address
        self.cookies = cookies
        self._scans = 0

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        return self._ask("GET", path)

    def post(self, path: str, **fields: Any) -> tuple[int, str]:
        """Status and text after a form."""
        self._scans += 1
        body = urlencode({"scan_id": f"scan-{self._scans:08d}", **fields}, doseq=True)
        return self._ask("POST", path, body, "application/x-www-form-urlencoded")

    def act(self, act: str, **fields: Any) -> tuple[int, str]:
        """Status and text of the procedure's page after one of its forms."""
        return self.post(f"/procedures/{P}", act=act, procedure=P, **fields)

    def ask_desk(self, desk: str = "default", **fields: Any) -> Any:
        """What one scan at a desk is answered."""
        self._scans += 1
        body = json.dumps({"scan_id": f"scan-{self._scans:08d}", "desk": desk, **fields})
        return json.loads(self._ask("POST", "/api/receive", body, "application/json")[1])

    def send(self, path: str, field: str, *files: tuple[str, bytes]) -> tuple[int, str]:
        """Status and text after files were sent."""
        body = b""
        for name, content in files:
            head = (
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"'
            )
            body += f"{head}\r\n\r\n".encode() + content + b"\r\n"
        body += f"--{BOUNDARY}--\r\n".encode()
        return self._ask("POST", path, body, f"multipart/form-data; boundary={BOUNDARY}")

    def _ask(self, method: str, path: str, body: Any = None, kind: str = "") -> tuple[int, str]:
        connection = HTTPConnection(self.address, timeout=60)
        headers = {"Origin": f"http://{self.address}", "Cookie": self.cookies}
        connection.request(
            method, path, body, {**headers, **({"Content-Type": kind} if kind else {})}
        )
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        set_cookie = answer.headers["Set-Cookie"]
        if set_cookie:
            self.cookies = set_cookie.partition(";")[0]
        connection.close()
        return answer.status, answer.headers["Location"] or text


def said(answer: tuple[int, str], sentence: str, status: int = 200) -> None:
    """The band says exactly this, whatever its time."""
    band = re.search(
        r'<p class="band [a-z- ]+" role="[a-z]+">.*?</span>(.*?)(?:<time.*</time>)?</p>', answer[1]
    )
    assert (answer[0], band and band[1]) == (status, sentence)
