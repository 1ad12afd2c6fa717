"""The example that docs/roadmaps.md offers for copying."""

import re

from bot.roadmaps.files import ROADMAP_DATA


def example() -> str:
    """The whole roadmap of the guide, as YAML."""
    guide = (ROADMAP_DATA.parent / "docs" / "roadmaps.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    return str(found)
