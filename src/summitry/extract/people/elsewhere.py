"""Second sight: words that are a name found elsewhere in the article, a shorter form of it, or a slip of the pen."""

from __future__ import annotations

from summitry.extract.people.spans import MONTHS, PARTICLES, SUFFIXES, NameSpan, is_name_word
from summitry.extract.people.titles import title_before
from summitry.extract.people.words import NEVER_NAMES, Word
from summitry.knowledge.people import (
    find_person,
    find_role,
    is_family_first,
    is_given_name,
    name_takers,
    not_people,
)
from summitry.knowledge.places import find_place, fold_word


def named_elsewhere(words: list[Word], spans: list[NameSpan]) -> list[NameSpan]:
    """Single words that are a name found elsewhere in the article, or a slip of the pen for it."""
    names = [[w.text for w in words[s.first : s.last]] for s in spans]
    families, givens = name_parts(names)
    taken = {i for s in spans for i in range(s.first, s.last)}
    free = [i for i in range(len(words)) if i not in taken and _may_be_name(words, i)]
    families |= shorter_families(names, [words[i].folded for i in free if _stands_alone(words, i)])
    found = []
    for index in free:
        word = words[index]
        rule = _match(word, families, givens)
        if rule and not (word.folded in MONTHS and _is_month(words, index)):
            first = index - 1 if rule == "named elsewhere" and _is_given_before(words, index, taken) else index
            found.append(NameSpan(first=first, last=index + 1, title=title_before(words, first), rule=rule))
    return found


def _may_be_name(words: list[Word], index: int) -> bool:
    word = words[index]
    if not word.is_capital or word.folded in NEVER_NAMES or _is_inside_name(words, index):
        return False
    return not find_role(word.text) and not find_place(word.text) and word.folded not in not_people()


def _stands_alone(words: list[Word], index: int) -> bool:
    """Whether no other capital word stands beside this one, so that it is the whole of a name."""
    before = index and words[index].gap == " " and is_name_word(words[index - 1])
    after = index + 1 < len(words) and words[index + 1].gap == " " and words[index + 1].is_capital
    return not before and not (after and not words[index].possessive)


def shorter_families(names: list[list[str]], alone: list[str]) -> set[str]:
    """The folded family names that stand elsewhere than last in full names, told by the words that stand alone.

    The press calls a person by the family name: where the last word of a full name never stands alone but the first
    does ("Kurosawa Haruka ... Kurosawa"), or the one before the last of three ("Inmaculada Ferrer Ortuño ... Ferrer"),
    and it is no given name we know, that word is the family name.
    """
    found = set()
    for name in names:
        parts = [w for w in name if fold_word(w).strip(".") not in SUFFIXES | PARTICLES]
        if len(parts) < 2 or find_person(" ".join(name)) or is_family_first(name) or fold_word(parts[-1]) in alone:
            continue
        other = parts[0] if len(parts) == 2 else parts[-2]
        if fold_word(other) in alone and not is_given_name(other) and len(other) > 2:
            found.add(fold_word(other))
    return found


def _is_given_before(words: list[Word], index: int, taken: set[int]) -> bool:
    """Whether the word before a family name is its given name, which the model overlooked ("When Tereza Cavalcanti").

    At the start of a sentence only a given name we know counts: any word has a capital there.
    """
    if not index or words[index].gap != " " or index - 1 in taken or words[index].headline:
        return False
    before = words[index - 1]
    if not is_name_word(before) or before.possessive or find_role(before.text) or find_place(before.text):
        return False
    if before.label not in ("", "PERSON") or before.folded in not_people() or before.text.isupper():
        return False
    starts = index < 2 or words[index - 1].gap != " "
    return is_given_name(before.text) or not starts


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
