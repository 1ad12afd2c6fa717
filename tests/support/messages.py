"""What Babel finds in the code, as `make messages` would."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

import bot

ROOT = Path(bot.__file__).resolve().parents[1]
PACKAGES = ("bot", "adapters", "scheduler")

KEYWORDS = {
    "say": None,
    "line": None,
    "plural": (1, 2),
    "marked": None,
    "CoachError": None,
    "option": (2,),
}
"""How Babel finds messages: by the name of what they are handed to."""

METHODS = [("__main__.py", "ignore"), ("cli/**.py", "ignore"), ("**.py", "python")]
"""The command line speaks English, and Click has an `option` of its own."""


def extracted() -> Iterator[tuple[str, str]]:
    """Every message, with its place."""
    for package in PACKAGES:
        found = extract_from_dir(ROOT / package, method_map=METHODS, keywords=KEYWORDS)
        for file, line, message, _, _ in found:
            for each in (message,) if isinstance(message, str) else message:
                yield each, f"{package}/{file}:{line}"
