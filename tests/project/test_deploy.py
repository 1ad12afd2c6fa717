"""What is shipped beside the program: the unit, the image, the workflows, and what they agree on."""

import configparser
import json
import re
import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
import yaml

from bot.runtime.settings import Settings
from support.messages import ROOT
from support.processes import PATIENCE

UNIT: Final = ROOT / "deploy" / "waymark.service"
WORKFLOWS: Final = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
HOST: Final = (ROOT / "docs" / "guide" / "host.md").read_text(encoding="utf-8")
IMAGE: Final = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PINNED: Final = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
TAGGED: Final = re.compile(r"uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")

RUNNING: Final = re.compile(
    "Type|WorkingDirectory|Environment|ExecStart|Restart|RestartSec|RestartPreventExitStatus"
    "|TimeoutStopSec|KillSignal"
)
"""What the unit says of how it runs; the rest says what it may do."""

LOCKED_DOWN: Final = """\
User=waymark
Group=waymark
StateDirectory=waymark
StateDirectoryMode=0700
UMask=0077
CapabilityBoundingSet=
AmbientCapabilities=
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateUsers=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
MemoryMax=1G
TasksMax=256
""".splitlines()

OWN_TOKEN: Final = "          TOKEN: ${{ secrets.GITHUB_TOKEN }}"
"""The one secret of a workflow: what it is lent while it runs."""

MAY_WRITE: Final = {("publish", "image"): {"packages"}, ("publish", "site"): {"pages", "id-token"}}
"""The rights beyond reading that a job of a workflow has."""


def unit() -> configparser.ConfigParser:
    """The unit as systemd reads it."""
    read = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read_string(UNIT.read_text(encoding="utf-8"))
    return read


def test_the_unit_may_do_nothing_but_its_work() -> None:
    """Line by line: systemd unites some lines of one name, and an empty one of them takes all back."""
    _, _, service = UNIT.read_text("utf-8").partition("[Service]\n")
    said = [line for line in service.partition("[Install]")[0].splitlines() if "=" in line]
    said = [line for line in said if not line.startswith("#")]
    assert [line for line in said if not RUNNING.fullmatch(line.partition("=")[0])] == LOCKED_DOWN
    assert "Token" not in UNIT.read_text("utf-8")
    assert "TOKEN" not in UNIT.read_text("utf-8")


def test_unit_guide_image_and_compose_agree() -> None:
    service = unit()["Service"]
    (uid,) = re.findall(r"useradd --uid (\d+) .*\b(?=waymark)", IMAGE)
    assert f"useradd --system --uid {uid} " in HOST
    assert service["User"] == service["Group"] == "waymark"
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    assert compose["services"]["waymark"]["user"].split(":")[0] == uid
    assert compose["services"]["waymark"]["stop_grace_period"] == service["TimeoutStopSec"]
    assert service["WorkingDirectory"] == "/opt/waymark"
    assert service["ExecStart"] == "/opt/waymark/.venv/bin/waymark run"
    assert "WAYMARK_" not in service["Environment"], "it wins over .env, where the guide puts it"
    assert f"WAYMARK_DATABASE_URL=/var/lib/{service['StateDirectory']}/waymark.db" in HOST
    for place in ("git clone https://example.org/waymark.git /opt/waymark", "/var/lib/waymark"):
        assert place in HOST
    known = {f"WAYMARK_{name.upper()}" for name in Settings.model_fields}
    named = re.findall(r"WAYMARK_[A-Z_]+[A-Z]", f"{UNIT.read_text('utf-8')}{HOST}{IMAGE}")
    assert set(named) <= known


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not there")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    program = tmp_path / "waymark"
    program.symlink_to(sys.executable)
    there = UNIT.read_text("utf-8").replace("/opt/waymark/.venv/bin/waymark", str(program))
    tried = tmp_path / "waymark.service"
    tried.write_text(re.sub(r"Documentation=.*\n", "", there))
    words = ["systemd-analyze", "verify", "--man=no", str(tried)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, check=False)
    ours = [line for line in done.stderr.splitlines() if "waymark" in line]
    assert (done.returncode, ours) == (0, [])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_do_nothing_but_its_work(path: Path) -> None:
    workflow: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]
    assert "pull_request_target" not in workflow[True]  # YAML reads `on` as true
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 90
        writes = dict.fromkeys(MAY_WRITE.get((path.stem, name), ()), "write")
        assert job["permissions"] == {"contents": "read", **writes}
        assert "latest" not in job["runs-on"]
        for step in job["steps"]:
            assert PINNED.fullmatch(step.get("uses", "a/b@" + 40 * "0")), step
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
            assert "${{" not in step.get("run", ""), "what is put into a script can be a script"
            assert "script" not in step.get("with", {})


def test_every_action_says_its_version() -> None:
    uses = [line for path in WORKFLOWS for line in path.read_text("utf-8").splitlines()]
    uses = [line for line in uses if "uses:" in line]
    assert len(uses) > 8
    assert [line for line in uses if not TAGGED.search(line)] == []


def test_only_what_publishes_may_write_and_nothing_holds_a_secret() -> None:
    for path in WORKFLOWS:
        text = path.read_text("utf-8")
        assert ("write" in text.replace("rewrite", "")) == (path.stem == "publish"), path.name
        assert set(re.findall(r".*\bsecrets\b.*", text)) <= {OWN_TOKEN}


def test_what_is_pinned_is_looked_up_each_week_and_before_it_is_published() -> None:
    read = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in WORKFLOWS}
    (when,) = read["audit"][True]["schedule"]  # YAML reads `on` as true
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", when["cron"])
    for name, job in (("audit", "audit"), ("publish", "image")):
        does = [each.get("run", "") for each in read[name]["jobs"][job]["steps"]]
        looks = [at for at, each in enumerate(does) if re.fullmatch(r"make (\w+ )*audit", each)]
        assert looks, name
        assert not any("docker" in each for each in does[: looks[0]]), name


def test_the_workflows_make_what_can_be_made() -> None:
    made = {
        target
        for path in WORKFLOWS
        for words in re.findall(r"run: make ([a-z ]+)$", path.read_text("utf-8"), re.MULTILINE)
        for target in words.split()
    }
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert made <= set(targets)
    assert {"check", "soak", "docs", "sbom", "audit", "workflows", "image"} <= made


def script(name: str) -> ModuleType:
    """A script of the project."""
    spec = spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ASKED: Final = {
    "no hole": ({"name": "a", "version": "1", "vulns": []}, 0, "no known hole in 1 packages"),
    "a hole": (
        {"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]},
        1,
        "audit: a 1 has X-1; mended in 2",
    ),
    "not looked up": (
        {"name": "a", "skip_reason": "not found"},
        2,
        "audit: 1 of 1 could not be looked up",
    ),
    "not reached": (None, 2, "audit: the package index could not be asked (no route)"),
}


@pytest.mark.parametrize("case", ASKED)
def test_an_audit_that_did_not_happen_is_no_good_news(tmp_path: Path, case: str) -> None:
    """The script in a process of its own, with a tool that answers as the real one does."""
    dependency, status, said = ASKED[case]
    answer = json.dumps({"dependencies": [dependency]}) if dependency else ""
    tool = f"import sys; print({answer!r}); print('no route', file=sys.stderr)"
    (tmp_path / "pip_audit.py").write_text(tool)
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "audit.py")],
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == status, done
    assert said in f"{done.stdout}{done.stderr}"


def test_what_differs_in_an_image_is_seen(tmp_path: Path) -> None:
    image = script("image")
    names = [name for name, _ in image.steps()]
    assert names.count("RUN") == 3
    one = tmp_path / "one"
    one.write_text("a")
    before = image.digests(tmp_path)
    one.write_text("b")
    assert image.digests(tmp_path) != before
    one.write_text("a")
    assert image.digests(tmp_path) == before
    one.chmod(0o755)
    assert image.digests(tmp_path) != before


def test_the_base_can_be_named_by_its_digest() -> None:
    froms = re.findall(r"^FROM (\S+)", IMAGE, re.MULTILINE)
    assert froms == ["${BASE}", "${BASE}"]
    assert re.search(r"^ARG BASE=python:3\.\d+-slim-bookworm$", IMAGE, re.MULTILINE)
    assert "--invalidation-mode unchecked-hash" in IMAGE
    version = re.search(r"ARG BASE=python:([\d.]+)", IMAGE)
    assert version is not None
    assert f"/tree/lib/python{version[1]}/site-packages" in IMAGE


@pytest.mark.soak
def test_no_weak_place_in_the_workflows() -> None:
    words = ["make", "--silent", "workflows"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, timeout=4 * PATIENCE, check=False)
    assert done.returncode == 0, done.stdout.decode()
