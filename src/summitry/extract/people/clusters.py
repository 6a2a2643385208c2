"""Which names of one article are the same person: the fullest form each of them has there."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from summitry.extract.people.elsewhere import is_slip
from summitry.extract.people.spans import PARTICLES, SUFFIXES, NameSpan
from summitry.extract.people.words import Word
from summitry.knowledge.people import (
    find_gender,
    find_person,
    is_family_first,
    is_given_name,
    name_key,
    word_list,
)
from summitry.knowledge.places import fold_word
from summitry.records import record

# Folded given name -> the group of short forms and spellings that the press uses for one another.
_GIVEN_GROUPS = {
    name: number for number, names in enumerate(sorted(word_list("same given name"))) for name in names.split()
}


@record
class Cluster:
    """One person of one article."""

    name: str
    spans: tuple[int, ...]  # indices into the list of NameSpans
    gender: str | None


def name_words(words: list[Word], span: NameSpan) -> tuple[str, ...]:
    """The words of a name as printed."""
    return tuple(w.text for w in words[span.first : span.last])


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


@lru_cache(maxsize=1 << 16)
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


def cluster_names(words: list[Word], spans: list[NameSpan]) -> list[Cluster]:
    """Group the names of an article; a family name that fits several persons goes to none unless one stands out."""
    names = [name_words(words, span) for span in spans]
    groups: list[list[int]] = []
    for index, name in enumerate(names):
        if len(name) > 1:
            fitting = [g for g in groups if any(is_same_name(other, name) for other in {names[i]: 0 for i in g})]
            if fitting:
                fitting[0].append(index)
            else:
                groups.append([index])
    _add_singles(words, spans, names, groups)
    clusters = []
    for group in groups:
        full = _fullest([names[i] for i in group])
        clusters.append(Cluster(name=full, spans=tuple(sorted(group)), gender=_gender(full, [spans[i] for i in group])))
    return sorted(clusters, key=lambda c: c.spans)


def _add_singles(
    words: list[Word], spans: list[NameSpan], names: list[tuple[str, ...]], groups: list[list[int]]
) -> None:
    """Give every single name to the group it belongs to, or open a group for it."""
    full_groups = list(groups)
    singles: dict[str, list[int]] = {}
    full_counts = [len(g) for g in full_groups]
    for index, name in enumerate(names):
        if len(name) > 1:
            continue
        fitting = [
            n
            for n, g in enumerate(full_groups)
            if any(_is_part(name[0], o) for o in {names[i]: 0 for i in g} if len(o) > 1)
        ]
        if len(fitting) > 1:
            fitting = _tell_apart(spans, names, full_groups, full_counts, fitting, index)
        if len(fitting) == 1:
            full_groups[fitting[0]].append(index)
        elif not fitting:
            key = fold_word(name[0])
            if key not in singles:
                singles[key] = next(
                    (g for k, g in singles.items() if spans[index].rule == "slip of the pen" and is_slip(k, key)), []
                )
                if not singles[key]:
                    groups.append(singles[key])
            singles[key].append(index)


@lru_cache(maxsize=1 << 16)
def _is_part(word: str, full: tuple[str, ...]) -> bool:
    """Whether a single name is the family name (or, failing that, the given name) in a full one."""
    folded = fold_word(word).strip(".")
    parts = tuple(fold_word(w).strip(".") for w in full)
    known, single = find_person(" ".join(full)), find_person(word)
    if single and known:
        return single is known
    if folded == "".join(split_name(full)[1]) or folded == parts[0] or folded == parts[-1]:
        return True
    if len(parts) > 2 and folded == parts[-2] and folded not in PARTICLES and not is_given_name(word):
        return True  # the first of two family names ("Inmaculada Ferrer Ortuño")
    return is_slip(folded, "".join(split_name(full)[1])) and len(folded) >= 6 and not single


def _tell_apart(
    spans: list[NameSpan],
    names: list[tuple[str, ...]],
    groups: list[list[int]],
    counts: list[int],
    fitting: list[int],
    index: int,
) -> list[int]:
    """Of several persons with this family name the one the title, the family position or the press's habit means."""
    word = fold_word(names[index][0])
    as_family = [
        n for n in fitting if any(word == "".join(split_name(names[i])[1]) for i in groups[n] if len(names[i]) > 1)
    ]
    if len(as_family) == 1:
        return as_family
    fitting = as_family or fitting
    title = spans[index].title
    if title and title.gender:
        same = [n for n in fitting if _gender(_fullest([names[i] for i in groups[n]]), []) in (title.gender, None)]
        fitting = same or fitting
    if title and len(fitting) > 1 and title.rank != "honorific":
        same = [n for n in fitting if any(spans[i].title and spans[i].title.rank == title.rank for i in groups[n])]
        fitting = same or fitting
    if len(fitting) == 1:
        return fitting
    before = [n for n in fitting if any(len(names[i]) > 1 and i < index for i in groups[n])]
    if len(before) == 1:
        return before
    first = min(fitting, key=lambda n: groups[n][0])
    if all(counts[first] >= counts[n] for n in fitting):
        return [first]
    most = sorted(fitting, key=lambda n: -counts[n])[:2]
    return most[:1] if counts[most[0]] >= 2 * counts[most[1]] else _last_named(names, groups, fitting, index)


def _last_named(names: list[tuple[str, ...]], groups: list[list[int]], fitting: list[int], index: int) -> list[int]:
    """The one of them whose name of any form stood last before, or none."""
    last = {n: max((i for i in groups[n] if i < index), default=-1) for n in fitting}
    best = max(fitting, key=lambda n: last[n])
    return [best] if last[best] >= 0 else []


def _is_known(name: tuple[str, ...]) -> bool:
    return len(name) > 1 and find_person(" ".join(name)) is not None


def _fullest(names: list[tuple[str, ...]]) -> str:
    """The fullest form: known before unknown, more words, more often, first."""
    counts = Counter(names)
    best = max(counts, key=lambda n: (_is_known(n), len(n), sum(len(w) > 2 for w in n), counts[n], -names.index(n)))
    return " ".join(best)


def _gender(name: str, spans: list[NameSpan]) -> str | None:
    """From a title, then from knowledge of the person, then from the given name."""
    told = Counter(s.title.gender for s in spans if s.title and s.title.gender)
    if told:
        return told.most_common(1)[0][0]
    known = find_person(name)
    if known:
        return known["gender"] or None
    words = name.split()
    if len(words) < 2:
        return None
    given = words[-1] if is_family_first(tuple(words)) else words[0]
    return find_gender(given)
