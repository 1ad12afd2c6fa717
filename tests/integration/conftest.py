"""What the tests here share."""

from support.fixtures import cradle, shared_path, tmp_path

__all__ = ["cradle", "shared_path", "tmp_path"]
