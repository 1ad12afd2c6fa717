"""Servers that a check plays on this machine: carriers that are asked, a shop that is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread


class PlayedServer(ThreadingHTTPServer):
    """One of them, at a port of its own; what it is sent wrongly is its caller's trouble."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.lock = Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """Print nothing: a caller may be killed in the middle of a request."""


class PlayedHandler(BaseHTTPRequestHandler):
    """What reaches one of them."""

    def say(self, status: int, content: bytes = b"") -> None:
        """Answer."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Print nothing."""


@contextmanager
def played(*servers: PlayedServer) -> Iterator[None]:
    """Have them answer for as long as the check needs them."""
    for each in servers:
        Thread(target=each.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield
    finally:
        for each in servers:
            each.shutdown()
            each.server_close()
