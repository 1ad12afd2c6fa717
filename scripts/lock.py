"""Write the requirements files anew: pinned with extras, hashed, no address.

What is pinned already stays as it is where it can; delete a file to take the newest of all.
Needs uv on the PATH (`pip install uv`); run it by `make lock` after a change in pyproject.toml.
"""

import subprocess

COMPILE = [
    *("uv", "pip", "compile", "--quiet", "--universal"),
    *("--python-version", "3.11", "--generate-hashes", "--no-strip-extras"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"),
]
PROJECT = "pyproject.toml"


def lock(file: str, *what: str) -> None:
    """Pin what is asked for into a file."""
    subprocess.run([*COMPILE, *what, "-o", file], check=True)


def main() -> None:
    """Lock what runs, then what develops and publishes, with the same versions; and the peers."""
    lock("requirements.txt", PROJECT, "--group", "build")
    lock("requirements-dev.txt", PROJECT, "--group", "dev", "-c", "requirements.txt")
    only = f"{PROJECT}:publish"
    lock("requirements-publish.txt", "--group", only, "-c", "requirements-dev.txt")
    lock("requirements-peers.txt", "--group", f"{PROJECT}:peers")


if __name__ == "__main__":
    main()
