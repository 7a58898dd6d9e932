"""One door: prepares its own database, then serves; keeps no record of who came."""

import sys
from pathlib import Path

import django

from waystation.config.processes import fork_and_wait

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def serve(host: str, port: int) -> None:
    """Serve this process's door on the address until told to stop."""
    fork_and_wait(_compile_catalogues)  # before Django, which reads them once and keeps what it found
    django.setup()
    from waystation.config.preparation import prepare_door

    if fork_and_wait(prepare_door):
        sys.exit(1)
    import uvicorn

    from waystation.config.protocol import CalmProtocol

    uvicorn.run(
        "waystation.config.asgi:application",
        host=host,
        port=port,
        http=CalmProtocol,
        ws="none",
        lifespan="off",
        log_level="warning",
        log_config=None,  # the settings' own: where in the program, never what was asked
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=4,
    )


def _compile_catalogues() -> None:
    from waystation.config.catalogues import compile_stale

    compile_stale(LOCALE)
