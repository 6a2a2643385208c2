"""Python's garbage collector, called less often while articles are read.

It looks at every container that is alive again and again, and a parse is hundreds of thousands of them, hardly any of
them in cycles: with the interpreter's own thresholds a quarter of the time of an analysis goes there. What is freed by
counting references, which is nearly all, is not touched by this.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

THRESHOLDS = (50_000, 20, 100)  # allocations, and runs of the younger before the older generation, until a pass


@contextlib.contextmanager
def rarely_collected() -> Iterator[None]:
    """Fewer passes inside; the thresholds that were set before come back at the end.

    >>> with rarely_collected():
    ...     gc.get_threshold()[0]
    50000
    """
    before = gc.get_threshold()
    if before[0]:  # 0: somebody has switched it off
        gc.set_threshold(*THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
