"""Write the floors in docs/architecture.md anew, from the import contracts in pyproject.toml."""

import tomllib
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "architecture.md"
BEGINS: Final = "<!-- floors -->"
ENDS: Final = "<!-- end of floors -->"


def contracts() -> list[dict[str, Any]]:
    """The contracts that import-linter checks."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return found


def floors() -> str:
    """Every contract of floors as a column, the highest floor first, and the homes of libraries."""
    lines = ["```text"]
    for each in contracts():
        if each["type"] == "layers":
            (place,) = each.get("containers", ["the program"])
            first, *rest = each["layers"]
            lines += [f"{place}", *(f"  {floor}" for floor in (first, *rest)), ""]
    lines[-1] = "```"
    lines += ["", "| only here may be imported | what |", "| --- | --- |"]
    for each in contracts():
        if each["type"] == "protected":
            homes = ", ".join(f"`{home}`" for home in each["allowed_importers"])
            what = ", ".join(each["protected_modules"])
            lines.append(f"| {homes} | {what} |")
    return "\n".join(lines)


def renewed(text: str) -> str:
    """The page with its floors made anew."""
    head, rest = text.split(BEGINS)
    return f"{head}{BEGINS}\n\n{floors()}\n\n{ENDS}{rest.split(ENDS)[1]}"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
