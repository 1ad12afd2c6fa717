"""Where a host's secrets come from (promise 10)."""

from pathlib import Path

import pytest

from bot.errors import HostError
from bot.runtime.settings import secret


def test_a_file_that_everybody_can_read_is_no_secret(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("canary\n")
    file.chmod(0o644)
    with pytest.raises(HostError, match="chmod 600") as refused:
        secret(None, file)
    assert "canary" not in str(refused.value)
    file.chmod(0o600)
    assert secret(None, file) == "canary"
