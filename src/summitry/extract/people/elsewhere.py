"""Second sight: single words that are a name found elsewhere in the article, or a slip of the pen for it."""

from __future__ import annotations

from summitry.extract.people.spans import MONTHS, SUFFIXES, NameSpan
from summitry.extract.people.titles import title_before
from summitry.extract.people.words import NEVER_NAMES, Word
from summitry.knowledge.people import find_person, find_role, is_family_first, name_takers, not_people
from summitry.knowledge.places import find_place, fold_word


def named_elsewhere(words: list[Word], spans: list[NameSpan]) -> list[NameSpan]:
    """Single words that are a name found elsewhere in the article, or a slip of the pen for it."""
    families, givens = name_parts([[w.text for w in words[s.first : s.last]] for s in spans])
    taken = {i for s in spans for i in range(s.first, s.last)}
    found = []
    for index, word in enumerate(words):
        if index in taken or not word.is_capital or word.folded in NEVER_NAMES or _is_inside_name(words, index):
            continue
        if find_role(word.text) or find_place(word.text) or word.folded in not_people():
            continue
        rule = _match(word, families, givens)
        if rule and not (word.folded in MONTHS and _is_month(words, index)):
            found.append(NameSpan(first=index, last=index + 1, title=title_before(words, index), rule=rule))
    return found


def _is_month(words: list[Word], index: int) -> bool:
    """Whether "May" is the month here: beside a number or behind a word that goes with months."""
    before = words[index - 1].folded if index and words[index].gap == " " else ""
    led = before in ("in", "since", "by", "until", "of", "last", "this", "next", "on", "early", "late", "mid", "from")
    after = words[index + 1].gap if index + 1 < len(words) else ""
    return led or words[index].gap.strip().isdigit() or after.lstrip()[:1].isdigit()


def name_parts(names: list[list[str]]) -> tuple[set[str], set[str]]:
    """The folded family names and given names of names (lists of words); single names count as families."""
    families, givens = set(), set()
    for name in names:
        words = [w for w in name if fold_word(w).strip(".") not in SUFFIXES]
        if not words:
            continue
        family = words[0] if is_family_first(words) else words[-1]
        families.add(fold_word(family))
        if len(words) > 1:
            givens.add(fold_word(words[-1] if is_family_first(words) else words[0]))
    return families, givens


def _is_inside_name(words: list[Word], index: int) -> bool:
    """Whether a capital word beside makes this one part of another name ("Clinton Foundation")."""
    word = words[index]
    if word.headline:
        return False
    after = words[index + 1] if index + 1 < len(words) and words[index + 1].gap == " " else None
    return bool(after and not word.possessive and after.is_capital and after.folded in name_takers())


def _match(word: Word, families: set[str], givens: set[str]) -> str | None:
    label = word.label
    if word.folded in families:
        return "named elsewhere"
    if word.folded in givens and label == "PERSON":
        return "given name"
    unlabelled = label not in ("GPE", "NORP", "ORG", "DATE")
    if (len(word.text) >= 6 and unlabelled) or label == "PERSON" or (len(word.text) >= 8 and label != "NORP"):
        slips = sorted(f for f in families if len(f) >= 6 and is_slip(word.folded, f))
        if slips and find_person(word.text) is None:
            return "slip of the pen"
    return None


def is_slip(one: str, other: str) -> bool:
    """One letter more, less or else, or two neighbours swapped, behind the same first letter."""
    if one == other or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        differing = [i for i in range(len(one)) if one[i] != other[i]]
        swapped = len(differing) == 2 and differing[1] == differing[0] + 1
        return len(differing) == 1 or (
            swapped and one[differing[0]] == other[differing[1]] and one[differing[1]] == other[differing[0]]
        )
    short, long = sorted((one, other), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
