"""What the supervisor starts: `python -m waystation.config.child PARENT door|worker|demo …`."""

import os
import sys

from waystation.config.processes import die_with


def main(parent: str, role: str, *arguments: str) -> None:
    """Become the door, the worker or the maker of the invented organisation."""
    die_with(int(parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waystation.config.settings")
    if role == "door":
        from waystation.config.door import serve

        serve(arguments[0], int(arguments[1]))
    elif role == "worker":
        from waystation.config.worker import work

        work()
    elif role == "demo":
        from waystation.config.demonstration import run

        run()


if __name__ == "__main__":
    main(*sys.argv[1:])
