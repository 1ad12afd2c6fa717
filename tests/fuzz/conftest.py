"""What the tests here share."""

from support.fixtures import tmp_path

__all__ = ["tmp_path"]
