"""The image of the container: who it runs as, what it may write, what is installed in it."""

import re
from functools import cache

from support.messages import ROOT


@cache
def steps() -> tuple[tuple[str, str], ...]:
    """The instructions of the image with their arguments, each on one line."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    return tuple((name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines))


def commands() -> list[str]:
    """What is run while the image is built."""
    runs = [rest for name, rest in steps() if name == "RUN"]
    return [each.strip() for run in runs for each in run.split("&&")]


def user() -> str:
    """Who the program runs as: the last one that is named."""
    return [rest for name, rest in steps() if name == "USER"][-1]


def test_it_does_not_run_as_root() -> None:
    made = [each for each in commands() if re.search(r"\b(user|group)", each)]
    assert made == [f"useradd --uid 10001 --no-create-home {user()}"]
    last = [name for name, _ in steps() if name in {"USER", "RUN", "COPY", "ENTRYPOINT", "CMD"}]
    assert last[-3:] == ["USER", "ENTRYPOINT", "CMD"]


def test_only_data_is_writable() -> None:
    given = [
        each for each in commands() if re.match(r"(chown|chmod|mkdir|install|setfacl)\b", each)
    ]
    assert given == ["mkdir /data", f"chown {user()} /data"]
    assert not [rest for name, rest in steps() if name == "COPY" and "--ch" in rest]


def test_what_is_installed_is_hashed() -> None:
    theirs, ours = (each for each in commands() if re.search(r"\bpip\b", each))
    assert theirs.endswith(" --require-hashes -r requirements.txt")
    assert ours.endswith(" --no-deps --no-build-isolation .")
