"""SQLCipher's Python module, taught the same kinds of values as Django's own SQLite backend."""

import decimal
from datetime import date, datetime

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3.base import adapt_date, adapt_datetime, decoder
from django.utils.dateparse import parse_date, parse_datetime, parse_time

try:
    from sqlcipher3 import dbapi2 as sqlcipher
except ImportError as error:
    raise ImproperlyConfigured(
        "The library that encrypts database files cannot be loaded (sqlcipher3): install it again with bin/run or "
        "`uv sync`. Only where it does not exist for this machine: WAYSTATION_PLAIN_SQLITE=yes, on an encrypted disk."
    ) from error

__all__ = ["sqlcipher"]

sqlcipher.register_converter("bool", b"1".__eq__)
sqlcipher.register_converter("date", decoder(parse_date))
sqlcipher.register_converter("time", decoder(parse_time))
sqlcipher.register_converter("datetime", decoder(parse_datetime))
sqlcipher.register_converter("timestamp", decoder(parse_datetime))
sqlcipher.register_adapter(decimal.Decimal, str)
sqlcipher.register_adapter(date, adapt_date)
sqlcipher.register_adapter(datetime, adapt_datetime)
