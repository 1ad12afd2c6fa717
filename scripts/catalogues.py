"""Bring every translation in `bot/locale` up to date with what the code says."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.catalogues import files, renewed, untranslated

if __name__ == "__main__":
    for path in files():
        path.write_text(renewed(path), encoding="utf-8")
        print(f"{path.name}: {len(untranslated(path))} to translate")
