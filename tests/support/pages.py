"""Pages that are not what was asked for: something on the way to a platform answers in its place."""

from dataclasses import dataclass

from aiohttp import web


@dataclass(frozen=True)
class Page:
    """A page."""

    body: str
    media_type: str = "application/json"
    status: int = 200

    def answer(self) -> web.Response:
        """The page as an answer."""
        headers = {"Content-Type": self.media_type}
        return web.Response(body=self.body.encode(), status=self.status, headers=headers)


HTML = Page("<html><body>Please sign in to the network</body></html>", "text/html")
REFUSED_HTML = Page(HTML.body, "text/html", 401)
TRUNCATED = Page('{"ok": true, "id": "11000')
NONSENSE = (
    HTML,
    REFUSED_HTML,
    TRUNCATED,
    Page("null"),
    Page("[1, 2]"),
    Page('{"ok": true, "result": 7, "id": [], "username": {}}'),
    Page('"text"'),
)
