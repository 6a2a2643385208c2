"""Where a run on many machines keeps what it reads and writes: any place that fsspec knows (a folder, s3://, gs://).

Everything is written whole or not at all, under names that depend on the input only: whatever a worker had finished
before it was killed is found again, by the one that takes over as by a later run.
"""

from __future__ import annotations

import io
import pickle
import uuid
from collections.abc import Iterable
from dataclasses import is_dataclass
from typing import Any

import pandas as pd

MISSING = "--engine dask needs dask, distributed and fsspec: install the extra `scale` (pip install '.[scale]')"


PLAIN = frozenset(
    [
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "timedelta"),
        ("builtins", "set"),
        ("builtins", "frozenset"),
        ("collections", "Counter"),
    ]
)


class ScaleError(RuntimeError):
    """What --engine dask needs is not there or failed; the message says what to do."""


class _Records(pickle.Unpickler):
    """Reads back records, dates and plain containers; whatever else a pickle names is refused, so that it runs nothing.

    What Python's manual of `pickle` calls restricting globals: only classes are found, and of ours only those that
    hold data.
    """

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in PLAIN:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.split(".")[0] == "summitry" and "." not in name else None
        if isinstance(found, type) and (
            is_dataclass(found) or (issubclass(found, tuple) and hasattr(found, "_fields"))
        ):
            return found
        raise ScaleError(
            f"a part of this run names {module}.{name}, which no part holds; remove the folder and run again"
        )


def _unpickle(data: bytes) -> Any:
    return _Records(io.BytesIO(data)).load()


class Store:
    """A folder at a local path or an fsspec address. Names are paths inside it.

    Between its steps a run keeps records as pickles there, and reads back nothing but records (`_Records`).
    """

    def __init__(self, address: str) -> None:
        try:
            import fsspec
        except ImportError:
            raise ScaleError(MISSING) from None
        try:
            self._fs, self._root = fsspec.core.url_to_fs(str(address))
        except (ImportError, ValueError) as error:
            raise ScaleError(f"{address} cannot be reached: {error}") from error
        self.address = str(address)

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def has(self, name: str) -> bool:
        return self._fs.exists(self._path(name))

    def names(self, folder: str = "", *, suffix: str = "") -> list[str]:
        """The files of a folder inside the store, sorted, that end in `suffix`."""
        path = self._path(folder).rstrip("/")
        if not self._fs.isdir(path):
            return []
        files = (
            entry["name"].rsplit("/", 1)[-1] for entry in self._fs.ls(path, detail=True) if entry["type"] == "file"
        )
        return sorted(name for name in files if name.endswith(suffix) and not name.startswith((".", "_")))

    def mark(self, name: str) -> str:
        """What changes when a file changes, as far as its place can tell."""
        return str(self._fs.ukey(self._path(name)))

    def write(self, name: str, data: bytes) -> None:
        path = self._path(name)
        self._fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        beside = f"{path}.{uuid.uuid4().hex}.writing"
        self._fs.pipe_file(beside, data)
        self._fs.mv(beside, path)

    def read(self, name: str) -> bytes:
        return self._fs.cat_file(self._path(name))

    def open(self, name: str):
        """The file for reading, of which only the parts asked for are fetched."""
        return self._fs.open(self._path(name), "rb")

    def put(self, name: str, value: Any) -> None:
        self.write(name, pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))

    def get(self, name: str) -> Any:
        return _unpickle(self.read(name))

    def put_frame(self, name: str, frame: pd.DataFrame) -> None:
        buffer = io.BytesIO()
        frame.to_parquet(buffer, index=False)
        self.write(name, buffer.getvalue())

    def put_dealt(self, name: str, hands: dict[int, Any]) -> None:
        """Write one file of several pickles, one for each number, so that a reader fetches only its own."""
        import pyarrow
        import pyarrow.parquet

        schema = pyarrow.schema([("hand", pyarrow.int64()), ("value", pyarrow.large_binary())])
        buffer = io.BytesIO()
        with pyarrow.parquet.ParquetWriter(buffer, schema) as writer:
            for hand in sorted(hands):
                value = pickle.dumps(hands[hand], protocol=pickle.HIGHEST_PROTOCOL)
                writer.write_table(pyarrow.table({"hand": [hand], "value": [value]}, schema=schema))
        self.write(name, buffer.getvalue())

    def get_dealt(self, names: Iterable[str], hand: int) -> list[Any]:
        """What several such files hold for one number."""
        import pyarrow.parquet

        found = []
        for name in names:
            with self.open(name) as file:
                rows = pyarrow.parquet.read_table(file, filters=[("hand", "=", hand)]).column("value")
                found += [_unpickle(value.as_py()) for value in rows]
        return found

    def remove(self, folder: str) -> None:
        path = self._path(folder)
        if self._fs.exists(path):
            self._fs.rm(path, recursive=True)
