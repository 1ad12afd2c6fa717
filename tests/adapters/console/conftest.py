"""What the tests here share."""

from support.cradle import cradle, shared_path, tmp_path

__all__ = ["cradle", "shared_path", "tmp_path"]
