"""What the tests here share."""

from support.cradle import tmp_path

__all__ = ["tmp_path"]
