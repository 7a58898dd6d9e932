"""One door: prepares its own database, then serves; keeps no record of who came."""

import sys

import django


def serve(host: str, port: int) -> None:
    """Serve this process's door on the address until told to stop."""
    django.setup()
    from waystation.config.preparation import prepare
    from waystation.config.processes import fork_and_wait

    if fork_and_wait(prepare):
        sys.exit(1)
    import uvicorn

    uvicorn.run(
        "waystation.config.asgi:application",
        host=host,
        port=port,
        http="h11",
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=4,
    )
