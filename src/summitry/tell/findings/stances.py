"""Stances that words state plainly: what a principal threatens, praises, demands, commits to or denies, towards whom.

They are read from the table `stances` where it is there and has rows; without it there is no such finding.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from summitry.records import Finding
from summitry.tell.findings.facts import core_meetings, finding, news_of_articles, passages, short_names
from summitry.tell.findings.phrases import say_number, slug
from summitry.tell.words import clip, is_missing, say_count, say_list

PLURALS = {
    "threat": "threats", "praise": "words of praise", "demand": "demands", "commitment": "commitments",
    "denial": "denials",
}  # fmt: skip
SINGULARS = {"praise": "word of praise"}
TOWARDS = {"threat": "against", "praise": "for", "demand": "of", "commitment": "towards", "denial": "of"}
MOST_LETTERS = 40  # a longer target is not named


def stances(study: Any) -> list[Any]:
    """The rows of the table of stances that belong to the principals' own meetings, in order; none without a table."""
    rows = getattr(study.records, "stances", ()) or ()
    core, news = {m.meeting_id for m in core_meetings(study)}, news_of_articles(study)
    home = [s for s in rows if s.meeting_id in core or (is_missing(s.meeting_id) and s.article_id in news)]
    return sorted(home, key=lambda s: (s.article_id, s.start, s.end, s.stance))


def find_stances(study: Any) -> tuple[Finding, ...]:
    """What each principal is reported to threaten, praise, demand, commit to and deny, by number, with the target most
    often meant."""
    found = []
    for name in study.principals:
        own = [s for s in stances(study) if s.holder == name]
        counts = Counter(s.stance for s in own if s.stance in PLURALS)
        if not counts:
            continue
        ranked = sorted(counts, key=lambda k: (-counts[k], k))
        said = say_list([_say(study, kind, [s for s in own if s.stance == kind]) for kind in ranked])
        total = sum(counts.values())
        text = f"Where words state a stance plainly, {short_names(study)[name]} is reported with {said}."
        evidence = passages(study, [(s.article_id, s.start, s.end) for s in own if s.stance in PLURALS])
        found.append(finding(f"stances/{slug(name)}", text, max(counts.values()) / total, evidence))
    return tuple(found)


def _say(study: Any, kind: str, rows: list[Any]) -> str:
    """ "three threats (two against Iran)"."""
    names = short_names(study)
    number = say_count(len(rows), SINGULARS.get(kind, kind), PLURALS[kind])
    known = Counter(t for s in rows if not is_missing(t := s.target) and len(t) <= MOST_LETTERS)
    if not known:
        return number
    target = min(known, key=lambda t: (-known[t], t))
    whom = f"{TOWARDS[kind]} {clip(names.get(target, target), MOST_LETTERS)}"
    count = known[target]
    return f"{number} ({whom})" if count == len(rows) else f"{number} ({say_number(count)} {whom})"
