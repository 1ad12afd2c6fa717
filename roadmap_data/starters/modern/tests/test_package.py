"""The first test: replace it as soon as there is something to test."""

import parcels


def test_the_package_says_what_it_is() -> None:
    assert parcels.__doc__
