"""Withhold sensitive cells and the cheapest others that keep every withheld one uncertain."""

import time

import numpy as np

from waystation.stats.disclosure.errors import CannotProtect
from waystation.stats.disclosure.lattice import FAR, Ints, Lattice, Mask, build_lattice
from waystation.stats.disclosure.methods import Protection
from waystation.stats.disclosure.moves import Moves
from waystation.stats.disclosure.rules import ProtectionRules
from waystation.stats.disclosure.table import TableSystem

VERSION = "1"


def suppress(system: TableSystem, rules: ProtectionRules, *, seconds: float) -> Protection:
    """Choose what to withhold.

    Units: cells; `seconds` of work at most.
    Shape: one mask per table of the system.
    Errors: CannotProtect when a sensitive cell must be shown, or cannot be made uncertain.
    Source: complementary cell suppression, Fischetti and Salazar-González 2001; here by collecting
        whole-number shifts of the table (docs/statistics-methods.md).
    """
    deadline = time.monotonic() + seconds
    lattice = build_lattice(system, rules)
    if (lattice.sensitive & lattice.fixed).any():
        raise CannotProtect("A cell that must stay in print is itself sensitive.")
    withheld = lattice.sensitive.copy()
    moves = Moves(lattice, deadline)
    if withheld.any():
        withheld = _cover(moves, withheld)
    masks = [withheld[place].reshape(t.shape) for place, t in zip(lattice.places, system.tables, strict=True)]
    return Protection(masks, {"seconds": seconds, "shifts": len(moves.shifts)}, f"{VERSION}, {moves.version}")


def _cover(moves: Moves, withheld: Mask) -> Mask:
    """Add cells until every withheld one ranges widely enough."""
    lattice = moves.lattice
    while True:
        short = _short(moves, withheld)
        if not short.any():
            return withheld
        target = int(np.flatnonzero(short)[np.argmax(lattice.value[short])])
        before = withheld
        for direction in _directions(lattice, target):
            withheld = withheld | _open_for(moves, withheld, target, direction)
            if not _short(moves, withheld)[target]:
                break
        else:
            raise CannotProtect("A sensitive cell stays too well known whatever else is withheld.")
        if (before == withheld).all() and _short(moves, withheld)[target]:
            raise CannotProtect("No way to hide a sensitive cell was found in time.")


def _short(moves: Moves, withheld: Mask) -> Mask:
    return withheld & ~moves.lattice.known & (moves.spread(withheld) < moves.lattice.width)


def _directions(lattice: Lattice, target: int) -> tuple[int, ...]:
    return (-1, 1) if lattice.down[target] >= lattice.width[target] else (1, -1)


def _open_for(moves: Moves, withheld: Mask, target: int, direction: int) -> Mask:
    """Find the cheapest shift of the target in one direction; return the cells it moves."""
    lattice = moves.lattice
    need = int(lattice.width[target])
    most_up, most_down = _room(lattice, need)
    price = np.where(withheld, 1e-3, lattice.cost)
    reward = np.zeros(moves.count)
    reward[target] = direction * (price.sum() * 2.0)
    (most_up if direction > 0 else most_down)[target] = min(
        need, (lattice.up if direction > 0 else lattice.down)[target]
    )
    (most_down if direction > 0 else most_up)[target] = 0
    shift = moves.find(price, reward, most_up, most_down)
    return np.zeros(moves.count, dtype=bool) if shift is None else shift != 0


def _room(lattice: Lattice, need: int) -> tuple[Ints, Ints]:
    return np.minimum(lattice.up, FAR), np.minimum(lattice.down, FAR)


METHOD = suppress
