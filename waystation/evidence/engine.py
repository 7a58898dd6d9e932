"""The one place that knows which engine counts: fact files in, Ibis tables out.

Today DuckDB; another engine that Ibis speaks needs only these few functions again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from waystation.core.facts import Column, Value

MEMORY = "384MB"
THREADS = 2


@cache
def connection() -> Any:
    """Return this process's engine; loaded on first use, because idle processes must stay small."""
    import ibis

    return ibis.duckdb.connect(threads=THREADS, memory_limit=MEMORY)


def open_tables(paths: Mapping[str, Path]) -> dict[str, Any]:
    """Return one Ibis table for each file."""
    return {name: connection().read_parquet(path) for name, path in paths.items()}


def schema(columns: Sequence[Column]) -> Any:
    """Return the Arrow schema of declared columns."""
    import pyarrow as pa

    kinds = {
        "code": pa.string(),
        "codes": pa.list_(pa.string()),
        "integer": pa.int64(),
        "decimal": pa.float64(),
        "date": pa.date32(),
        "boolean": pa.bool_(),
    }
    return pa.schema([(column.name, kinds[column.kind]) for column in columns])


def write_rows(path: Path, fields: Any, batches: Iterable[Sequence[tuple[Value, ...]]]) -> None:
    """Write the rows to a Parquet file, one batch in memory at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetWriter(path, fields, compression="zstd") as writer:
        for batch in batches:
            columns = zip(zip(*batch, strict=True), fields, strict=True)
            arrays = [pa.array(values, field.type) for values, field in columns]
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=fields))


def sort_file(source: Path, target: Path) -> None:
    """Copy a Parquet file with its rows in order of all columns; spills to disk when memory is short."""
    table = connection().read_parquet(source)
    connection().to_parquet(table.order_by([table[name] for name in table.columns]), target, compression="zstd")


def read_columns(path: Path, rows: int) -> Iterator[list[list[Any]]]:
    """Yield the file's columns as plain lists, so many rows at a time."""
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(path).iter_batches(batch_size=rows):
        yield [column.to_pylist() for column in batch.columns]


def rows_of(expression: Any) -> list[dict[str, Any]]:
    """Run the expression and return its rows."""
    rows: list[dict[str, Any]] = connection().to_pyarrow(expression).to_pylist()
    return rows
