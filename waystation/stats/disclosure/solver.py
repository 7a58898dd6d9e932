"""Load the solver when it is first needed, without its banner: standard output belongs to the caller."""

from functools import cache
from typing import Any


@cache
def highs() -> Any:
    """Return the solver's module; idle processes never load it."""
    import highspy

    return highspy


@cache
def _quiet_kind() -> Any:
    class Quiet(highs().Highs):  # type: ignore[misc]
        def enableCallbacks(self) -> None:  # noqa: N802 - the solver prints when these are set up
            self.setOptionValue("output_flag", False)  # noqa: FBT003

        def run(self) -> Any:
            """Solve. Whoever solved something in this process with more threads would stop one thread from starting."""
            refused = highs().HighsStatus.kError
            status = super().run()
            if status == refused:
                self.resetGlobalScheduler(True)  # noqa: FBT003
                status = super().run()
            if status == refused:
                raise RuntimeError("The solver HiGHS could not work on this problem at all: this is a fault of ours.")
            return status

    return Quiet


def quiet_solver() -> Any:
    """Return a new single-threaded solver that prints nothing."""
    solver = _quiet_kind()()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - no keyword in its interface
    solver.setOptionValue("threads", 1)
    return solver
