"""Ask the package index for known holes in what is pinned: `make audit`.

Status 0 where none is known, 1 where there is one, 2 where the index could not be asked: an audit
that did not happen is no good news.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
FILES: Final = ("requirements.txt", "requirements-dev.txt", "requirements-publish.txt")
"""What runs, develops and publishes; what is measured beside us only ever meets a loopback."""
MINUTES: Final = 5
"""How long all of them may take together."""

ASK: Final = (
    *("-m", "pip_audit", "--require-hashes", "--disable-pip", "--format", "json"),
    *("--progress-spinner", "off", "--timeout", "15"),
)


def found() -> list[dict[str, Any]]:
    """What is pinned, each with its `vulns` or a `skip_reason`. Raises OSError, TimeoutExpired."""
    files = [word for name in FILES for word in ("-r", str(ROOT / name))]
    asked = subprocess.run(
        [sys.executable, *ASK, *files],
        capture_output=True,
        text=True,
        timeout=60 * MINUTES,
        check=False,
    )
    try:
        dependencies: list[dict[str, Any]] = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        raise OSError(
            asked.stderr.strip().splitlines()[-1] if asked.stderr.strip() else "no answer"
        ) from None
    return dependencies


def main() -> int:
    """Say what was found."""
    try:
        dependencies = found()
    except (OSError, subprocess.TimeoutExpired) as error:
        print(
            f"audit: the package index could not be asked ({error}): try again later",
            file=sys.stderr,
        )
        return 2
    holes = [(each, hole) for each in dependencies for hole in each.get("vulns", ())]
    for each, hole in holes:
        mended = ", ".join(hole["fix_versions"]) or "no version yet"
        print(
            f"audit: {each['name']} {each['version']} has {hole['id']}; mended in {mended}",
            file=sys.stderr,
        )
    if holes:
        return 1
    unknown = [each["name"] for each in dependencies if "skip_reason" in each]
    if unknown:
        print(
            f"audit: {len(unknown)} of {len(dependencies)} could not be looked up ({unknown[0]}, ...): "
            "ask again where the package index knows about holes",
            file=sys.stderr,
        )
        return 2
    print(f"audit: no known hole in {len(dependencies)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
