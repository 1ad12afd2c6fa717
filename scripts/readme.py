"""Write the transcript and the command table of the README anew, from the dialog and the code."""

from pathlib import Path

from bot.features.menu import FEATURES

ROOT = Path(__file__).resolve().parent.parent


def transcript() -> str:
    """The golden dialog without its title."""
    lines = (ROOT / "tests/dialogs/readme.txt").read_text(encoding="utf-8").splitlines()[2:]
    return "\n".join(["```text", *lines, "```"])


def commands() -> str:
    """Every command with what it does and an example."""
    rows = [
        f"| `/{command.name}` | {command.summary} | `{command.example}` |"
        for feature in FEATURES
        for command in feature.commands
    ]
    return "\n".join(["| command | does | example |", "| --- | --- | --- |", *rows])


def renewed(text: str) -> str:
    """The README with both parts made anew."""
    text = _between(text, "<!-- transcript: tests/dialogs/readme.txt -->", transcript())
    return _between(text, "<!-- commands -->", commands())


def _between(text: str, begins: str, body: str) -> str:
    name = begins.removeprefix("<!-- ").split()[0].rstrip(":")
    ends = f"<!-- end of {name} -->"
    head, rest = text.split(begins)
    return f"{head}{begins}\n\n{body}\n\n{ends}{rest.split(ends)[1]}"


if __name__ == "__main__":
    readme = ROOT / "README.md"
    readme.write_text(renewed(readme.read_text(encoding="utf-8")), encoding="utf-8")
