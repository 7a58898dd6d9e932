"""Addresses of PostgreSQL databases are read as written."""

import pytest

from waystation.config.database import postgres

pytestmark = pytest.mark.no_database


@pytest.mark.parametrize(
    ("address", "host", "port", "name"),
    [
        ("postgresql://me:s%40crt@db.example.org:5433/records", "db.example.org", 5433, "records"),
        ("postgresql://me@%2FTmp%2FSocket/records", "/Tmp/Socket", "", "records"),
        ("postgresql://me@[::1]:5432/records", "::1", 5432, "records"),
        ("postgres:///records", "", "", "records"),
    ],
)
def test_an_address_is_read(address, host, port, name):
    read = postgres(address)
    assert (read["HOST"], read["PORT"], read["NAME"]) == (host, port, name)


def test_a_password_may_hold_any_sign():
    assert postgres("postgresql://me:s%40c%2Ft@host/records")["PASSWORD"] == "s@c/t"


def test_another_kind_of_database_is_refused():
    with pytest.raises(ValueError, match="Write the database as postgresql"):
        postgres("mysql://me@host/records")
