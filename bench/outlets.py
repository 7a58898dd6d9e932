"""How long it takes to look an export of 10,000 rows through for words that must never leave.

`bench/outlets.py [ROWS]`. Ten columns of names, towns, streets and numbers; in a hundredth the shelter's own
street at other numbers. No database: what is measured is the looking itself, in time of one processor.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable

from waystation.core.outlets.folding import words
from waystation.core.outlets.marks import Finder, marks_of
from waystation.core.outlets.places import places_in_rows

KEY = bytes(range(32))
NAMES, TOWNS = (
    each.split()
    for each in (
        "Ана Марија Елена Џемиле Lirie Arta Ivana Stojan Marko Бесим Марта Титова Коста Шахов Партизанска",
        "Скопје Битола Тетово Гостивар Куманово Охрид Струмица Tetovë Gostivar Ohër",
    )
)


def rows(count: int) -> list[list[object]]:
    chance = random.Random(1)
    return [_row(chance) for _ in range(count)]


def _row(chance: random.Random) -> list[object]:
    street = "Маршал Тито" if chance.random() < 0.01 else f"{chance.choice(NAMES)} {chance.choice(NAMES)}"
    text = " ".join(chance.choices(NAMES + TOWNS, k=8))
    day = f"20{chance.randint(10, 25)}-0{chance.randint(1, 9)}-2{chance.randint(0, 8)}"
    return [chance.getrandbits(32), *chance.choices(NAMES, k=2), chance.choice(TOWNS), street, chance.randint(100, 300),
            day, text, "shelter", None]  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    table = rows(count)
    marks = [marks_of("Маршал Тито", "12а", KEY), *(marks_of(f"Измислена улица {each}", "7", KEY) for each in NAMES)]
    words("ѝ")  # the tables of letters are made once for a process

    def look() -> None:
        found = Finder(KEY, marks)
        for at in range(0, count, 1000):
            assert not places_in_rows(table[at : at + 1000], found, ["column"] * 10, at + 1)

    taken = [seconds(look) for _ in range(5)]
    print(f"{count:,} rows, {len(marks)} entries: {statistics.median(taken) * 1000:,.0f} ms (median of five)")


if __name__ == "__main__":
    main()
