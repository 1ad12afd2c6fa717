"""`compose.yaml`: two replicas that may do nothing but their work (promises 9.5, 10 and 11.1)."""

import ast
import re
from typing import Any, Final

import pytest
import yaml

from bot.runtime.settings import Settings
from support.messages import ROOT

COMPOSE: Final[dict[str, Any]] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: Final[dict[str, dict[str, Any]]] = COMPOSE["services"]
LASTING: Final = [name for name, each in SERVICES.items() if each["restart"] != "no"]
NEEDED: Final = re.compile(
    "build|image|command|user|read_only|cap_drop|security_opt|tmpfs|volumes|environment|secrets"
    "|depends_on|deploy|restart|stop_grace_period|healthcheck"
)
"""All that is said of a service."""

SECRET: Final = re.compile(r"TOKEN|PASSWORD|SECRET")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_may_do_nothing_but_its_work(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert str(service["user"]).partition(":")[0] not in {"", "0", "root"}
    assert [each for each in service if not NEEDED.fullmatch(each)] == []
    kept = ["database:/var/lib/postgresql/data"] if name == "database" else []
    assert service.get("volumes", []) == kept


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_come_by_file_alone(name: str) -> None:
    service = SERVICES[name]
    files = {f"/run/secrets/{each}" for each in service["secrets"]}
    given = {key: each for key, each in service["environment"].items() if SECRET.search(key)}
    assert all(key.endswith("_FILE") for key in given)
    assert set(given.values()) == files
    assert set(service["secrets"]) <= set(COMPOSE["secrets"])
    assert all("file" in each for each in COMPOSE["secrets"].values())


def test_there_are_two_replicas_on_one_database_that_is_there_before_them() -> None:
    waymark, upgrade = SERVICES["waymark"], SERVICES["upgrade"]
    assert waymark["command"] == ["run"]
    assert waymark["deploy"]["replicas"] == 2
    assert waymark["depends_on"] == {"upgrade": {"condition": "service_completed_successfully"}}
    assert upgrade["command"] == ["db", "upgrade"]
    assert upgrade["depends_on"] == {"database": {"condition": "service_healthy"}}
    for each in (waymark, upgrade):
        assert (
            each["environment"]["WAYMARK_DATABASE_URL"] == "postgresql://waymark@database/waymark"
        )


@pytest.mark.parametrize("name", LASTING)
def test_what_lasts_is_asked_how_it_is(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] == "CMD"
    assert {"interval", "timeout", "retries"} <= set(check)


def test_a_replica_is_asked_where_it_answers() -> None:
    waymark = SERVICES["waymark"]
    program = waymark["healthcheck"]["test"][-1]
    ast.parse(program)
    assert f"http://{waymark['environment']['WAYMARK_HTTP_LISTEN']}/readyz" in program


@pytest.mark.parametrize("name", ["waymark", "upgrade"])
def test_every_setting_is_one(name: str) -> None:
    known = {f"WAYMARK_{each.upper()}" for each in Settings.model_fields}
    assert set(SERVICES[name]["environment"]) <= known


def test_the_user_is_that_of_the_image() -> None:
    image = (ROOT / "Dockerfile").read_text()
    (uid,) = re.findall(r"useradd --uid (\d+)", image)
    assert SERVICES["waymark"]["user"] == f"{uid}:{uid}"
