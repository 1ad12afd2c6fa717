"""Writes docs/export.schema.json: what the file of /export looks like, from the model."""

import json
from pathlib import Path

from bot.archive.model import schema

SCHEMA = Path(__file__).parents[1] / "docs" / "export.schema.json"


def main() -> None:
    """Write the schema anew."""
    SCHEMA.write_text(json.dumps(schema(), indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
