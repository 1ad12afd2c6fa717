"""Where a host's secrets come from (promise 10)."""

import re
from pathlib import Path
from typing import Final

import pytest

from bot.__main__ import cli
from bot.errors import HostError
from bot.runtime.settings import secret

SECRET: Final = re.compile("token|secret|password")


def test_a_file_that_everybody_can_read_is_no_secret(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("canary\n")
    file.chmod(0o644)
    with pytest.raises(HostError, match="chmod 600") as refused:
        secret(None, file)
    assert "canary" not in str(refused.value)
    file.chmod(0o600)
    assert secret(None, file) == "canary"


def test_no_command_takes_a_secret_where_everybody_can_read_it() -> None:
    """The list of processes shows the arguments of each."""
    commands = list(cli.commands.values())
    for each in commands:
        commands += getattr(each, "commands", {}).values()
    taken = {param.name or "" for each in commands for param in each.params}
    assert "only" in taken
    assert [each for each in taken if SECRET.search(each)] == []
