"""What the tests here share."""

from support.cradle import cradle

__all__ = ["cradle"]
