"""Write the texts of a roadmap into its translation: `scripts/roadmap_texts.py six-month de`.

What is translated already stays, what the roadmap no longer says goes, and what is new waits with
an empty msgstr.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from bot.domain.roadmap.translation import texts_of
from bot.roadmaps.files import ROADMAP_DATA, parse
from bot.roadmaps.translations import texts_in


def write(roadmap_id: str, language: str, folder: Path = ROADMAP_DATA) -> Path:
    """Bring the translation of a roadmap up to date; its file."""
    path = folder / f"{roadmap_id}.{language}.po"
    known = texts_in(path) if path.exists() else {}
    found = Catalog(locale=language, project=roadmap_id, charset="utf-8")
    for text, place in texts_of(parse(folder / f"{roadmap_id}.yaml")).items():
        found.add(text, known.get(text, ""), locations=[(place, None)])
    with path.open("wb") as file:
        write_po(file, found, width=0, omit_header=True)
    return path


if __name__ == "__main__":
    print(write(*sys.argv[1:3]))
