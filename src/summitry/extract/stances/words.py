"""The words of `knowledge/stance_words.csv`: what somebody does by saying it, and what shows it in their own words.

Columns: stance, kind, word (a lemma, or a verb and the word it takes: "pay tribute"), slots, example, source. Kinds:
`act` a verb that names the stance ("praised"), with the slots in which its target is looked for, in order; `deed`,
`hostile`, `forswear` and `red line` verbs of what a speaker will (not) do; `fate` what will happen to others; `menace`
and `assault` nouns; `modal` and `imperative` what others must do, `no deed` and `supposition` what is no order ("must
be tired"); `good`, `good thing` and `bad thing` for praise; `untrue`, `accused` and `claim` for denial; `actor` nouns
for those who can hold a stance. Outside `act`, slots may say `needs:a|b` or `lacks:a|b`: lemmas that must (not) stand
under the verb.
The stance "any" or "none" marks a list that helps to decide; its examples show how.
"""

from __future__ import annotations

import functools

from summitry.knowledge import read_rows
from summitry.records import record

STANCES = ("threat", "praise", "demand", "commitment", "denial")


@record
class Row:
    """One row: `word` is the lemma that is looked for, `second` the word it must take (or empty)."""

    stance: str
    kind: str
    word: str
    second: str
    slots: tuple[str, ...]
    needs: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()


@functools.cache
def stance_rows() -> tuple[Row, ...]:
    """Every row of stance_words.csv, checked."""
    rows = []
    for raw in read_rows("stance_words", required=("stance", "kind", "word", "example", "source")):
        word, _, second = raw["word"].partition(" ")
        slots = tuple(s for s in raw["slots"].split() if ":" not in s)
        limits = dict(s.split(":") for s in raw["slots"].split() if ":" in s)
        rows.append(
            Row(
                stance=raw["stance"],
                kind=raw["kind"],
                word=word,
                second=second,
                slots=slots,
                needs=frozenset(filter(None, limits.get("needs", "").split("|"))),
                lacks=frozenset(filter(None, limits.get("lacks", "").split("|"))),
            )
        )
    return tuple(rows)


@functools.cache
def rows_of(kind: str) -> dict[str, tuple[Row, ...]]:
    """{lemma: rows} of one kind; rows that ask for a second word or name a menace go first."""
    found: dict[str, list[Row]] = {}
    for row in stance_rows():
        if row.kind == kind:
            found.setdefault(row.word, []).append(row)
    return {
        word: tuple(sorted(rows, key=lambda r: (not r.second, r.slots[:1] != ("menace",))))
        for word, rows in found.items()
    }


@functools.cache
def words_of(kind: str) -> frozenset[str]:
    """The words of one kind."""
    return frozenset(rows_of(kind))


@functools.cache
def cue_words() -> frozenset[str]:
    """Every lemma at which a stance may be read."""
    kinds = (
        "act",
        "deed",
        "red line",
        "forswear",
        "hostile",
        "fate",
        "modal",
        "imperative",
        "good",
        "untrue",
        "accused",
    )
    return frozenset().union(*(words_of(kind) for kind in kinds)) | {"forget"}
