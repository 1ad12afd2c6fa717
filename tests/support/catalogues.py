"""The translations in `bot/locale` and `roadmap_data`, brought up to date with what is said."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from bot.chat.translate import LOCALE
from bot.domain.roadmap.translation import texts_of
from bot.roadmaps.files import ROADMAP_DATA, parse
from bot.roadmaps.translations import texts_in

from .messages import messages


def files() -> list[Path]:
    """Every translation there is."""
    return sorted(LOCALE.glob("*.po"))


def roadmaps() -> list[Path]:
    """Every translation of a roadmap."""
    return sorted(ROADMAP_DATA.glob("*.po"))


def read(path: Path) -> Catalog:
    """A translation as it stands."""
    with path.open("rb") as source:
        return read_po(source, locale=path.stem.rpartition(".")[2])


def renewed(path: Path) -> str:
    """A translation in the order of the code: what is new stands empty, what is gone is left out.

    A message that is counted somewhere has its two forms everywhere.
    """
    kept, found = read(path), Catalog(locale=path.stem, fuzzy=False)
    counted = {said.forms[0] for said in messages() if len(said.forms) == 2}
    for said in messages():
        one = said.forms[0]
        old = kept.get(one)
        new = Message(said.forms if len(said.forms) == 2 else one)
        if new.pluralizable or one not in counted:
            known = old.string if old and old.pluralizable == new.pluralizable else None
            found.add(new.id, known or new.string, [(said.file, 1)])
    written = BytesIO()
    write_po(written, found, width=0, omit_header=True, include_lineno=False)
    return _header(path.stem) + written.getvalue().decode()


def forms(path: Path) -> Iterator[tuple[str, str]]:
    """Each form of each message, with the forms of its translation that go with it."""
    for said in read(path):
        if not said.id:
            continue
        one, many = (said.id, said.id) if isinstance(said.id, str) else (said.id[0], said.id[1])
        told = said.string or ""
        first, *others = (told,) if isinstance(told, str) else told
        yield one, first
        yield from ((many, each) for each in others)


def renewed_roadmap(path: Path) -> str:
    """The translation of a roadmap in the order of its file, as `renewed` is in that of the code."""
    roadmap, _, language = path.stem.partition(".")
    known, found = texts_in(path), Catalog(locale=language, fuzzy=False)
    for text, place in texts_of(parse(path.with_name(f"{roadmap}.yaml"))).items():
        found.add(text, known.get(text, ""), [(place, 1)])
    written = BytesIO()
    write_po(written, found, width=0, omit_header=True, include_lineno=False)
    return written.getvalue().decode()


def untranslated(path: Path) -> list[str]:
    """What still stands empty in a translation, or lacks a form."""
    return [english for english, told in forms(path) if not told]


def _header(language: str) -> str:
    plural = get_plural(Locale.parse(language))
    return (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: nplurals={plural.num_plurals}; plural={plural.plural_expr};\\n"\n\n'
    )
