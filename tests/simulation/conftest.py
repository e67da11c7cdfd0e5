"""One world for all simulated conversations: reading the dialogue and filling the store takes seconds."""

from collections.abc import Iterator

import pytest

from tests.simulation.world import World
from tests.simulation.world import world as new_world


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with new_world(tmp_path_factory.mktemp("simulation")) as made:
        yield made
