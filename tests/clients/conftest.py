"""What all tests share: one server that nobody writes to, and one that may be spoilt."""

from collections.abc import Iterator

import pytest
from server import Server, serve


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serve() as running:
        yield running


@pytest.fixture
def throw_away() -> Iterator[Server]:
    with serve() as running:
        yield running
