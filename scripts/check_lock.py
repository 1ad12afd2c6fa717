"""Install the requirements files, as the Makefile does, with the oldest pip that may meet them.

It is the pip that the first release of this Python brings: what a newcomer has in a new .venv.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PIP = {(3, 11): "22.3", (3, 12): "23.2.1", (3, 13): "24.2"}
"""What `ensurepip` of 3.11.0, 3.12.0 and 3.13.0 holds."""

ENVIRONMENTS = (
    ("requirements.txt", "requirements-dev.txt"),
    ("requirements-publish.txt",),
    ("requirements-peers.txt",),
)
"""What is installed together."""

MINUTES = 15
"""How long one installation may take."""


def main() -> None:
    """Raise CalledProcessError if pip refuses, or if what it installed does not fit together."""
    release = sys.version_info[:2]
    old = OLDEST_PIP.get(release, OLDEST_PIP[max(OLDEST_PIP)])
    for files in ENVIRONMENTS:
        with tempfile.TemporaryDirectory(prefix="waymark-lock-") as folder:
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            _pip(folder, "install", f"pip=={old}")
            for file in files:
                _pip(folder, "install", "--no-compile", "--require-hashes", "-r", str(ROOT / file))
            _pip(folder, "check")
    print(f"The lock holds with pip {old} on Python {release[0]}.{release[1]}.")


def _pip(folder: str, *arguments: str) -> None:
    pip = [f"{folder}/bin/python", "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *arguments], check=True, timeout=60 * MINUTES)


if __name__ == "__main__":
    main()
