"""Styled text as Discord's markdown: what a learner wrote is text and never markup (11.2)."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Final

from bot.chat.messages import Span, Style, Text

_URL: Final = re.compile(r"https?://[^\s<>]*[^\s<>.,:;!?\"')\]}*_~|`]")
_SPECIAL: Final = re.compile(r"([\\*_~|`\[<])")
_OPENS_LINE: Final = re.compile(r"^([ \t]*)(#{1,3}\s|-#\s|>{1,3}|[-+]\s)", re.MULTILINE)
_MASS_PING: Final = re.compile(r"@(?=everyone|here)")
_UNPINGED: Final = "@\u200b"
TIME: Final = "t"
DAY_AND_TIME: Final = "F"
_SIGNS: Final = {Style.STRONG: "**", Style.SOFT: "*"}


def units(text: str) -> int:
    """The length of `text` in UTF-16 units, of which Discord counts no more."""
    return len(text) + sum(char > "\uffff" for char in text)


def markdown(text: Text) -> str:
    """`text` as markdown that shows exactly its characters."""
    parts, fresh = [], True
    for span in _merged(text):
        if span.text:
            parts.append(_styled(span, fresh=fresh))
            fresh = span.text.endswith("\n")
    return "".join(parts)


def _merged(text: Text) -> Iterator[Span]:
    """`text` with what has one style in one span: signs side by side would be read as others."""
    for (style, url, account, at), spans in groupby(text, key=_of_one_kind):
        whole = "".join(span.text for span in spans)
        yield Span(text=whole, style=style, url=url, account=account, at=at)


def _of_one_kind(span: Span) -> tuple[Style, str | None, str | None, datetime | None]:
    return span.style, span.url, span.account, span.at


def escaped(text: str, *, fresh: bool = True) -> str:
    """`text` without any markup; `fresh` says that it stands at the beginning of a line."""
    parts, at = [], 0
    for url in _URL.finditer(text):
        parts += [_plain(text[at : url.start()], fresh=fresh and not at), f"<{url[0]}>"]
        at = url.end()
    return "".join([*parts, _plain(text[at:], fresh=fresh and not at)])


def _plain(text: str, *, fresh: bool) -> str:
    safe = _MASS_PING.sub(_UNPINGED, _SPECIAL.sub(r"\\\1", text))
    head, line_end, rest = ("", "", safe) if fresh else safe.partition("\n")
    return f"{head}{line_end}" + _OPENS_LINE.sub(r"\1\\\2", rest)


def _styled(span: Span, *, fresh: bool) -> str:
    core = span.text.strip()
    if not core:
        return span.text
    before, _, after = span.text.partition(core)
    return f"{before}{_core(span, core, fresh=fresh)}{after}"


def _core(span: Span, core: str, *, fresh: bool) -> str:
    if span.account:
        return f"<@{span.account}>"
    if span.at:
        return _instant(core, span.at)
    if span.url:
        return _link(core, span.url)
    if span.style is Style.CODE:
        return _code(core)
    if span.style is Style.PROGRAM:
        return _program(core)
    sign = _SIGNS.get(span.style, "")
    return f"{sign}{escaped(core, fresh=fresh and not sign)}{sign}"


def _instant(text: str, at: datetime) -> str:
    """An instant by the clock of whoever reads: the time, with its day where the text tells one."""
    form = TIME if text[:1].isdigit() else DAY_AND_TIME
    return f"<t:{int(at.timestamp())}:{form}>"


def _code(text: str) -> str:
    quiet = _MASS_PING.sub(_UNPINGED, text)
    return f"`` {quiet} ``" if "`" in quiet else f"`{quiet}`"


def _program(text: str) -> str:
    quiet = _MASS_PING.sub(_UNPINGED, text).replace("```", "`\u200b`\u200b`")
    return f"```py\n{quiet}\n```"


def _link(label: str, url: str) -> str:
    target = url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    if _URL.search(label):  # Discord shows no link whose text is another address
        return f"<{target}>"
    return f"[{escaped(label, fresh=False).replace(']', chr(92) + ']')}](<{target}>)"
