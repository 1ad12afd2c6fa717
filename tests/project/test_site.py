"""The site: every page is in its navigation, what is generated is up to date, and it can be read."""

import asyncio
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from support.messages import ROOT
from support.processes import PATIENCE

DOCS: Final = ROOT / "docs"
SITE: Final[dict[str, Any]] = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
PUBLISH: Final = ROOT / ".venv" / "publish" / "bin"
PAGES: Final = sorted(DOCS.rglob("*.md"))
PICTURE: Final = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
OTHER_DIALECTS: Final = re.compile(r"^(!!!|\?\?\?|===|:::|\{%|\{\{)|\]\([^)]*\)\{", re.MULTILINE)
"""Signs that one generator reads and the next one shows."""


def script(name: str) -> Any:
    """A script of the project, as it is run."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return import_module(f"scripts.{name}")


def named(nav: list[Any]) -> Iterator[str]:
    """The pages of the navigation, in its order."""
    for each in nav:
        for inner in each.values():
            yield from named(inner) if isinstance(inner, list) else [inner]


def test_every_page_is_in_the_navigation_once() -> None:
    pages = list(named(SITE["nav"]))
    assert len(pages) == len(set(pages))
    assert set(pages) == {str(page.relative_to(DOCS)) for page in PAGES}


def test_pages_are_plain_markdown() -> None:
    for page in PAGES:
        text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
        assert not OTHER_DIALECTS.search(text), page.name
        titles = re.findall(r"^# .+$", text, re.MULTILINE)
        assert titles, page.name
        assert text.lstrip().startswith("# "), page.name


def test_what_belongs_to_a_step_is_indented_so_that_every_generator_sees_it() -> None:
    """Four blanks: with three, some end the list, and the next step is number one again."""
    for page in PAGES:
        found = re.findall(r"^ {1,3}(?:```|[-*] ).*", page.read_text("utf-8"), re.MULTILINE)
        inside = re.findall(r"^```.*?^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
        assert [each for each in found if not any(each in block for block in inside)] == [], page


def test_every_picture_says_what_it_shows() -> None:
    pictures = [
        (page, *found) for page in PAGES for found in PICTURE.findall(page.read_text("utf-8"))
    ]
    for page, words, target in pictures:
        assert len(words) > 15, f"{page.name}: {target}"
        assert (page.parent / target).exists(), f"{page.name}: {target}"
    shown = {Path(target).name for _, _, target in pictures}
    assert shown == {each.name for each in (DOCS / "guide" / "screens").iterdir()}


def test_the_reference_is_that_of_the_code() -> None:
    pages = script("reference").pages()
    assert {each.name for each in (DOCS / "reference").iterdir()} == set(pages)
    for name, text in pages.items():
        written = (DOCS / "reference" / name).read_text("utf-8")
        assert written == text, "run: make pages"


def test_a_screen_wraps_cuts_and_says_what_it_shows() -> None:
    drawing = script("screen_svg")
    spans = [
        drawing.Span("Some words, "),
        drawing.Span("bold", "bold"),
        drawing.Span("er & x" + 90 * "y"),
    ]
    lines = drawing.wrapped(spans, 120)
    assert all(drawing.measured(line) <= 120 for line in lines)
    assert "".join(each.text for line in lines for each in line).replace(" ", "") == "".join(
        each.text for each in spans
    ).replace(" ", "")
    assert [each.text for each in lines[1]] == ["bold", "er &"]
    button = drawing.Button("A label that is far too long for its place on a phone's screen")
    said = drawing.Said("Waymark", [drawing.Span("<b> & co")], [[button, button, button]])
    shown = drawing.svg(drawing.TELEGRAM, "A chat", [said])
    assert "<desc>Waymark: &lt;b&gt; &amp; co</desc>" in shown
    assert "…" in shown


@pytest.mark.soak
def test_the_screens_are_what_the_platforms_are_sent() -> None:
    screens = script("screens")
    drawn = asyncio.run(screens.drawn())
    assert {each.name for each in screens.FOLDER.iterdir()} == set(drawn)
    for name, text in drawn.items():
        written = (screens.FOLDER / name).read_text("utf-8")
        assert written == text, "run: make pages"


class Read(HTMLParser):
    """What a page has: ids, links, what it loads, pictures and headings."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.pictures: list[tuple[str, str]] = []
        self.headings: list[int] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag has."""
        has = {name: value or "" for name, value in attrs}
        self.ids |= {has[each] for each in ("id", "name") if each in has}
        if tag == "html":
            self.language = has.get("lang", "")
        elif tag == "a" and "href" in has:
            self.links.append(has["href"])
        elif tag == "img":
            self.pictures.append((has["src"], has.get("alt", "")))
        elif tag == "script" and "src" in has:
            self.loads.append(has["src"])
        elif tag == "link" and has.get("rel") in {"stylesheet", "preload", "icon"}:
            self.loads.append(has["href"])
        elif re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))


@cache
def read(page: Path) -> Read:
    """A page of the site."""
    found = Read()
    found.feed(page.read_text("utf-8"))
    return found


@pytest.mark.soak
def test_the_site_is_built_and_can_be_walked(tmp_path: Path) -> None:
    """`make docs` in a copy: every link leads somewhere, and nothing is fetched from elsewhere."""
    assert PUBLISH.exists(), "run: make .venv/.publish"
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    words = [str(PUBLISH / "zensical"), "build", "--strict", "--clean"]
    subprocess.run(words, cwd=tmp_path, check=True, timeout=4 * PATIENCE)
    site = tmp_path / SITE["site_dir"]
    pages = [site / Path(each).with_suffix(".html") for each in named(SITE["nav"])]
    pages = [page.with_name("index.html") if page.stem == "README" else page for page in pages]
    for page in pages:
        found = read(page)
        assert found.language == "en", page.name
        assert found.headings.count(1) == 1, page.name
        steps = zip(found.headings, found.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), (page.name, found.headings)
        assert all(words for _, words in found.pictures), page.name
        for target in [*found.links, *found.loads, *(source for source, _ in found.pictures)]:
            assert leads(page, target, loaded=target in found.loads), f"{page.name}: {target}"


def leads(page: Path, target: str, *, loaded: bool) -> bool:
    """Whether a link of a page leads somewhere; what is loaded has to be the site's own."""
    where = urlsplit(target)
    if where.scheme or where.netloc:
        return not loaded
    there = (page.parent / unquote(where.path)).resolve() if where.path else page
    there = there / "index.html" if there.is_dir() else there
    if not there.exists():
        return False
    return not where.fragment or there.suffix != ".html" or where.fragment in read(there).ids


@pytest.mark.soak
def test_the_components_are_those_that_are_pinned(tmp_path: Path) -> None:
    """`make sbom` twice: every requirement with its hashes, and the same bytes both times."""
    assert PUBLISH.exists(), "run: make .venv/.publish"
    made = []
    for _ in range(2):
        subprocess.run(["make", "sbom"], cwd=ROOT, check=True, timeout=4 * PATIENCE)
        made.append((ROOT / "dist" / "waymark.cdx.json").read_bytes())
    assert made[0] == made[1]
    components = json.loads(made[0])["components"]
    pinned = re.findall(
        r"^([a-z0-9-]+)(?:\[.*?\])?==(\S+)",
        (ROOT / "requirements.txt").read_text("utf-8"),
        re.MULTILINE,
    )
    assert sorted((each["name"], each["version"]) for each in components) == sorted(pinned)
    assert all(each["externalReferences"][0]["hashes"] for each in components)
