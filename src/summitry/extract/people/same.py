"""Whether two names can be one person's, and which of many names a name is the same as."""

from __future__ import annotations

import functools

from summitry.extract.people.spans import SUFFIXES
from summitry.knowledge.people import find_person, is_family_first, name_key, word_list
from summitry.knowledge.places import fold_word

# Folded given name -> the group of short forms and spellings that the press uses for one another.
_GIVEN_GROUPS = {
    name: number for number, names in enumerate(sorted(word_list("same given name"))) for name in names.split()
}


@functools.lru_cache(maxsize=100_000)
def split_name(name: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(given names, family name) as folded words; a single word is a family name."""
    bare = tuple(fold_word(w).strip(".") for w in name if fold_word(w).strip(".") not in SUFFIXES)
    if len(bare) < 2:
        return (), bare
    return (bare[1:], bare[:1]) if is_family_first(name) else (bare[:-1], bare[-1:])


def is_same_given(one: str, other: str) -> bool:
    """Whether two folded given names can be one person's: equal, initial, short form or one letter off."""
    one, other = one.replace(".", ""), other.replace(".", "")
    if one == other or (one[0] == other[0] and 1 in (len(one), len(other))):
        return True
    if one in _GIVEN_GROUPS and _GIVEN_GROUPS[one] == _GIVEN_GROUPS.get(other):
        return True
    same = sum(a == b for a, b in zip(one, other, strict=False))
    return min(len(one), len(other)) >= 5 and abs(len(one) - len(other)) <= 1 and same >= max(len(one), len(other)) - 1


@functools.lru_cache(maxsize=100_000)
def is_same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names (two words or more) can be forms of one person's name."""
    known, known_other = find_person(" ".join(one)), find_person(" ".join(other))
    if known and known_other:
        return known is known_other
    folded, folded_other = (tuple(name_key(" ".join(n)).split()) for n in (one, other))
    if _is_glued(" ".join(folded), " ".join(folded_other)):
        return True
    short, long = sorted((folded, folded_other), key=len)
    if long[-len(short) :] == short or (len(short) > 1 and long[: len(short)] == short):
        return True
    (given, family), (given_other, family_other) = split_name(one), split_name(other)
    return bool(family == family_other and given and given_other and is_same_given(given[0], given_other[0]))


def _is_glued(one: str, other: str) -> bool:
    """Whether one is the other with the next word stuck to it, as pages lose spaces ("Xi Jinpingand")."""
    short, long = sorted((one, other), key=len)
    tail = long[len(short) :]
    return len(short) >= 8 and long.startswith(short) and tail in ("and", "said", "to", "in", "at", "on", "is")


def name_blocks(name: tuple[str, ...]) -> frozenset[str]:
    """Keys of a full name, one of which two names share wherever `is_same_name` can hold: few are compared with few.

    They are its first and last word, its family name and the person of people.csv. A name that folds to less than two
    words may be glued to anything: its only key is "".
    """
    words = name_key(" ".join(name)).split()
    if len(words) < 2:
        return frozenset(("",))
    row = find_person(" ".join(name))
    keys = {f"first {words[0]}", f"last {words[-1]}", f"family {' '.join(split_name(name)[1])}"}
    return frozenset(keys | {f"person {row['name']}"} if row else keys)


class SameNames:
    """Full names, each of a numbered group, asked for the first group with a name that can be the same as another."""

    __slots__ = ("_answers", "_by_block", "_names", "_seen")

    def __init__(self) -> None:
        self._names: list[tuple[tuple[str, ...], int]] = []
        self._by_block: dict[str, list[int]] = {}
        self._seen: set[tuple[tuple[str, ...], int]] = set()
        self._answers: dict[tuple[str, ...], tuple[int, int | None]] = {}

    def add(self, name: tuple[str, ...], group: int) -> None:
        """Take in a name of a group; a second time changes nothing."""
        if (name, group) in self._seen:
            return
        self._seen.add((name, group))
        for block in name_blocks(name):
            self._by_block.setdefault(block, []).append(len(self._names))
        self._names.append((name, group))

    def first(self, name: tuple[str, ...]) -> int | None:
        """The lowest number of a group that holds a form of this name, or None."""
        size, group = self._answers.get(name, (-1, None))
        if size != len(self._names):  # an answer holds until another name is added
            blocks = name_blocks(name)
            near = range(len(self._names)) if "" in blocks else self._near(blocks)
            group = min((g for n, g in map(self._names.__getitem__, near) if is_same_name(n, name)), default=None)
            self._answers[name] = (len(self._names), group)
        return group

    def _near(self, blocks: frozenset[str]) -> list[int]:
        return sorted({n for block in (*blocks, "") for n in self._by_block.get(block, ())})
