"""Write requirements.txt and requirements-dev.txt anew: pinned with extras, hashed, no address.

What is pinned already stays as it is where it can; delete a file to take the newest of all.
Needs uv on the PATH (`pip install uv`); run it by `make lock` after a change in pyproject.toml.
"""

import subprocess

COMPILE = [
    *("uv", "pip", "compile", "pyproject.toml", "--quiet", "--universal"),
    *("--python-version", "3.11", "--generate-hashes", "--no-strip-extras"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"),
]


def main() -> None:
    """Lock what runs, then what develops with the same versions."""
    subprocess.run([*COMPILE, "--group", "build", "-o", "requirements.txt"], check=True)
    dev = ["--group", "dev", "-c", "requirements.txt", "-o", "requirements-dev.txt"]
    subprocess.run([*COMPILE, *dev], check=True)


if __name__ == "__main__":
    main()
