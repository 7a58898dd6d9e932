"""Stable codes for statistics that are not the addresses of records."""

import hashlib
from uuid import UUID


def opaque(code: UUID | str, kind: str) -> str:
    """Return a code that counts distinct things of one kind and leads back to no address."""
    return hashlib.sha256(f"waystation facts 1|{kind}|{code}".encode()).hexdigest()[:20]
