"""Bring every translation up to date: of what the code says, and of what roadmaps say."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.catalogues import files, renewed, renewed_roadmap, roadmaps, untranslated

if __name__ == "__main__":
    for path in files():
        path.write_text(renewed(path), encoding="utf-8")
        print(f"{path.name}: {len(untranslated(path))} to translate")
    for path in roadmaps():
        path.write_text(renewed_roadmap(path), encoding="utf-8")
        print(f"{path.name}: {len(untranslated(path))} to translate")
