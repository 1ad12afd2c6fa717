"""Pages: which links may be a learner's own work, and which are pages to read (promise 4.3)."""

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from bot.domain.links import links

Pages = frozenset[tuple[str, str]]
"""Pages by host and place."""

_DOCUMENTATION: Final = re.compile(
    r"(^|\.)(docs?|documentation|developers?|devdocs|manual|wiki|help|support|learn)\d?\."
    r"|(^|\.)(readthedocs|rtfd)\.(io|org)$"
    r"|(^|\.)(wikipedia|wikibooks|stackoverflow|stackexchange|w3schools|geeksforgeeks)\.(org|com)$"
)
"""Hosts that explain things: nobody ships a project there."""

_SHARED: Final = re.compile(
    r"(^|\.)("
    r"github\.(com|io)|gitlab\.(com|io)|bitbucket\.(org|io)|codeberg\.(org|page)|sr\.ht|gitea\.com"
    r"|sourceforge\.net|pypi\.org|npmjs\.com|docker\.com|huggingface\.co|hf\.space|kaggle\.com"
    r"|google\.com|replit\.(com|app|dev)|glitch\.me|codepen\.io|pythonanywhere\.com"
    r"|herokuapp\.com|vercel\.app|netlify\.app|pages\.dev|onrender\.com|railway\.app|fly\.dev"
    r"|web\.app|streamlit\.app|azurewebsites\.net|medium\.com|dev\.to|hashnode\.dev|substack\.com"
    r"|youtube\.com|youtu\.be|loom\.com|linkedin\.com|notion\.(so|site)"
    r")$"
)
"""Hosts where everybody has a place of their own, though a roadmap may name a page there too."""


def has_own_link(text: str, pages: Pages) -> bool:
    """Whether a text names a piece of work: a link that is none of the `pages` to read."""
    return any(_is_own(link, pages) for link in links(text))


def pages_in(node: Any) -> Pages:
    """The pages that a roadmap names, given as plain data."""
    return frozenset(_parts(link) for link in _addresses(node))


def _is_own(link: str, pages: Pages) -> bool:
    host, place = _parts(link)
    if not host or _DOCUMENTATION.search(host) or (host, place) in pages:
        return False
    return bool(_SHARED.search(host)) or all(host != named for named, _ in pages)


def _parts(link: str) -> tuple[str, str]:
    """The host and the place of a link, however it is written; two empty ones where it is none."""
    try:
        split = urlsplit(link)
        host = (split.hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
    return host, unquote(split.path).rstrip("/").casefold()


def _addresses(node: Any) -> Iterator[str]:
    match node:
        case str():
            yield from links(node)
        case dict():
            for each in node.values():
                yield from _addresses(each)
        case list() | tuple():
            for each in node:
                yield from _addresses(each)
        case _:
            pass
