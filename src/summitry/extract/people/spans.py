"""A name as found: which words it covers, the title before it, what found it."""

from __future__ import annotations

from summitry.extract.people.titles import Title
from summitry.knowledge.people import word_list
from summitry.records import record

SUFFIXES = word_list("suffix")
MONTHS = frozenset(("may", "march", "april", "june", "august"))


@record
class NameSpan:
    """A name: half-open word indices, the title before it, and what found it."""

    first: int
    last: int
    title: Title | None
    rule: str
