"""What the tests here share."""

from support.fixtures import factory, shared_path, tmp_path

__all__ = ["factory", "shared_path", "tmp_path"]
