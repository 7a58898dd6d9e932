"""One network waits for itself and for nobody else."""

from threading import Event, Thread

import pytest

from waystation.core.accounts import turns
from waystation.core.accounts.turns import turn_of

pytestmark = pytest.mark.no_database


def begun(network):
    """Let another thread ask for its turn; return what is set once it has it, and the thread."""
    has = Event()

    def work():
        with turn_of(network):
            has.set()

    thread = Thread(target=work)
    thread.start()
    return has, thread


def test_a_network_takes_one_turn_at_a_time_and_another_does_not_wait():
    with turn_of("elsewhere"):
        own, neighbour = begun("elsewhere"), begun("office")
        assert neighbour[0].wait(10)
        assert not own[0].is_set()
    assert own[0].wait(10)
    for _has, thread in (own, neighbour):
        thread.join(10)
    assert not turns._turns
