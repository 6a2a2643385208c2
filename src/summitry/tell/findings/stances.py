"""Stances that words state plainly: what the principals threaten, praise, demand, commit to or deny, towards whom.

They are read from the table `stances`; without rows there is no such finding.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from summitry.knowledge.places import find_country
from summitry.records import Finding, Stance
from summitry.tell.findings.facts import core_meetings, finding, news_of_articles, passages, short_names
from summitry.tell.findings.phrases import all_of
from summitry.tell.words import is_missing, say_count, say_list, say_number

PLURALS = {
    "threat": "threats", "praise": "words of praise", "demand": "demands", "commitment": "commitments",
    "denial": "denials",
}  # fmt: skip
SINGULARS = {"praise": "word of praise"}
TOWARDS = {"threat": "against", "praise": "for", "demand": "of"}  # one commits to a thing, and denies one
MOST_TARGETS = 2


def stances(study: Any) -> list[Stance]:
    """The rows of the table of stances that belong to the principals' own meetings, in order."""
    core, news = {m.meeting_id for m in core_meetings(study)}, news_of_articles(study)
    rows = getattr(study.records, "stances", ()) or ()
    home = [s for s in rows if s.meeting_id in core or (is_missing(s.meeting_id) and s.article_id in news)]
    return sorted(home, key=lambda s: (s.article_id, s.start, s.end, s.stance))


def own_stances(study: Any) -> dict[str, list[Stance]]:
    """{principal: his or her stances, alone or with others}, who has most first; those without any are left out."""
    told = [s for s in stances(study) if s.stance in PLURALS]
    own = {name: [s for s in told if name in s.holder.split(" and ")] for name in study.principals}
    return dict(sorted(((n, rows) for n, rows in own.items() if rows), key=lambda i: -len(i[1])))


def find_stances(study: Any) -> tuple[Finding, ...]:
    """What the principals are reported to threaten, praise, demand, commit to and deny, by number, and towards which
    person or country where one is meant."""
    own, names = own_stances(study), short_names(study)
    if not own:
        return ()
    said = [f"{names[name]} {'is reported ' if not n else ''}with {_say_kinds(study, rows)}"
            for n, (name, rows) in enumerate(own.items())]  # fmt: skip
    text = f"Where words state a stance plainly, {'; '.join(said)}."
    keys = [(s.article_id, s.start, s.end) for rows in own.values() for s in rows]
    share = len(next(iter(own.values()))) / len(keys)
    return (finding("stances/counted", text, share, passages(study, keys)),)


def _say_kinds(study: Any, rows: list[Stance]) -> str:
    return say_list([_say_kind(study, kind, [s for s in rows if s.stance == kind]) for kind in rank_kinds(rows)])


def rank_kinds(rows: list[Stance]) -> list[str]:
    """The kinds of stance among some rows, most frequent first, ties by name."""
    counts = Counter(s.stance for s in rows)
    return sorted(counts, key=lambda k: (-counts[k], k))


def _say_kind(study: Any, kind: str, rows: list[Stance]) -> str:
    """ "six words of praise (two each for Putin and Russia)", "four threats (all against Iran)"."""
    number = say_count(len(rows), SINGULARS.get(kind, kind), PLURALS[kind])
    ranked = Counter(s.target for s in rows if is_actor(study, s.target)).most_common()
    ranked = sorted(ranked, key=lambda i: (-i[1], i[0]))[:MOST_TARGETS]
    if not ranked or kind not in TOWARDS:
        return number
    names = short_names(study)
    who = [names.get(t, t) for t, _ in ranked]
    counts = [n for _, n in ranked]
    if counts == [len(rows)]:
        return f"{number} ({'' if len(rows) == 1 else f'{all_of(len(rows))} '}{TOWARDS[kind]} {who[0]})"
    if len(set(counts)) == 1 and len(counts) > 1:
        return f"{number} ({say_number(counts[0])} each {TOWARDS[kind]} {say_list(who)})"
    said = [f"{say_number(n)} {TOWARDS[kind]} {t}" for t, n in zip(who, counts, strict=True)]
    return f"{number} ({say_list(said)})"


def is_actor(study: Any, target: Any) -> bool:
    """Whether a target is a person the articles know or a country, by name or by its seat ("Seoul")."""
    if is_missing(target):
        return False
    return any(p.name == target for p in study.records.people) or find_country(str(target)) is not None
