"""Which names of one article are the same person: the fullest form each of them has there."""

from __future__ import annotations

import functools
from collections import Counter

from summitry.extract.people.elsewhere import is_slip
from summitry.extract.people.same import SameNames, split_name
from summitry.extract.people.spans import PARTICLES, NameSpan
from summitry.extract.people.words import Word
from summitry.knowledge.people import (
    find_gender,
    find_person,
    is_family_first,
    is_given_name,
)
from summitry.knowledge.places import fold_word
from summitry.records import record


@record
class Cluster:
    """One person of one article."""

    name: str
    spans: tuple[int, ...]  # indices into the list of NameSpans
    gender: str | None


def name_words(words: list[Word], span: NameSpan) -> tuple[str, ...]:
    """The words of a name as printed."""
    return tuple(w.text for w in words[span.first : span.last])


def cluster_names(words: list[Word], spans: list[NameSpan]) -> list[Cluster]:
    """Group the names of an article; a family name that fits several persons goes to none unless one stands out."""
    names = [name_words(words, span) for span in spans]
    groups: list[list[int]] = []
    same = SameNames()
    for index, name in enumerate(names):
        if len(name) > 1:
            number = same.first(name)
            if number is None:
                number = len(groups)
                groups.append([])
            groups[number].append(index)
            same.add(name, number)
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
    forms = [dict.fromkeys(names[i] for i in g) for g in full_groups]
    by_word: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        if len(name) > 1:
            continue
        if name[0] not in by_word:
            by_word[name[0]] = [n for n, full in enumerate(forms) if any(_is_part(name[0], f) for f in full)]
        fitting = by_word[name[0]]
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


@functools.lru_cache(maxsize=100_000)
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
