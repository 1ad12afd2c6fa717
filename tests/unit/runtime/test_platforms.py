"""Platforms are named in one registry: what runs, what is loaded and what is kept secret."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import HostError
from bot.runtime.platforms import PLATFORMS, factories_of, parts_of
from bot.runtime.settings import Settings, secrets_in
from support.code import all_nodes
from support.messages import ROOT

EVERY = {f"{name}_token": f"1:{name}" for name in PLATFORMS}
MAY_NAME_ONE = {"bot/runtime/platforms.py", "bot/runtime/logs.py"}
"""The registry, and the names of the libraries' own loggers."""


def settings(**given: object) -> Settings:
    return Settings.model_validate(given)


def test_every_platform_with_a_token_runs_beside_the_scheduler() -> None:
    assert parts_of(None, settings(**EVERY)) == {"scheduler", *PLATFORMS}
    assert parts_of(None, settings(telegram_token="1:abc")) == {"scheduler", "telegram"}
    assert parts_of(["discord"], settings(**EVERY)) == {"discord"}
    assert parts_of(["scheduler"], settings()) == {"scheduler"}
    assert parts_of(["sender"], settings(**EVERY)) == {"sender"}


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_platform_without_a_token_is_named(name: str) -> None:
    with pytest.raises(HostError, match=f"WAYMARK_{name.upper()}_TOKEN"):
        parts_of(None, settings())
    with pytest.raises(HostError, match=f"set WAYMARK_{name.upper()}_TOKEN,"):
        parts_of([name], settings())
    with pytest.raises(HostError, match=f"WAYMARK_{name.upper()}_TOKEN"):
        parts_of(["sender"], settings())


def test_a_part_that_does_not_exist() -> None:
    known = ", ".join(("scheduler", "sender", *PLATFORMS))
    with pytest.raises(HostError, match=f"'pigeon'; there are: {known}"):
        parts_of(["pigeon"], settings(**EVERY))


def test_an_adapter_is_made_for_each_platform_that_runs() -> None:
    assert len(factories_of(frozenset(PLATFORMS), settings(**EVERY))) == len(PLATFORMS)
    assert len(factories_of(frozenset({"scheduler", "discord"}), settings(**EVERY))) == 1
    assert factories_of(frozenset({"scheduler"}), settings(**EVERY)) == {}
    assert factories_of(frozenset({"sender"}), settings(**EVERY)).keys() == PLATFORMS.keys()


def test_a_platform_has_its_settings_and_its_folder() -> None:
    for name in PLATFORMS:
        assert {f"{name}_token", f"{name}_token_file"} <= Settings.model_fields.keys()
        assert (ROOT / "adapters" / name / "adapter.py").is_file()


def test_every_secret_is_kept_out_of_the_logs(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("from-a-file\n")
    file.chmod(0o600)
    given = settings(telegram_token_file=file, telegram_webhook_secret="hook", discord_token="def")
    assert set(secrets_in(given)) == {"from-a-file", "hook", "def"}
    in_address = settings(database_url="postgresql://me:pass%2Fword@host/name")
    assert set(secrets_in(in_address)) == {"pass%2Fword", "pass/word"}
    hidden = {name for name, each in Settings.model_fields.items() if "Secret" in str(each)}
    assert hidden == {
        name for name in Settings.model_fields if f"{name}_file" in Settings.model_fields
    }


def test_nothing_else_names_a_platform() -> None:
    for place, nodes in all_nodes():
        if place in MAY_NAME_ONE or place.startswith("adapters/"):
            continue
        for node in nodes:
            if isinstance(node, ast.Constant):
                assert node.value not in PLATFORMS, f"{place}:{node.lineno}"


@pytest.mark.soak
def test_a_platform_that_does_not_run_is_not_loaded() -> None:
    code = (
        "import sys; from bot.runtime.platforms import factories_of; "
        "from bot.runtime.settings import Settings; "
        "factories_of(frozenset({'discord'}), Settings(telegram_token='1:a', discord_token='b')); "
        "assert 'discord' in sys.modules and 'telegram' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_what_only_some_need_is_loaded_with_its_first_use() -> None:
    code = (
        "import sys; import bot.runtime.wiring, bot.runtime.chat; "
        "late = {'PIL', 'alembic', 'apscheduler', 'asyncpg', 'babel', 'fsrs', 'icalendar', "
        "'prometheus_client', 'rich', 'yaml'}; "
        "assert not late & set(sys.modules), late & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
