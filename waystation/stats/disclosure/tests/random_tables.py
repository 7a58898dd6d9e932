"""Random tables for property tests: 1 to 4 dimensions, hierarchies, people beside printed values."""

import numpy as np
from hypothesis import strategies as st

from waystation.stats.disclosure import Table

NAMES = ("year", "sex", "form", "region")


@st.composite
def tables(draw, grouped, most_leaves=16):
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    while np.prod(sizes) > most_leaves:
        sizes[int(np.argmax(sizes))] -= 1
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    mean = draw(st.sampled_from([0.5, 2.0, 6.0, 30.0]))
    return random_table(sizes, random, mean, nights=draw(st.booleans()), grouped=grouped)


def random_table(sizes, random, mean, *, nights=False, grouped=False):
    dimensions = NAMES[: len(sizes)]
    keys = [tuple(f"{name}{i}" for name, i in zip(dimensions, ix, strict=True)) for ix in np.ndindex(*sizes)]
    people = {key: int(random.poisson(mean * random.exponential())) for key in keys}
    counts = {key: count * int(random.integers(1, 9)) if nights else count for key, count in people.items()}
    return Table(
        dimensions, counts,
        people=people if nights else None,
        counted="nights" if nights else "people",
        hierarchies=_groups(dimensions, sizes) if grouped else {},
    )  # fmt: skip


def _groups(dimensions, sizes):
    wide = [(name, size) for name, size in zip(dimensions, sizes, strict=True) if size > 2]
    return {name: {f"{name}{i}": f"{name}-low" for i in range(size // 2 + 1)} for name, size in wide[:2]}
