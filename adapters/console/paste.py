"""Several lines that are one text: what stands between `!paste` and `!end`."""

from typing import Final

from adapters.console.inbound import SteeringError

ENDS: Final = "!end"
KEPT_MOST: Final = 20_000
"""Characters; whatever is longer is too long for the coach, who says so."""


class Paste:
    """The lines so far, as they were typed."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0

    def ends_with(self, line: str) -> bool:
        """Take a line; whether it was the last one."""
        if line.strip() == ENDS:
            return True
        if self._length <= KEPT_MOST:
            self._lines.append(line.rstrip("\r\n"))
            self._length += len(line)
        return False

    @property
    def text(self) -> str:
        """All lines. Raises SteeringError where there was nothing in them."""
        text = "\n".join(self._lines)
        if not text.strip():
            raise SteeringError("nothing was pasted; the lines go between !paste and !end")
        return text
