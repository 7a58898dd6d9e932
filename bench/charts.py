"""Time and memory of drawing four posters in three languages and four formats.

Run: python bench/charts.py
"""

import resource
import time
from collections.abc import Callable
from statistics import median

from waystation import charts
from waystation.charts.gallery import examples

LANGUAGES = ("mk", "sq", "en")
NAMES = ("helpline", "on_the_move", "assistance", "prevention")
FORMATS: dict[str, Callable[[charts.Poster], str | bytes]] = {
    "html": charts.html,
    "svg": charts.svg,
    "png": charts.png,
    "pdf": charts.pdf,
}
MOST_SECONDS, MOST_MEBIBYTES = 15, 150


def memory_mib() -> float:
    """Return the most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(draw: Callable[[charts.Poster], str | bytes], poster: charts.Poster) -> tuple[float, int]:
    """Return seconds and bytes of one drawing."""
    start = time.perf_counter()
    drawn = draw(poster)
    return time.perf_counter() - start, len(drawn.encode() if isinstance(drawn, str) else drawn)


def main() -> None:
    """Draw everything once and compare with the goals."""
    posters = [examples(language)[name] for language in LANGUAGES for name in NAMES]
    idle, start, cpu = memory_mib(), time.perf_counter(), time.process_time()
    print(f"imported and read: {idle:.0f} MiB")
    for name, draw in FORMATS.items():
        seconds, sizes = zip(*(timed(draw, poster) for poster in posters), strict=True)
        line = (
            f"median {median(seconds) * 1000:6.1f} ms, first {seconds[0] * 1000:6.1f} ms, largest {max(sizes):7} bytes"
        )
        print(f"{name:4} {line}, {memory_mib():.0f} MiB")
    wall, used = time.perf_counter() - start, time.process_time() - cpu
    print(f"{len(posters) * len(FORMATS)} files: {wall:.2f} s wall, {used:.2f} s CPU, {memory_mib():.0f} MiB at most")
    assert wall <= MOST_SECONDS, f"{wall:.1f} s is more than {MOST_SECONDS} s"
    assert memory_mib() <= MOST_MEBIBYTES, f"{memory_mib():.0f} MiB is more than {MOST_MEBIBYTES} MiB"


if __name__ == "__main__":
    main()
