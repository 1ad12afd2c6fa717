"""The translations in `bot/locale`, brought up to date with what the code says."""

from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from bot.chat.translate import LOCALE

from .messages import messages


def files() -> list[Path]:
    """Every translation there is."""
    return sorted(LOCALE.glob("*.po"))


def read(path: Path) -> Catalog:
    """A translation as it stands."""
    with path.open("rb") as source:
        return read_po(source, locale=path.stem)


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
            found.add(new.id, known or new.string, [(said.file, None)])
    written = BytesIO()
    write_po(written, found, width=0, omit_header=True)
    return _header(path.stem) + written.getvalue().decode()


def untranslated(path: Path) -> list[str]:
    """What still stands empty in a translation, or has lost a form."""
    found = ((said.id, said.string) for said in read(path) if said.id)
    return [
        one if isinstance(one, str) else one[0]
        for one, told in found
        if not (told if isinstance(told, str) else all(told))
    ]


def _header(language: str) -> str:
    plural = get_plural(Locale.parse(language))
    return (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: nplurals={plural.num_plurals}; plural={plural.plural_expr};\\n"\n\n'
    )
