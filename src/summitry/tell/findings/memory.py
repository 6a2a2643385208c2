"""The memory of war as a theme of the meetings, and words that come back from article to article."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

from summitry.records import Finding, Passage, Statement
from summitry.tell.findings.facts import (
    finding,
    key,
    meeting_codes,
    passages,
    sentences,
    shared_codes,
    short_names,
    statement_passages,
    statements,
    story_codes,
    told_meetings,
    top_themes,
)
from summitry.tell.findings.phrases import say_meeting_day, say_part, say_share, say_source
from summitry.tell.words import capitalise, say_count, say_list, say_number

MEMORY = "ww2_memory"
LEAST_ECHO = 4  # words of content that two statements must share to be called an echo
LONG_WORD = re.compile(r"[^\W\d_]{4,}")
# Words of four letters and more that any two political statements may share; words of names are left out besides.
EMPTY_WORDS = frozenset(
    """about after again also been before being between could from have having into more most must other over said says
    shall should some such than that their them then there these they this those through under very want wants were
    what when where which while will with would your ours much president prime minister country countries region
    situation issue issues security continue important""".split()  # noqa: SIM905
)


def find_memory(study: Any) -> tuple[Finding, ...]:
    """How much of the telling of each meeting is memory of the war; which forms it takes; who speaks of it."""
    told, story = told_meetings(study), story_codes(study)
    at = {m.meeting_id: meeting_codes(study, [m.meeting_id]) for m in told}
    memory = {m: [c for c in codes if c.theme == MEMORY] for m, codes in at.items()}
    present = [m for m in told if memory[m.meeting_id]]
    if not present:
        return ()
    book, found = study.records.codebook, []
    codes = [c for c in story if c.theme == MEMORY]
    total, mine = len(sentences(story)), len(sentences(codes))
    where = f"at {say_number(len(present))} of the {say_count(len(told), 'meeting')}"
    if len(present) == len(told):
        where = {1: "at the meeting", 2: "at both meetings"}.get(len(told), "at every one of the meetings")
    text = f"{capitalise(book.short(MEMORY))} comes up {where}, in {say_part(mine, total)}."
    found.append(finding("memory/extent", text, mine / total, passages(study, [key(c) for c in codes])))
    if len(present) > 1 and mine > len(present):
        found.append(_peak(study, present, at, memory))
    forms = [(u, n) for u, n in top_themes(codes) if u != MEMORY]
    if len(forms) > 1:
        (lead, most), *rest = forms
        listed = [f"{book.short(lead)} ({say_count(most, 'sentence')})"]
        said = say_list([*listed, *(f"{book.short(u)} ({say_number(n)})" for u, n in rest)])
        keys = [key(c) for c in codes if c.subtheme]
        found.append(finding("memory/forms", f"It takes the form of {said}.", 1.0, passages(study, keys)))
    found += _speakers(study)
    return tuple(found)


def _peak(study: Any, present: list[Any], at: dict, memory: dict) -> Finding:
    def share(meeting: Any) -> float:
        return len(sentences(memory[meeting.meeting_id])) / len(sentences(at[meeting.meeting_id]))

    top = max(present, key=lambda m: (share(m), m.meeting_id))
    n, whole = len(sentences(memory[top.meeting_id])), len(sentences(at[top.meeting_id]))
    text = f"Nowhere does it weigh more than in the telling of {say_meeting_day(top)}, with {say_share(n, whole)}."
    return finding("memory/peak", text, n / whole, passages(study, [key(c) for c in memory[top.meeting_id]]))


def _speakers(study: Any) -> list[Finding]:
    names, rows = short_names(study), []
    for name in study.principals:
        codes = [c for c in shared_codes(study, name) if c.theme == MEMORY]
        if codes:
            rows.append((name, codes))
    if not rows:
        return []
    rows.sort(key=lambda row: -len(sentences(row[1])))
    said = [f"{names[name]} in {say_number(len(sentences(codes)))}" for name, codes in rows]
    said[0] = f"{names[rows[0][0]]} in {say_count(len(sentences(rows[0][1])), 'sentence')}"
    evidence = passages(study, [key(c) for _, codes in rows for c in codes])
    head = "Both leaders speak" if len(study.principals) == 2 else f"{capitalise(say_number(len(rows)))} leaders speak"
    text = f"{head} of it themselves, {say_list(said)}."
    if len(rows) == 1:
        number = say_count(len(sentences(rows[0][1])), "sentence")
        text = f"Of the leaders, only {names[rows[0][0]]} is reported to speak of it, in {number}."
        if len(study.principals) == 1:
            text = f"{names[rows[0][0]]} is reported to speak of it in {number}."
    return [finding("memory/speakers", text, len(rows) / max(len(study.principals), 1), evidence)]


def find_echoes(study: Any) -> tuple[Finding, ...]:
    """Direct statements in different articles that share so many words of content that one echoes the other."""
    direct = [s for s in statements(study) if s.form == "direct" and s.speaker]
    names = names_of_the_world(study)
    words = {s.statement_id: content_words(s.text) - names for s in direct}
    groups: list[list[Statement]] = []
    for one, two in combinations(direct, 2):
        apart = one.article_id != two.article_id and (one.speaker, one.meeting_id) != (two.speaker, two.meeting_id)
        if apart and len(words[one.statement_id] & words[two.statement_id]) >= LEAST_ECHO:
            home = next((g for g in groups if one in g or two in g), None)
            if home is None:
                home = []
                groups.append(home)
            home += [s for s in (one, two) if s not in home]
    short, found = short_names(study), []
    for number, group in enumerate(groups, start=1):
        shared = frozenset.intersection(*(words[s.statement_id] for s in group))
        if len(shared) < 3:
            continue
        who = list(dict.fromkeys(say_source(short.get(s.speaker, s.speaker)) for s in group))
        printed = _in_order(shared, group)
        text = (
            f"One formula returns in {say_count(len({s.article_id for s in group}), 'article')}, from {say_list(who)}, "
            f"each time with the words {say_list([f'“{w}”' for w in printed])}."
        )
        found.append(finding(f"memory/echo/{number}", text, 1.0, statement_passages(study, group)))
    return tuple(found)


def names_of_the_world(study: Any) -> frozenset[str]:
    """The words of people's and places' names: to share them is no echo."""
    texts = [p.name for p in study.records.people] + [p.text for ps in study.records.places.values() for p in ps]
    return frozenset(word for text in texts for word in content_words(text))


def echo_passages(study: Any, finding: Finding) -> list[tuple[Statement, Passage]]:
    """(statement, passage): of each statement of an echo the coded sentence with most of its words, by article."""
    spans = {(p.article_id, p.start) for p in finding.evidence}
    articles = {a.article_id: a for a in study.records.articles}
    group = [s for s in study.records.statements if s.speaker and (s.article_id, s.contents[0][0]) in spans]
    shared = frozenset.intersection(*(content_words(s.text) for s in group)) if group else frozenset()
    found = []
    for s in group:
        inside = sorted({
            (max(a, c.start), min(b, c.end))
            for c in study.records.codes if c.article_id == s.article_id
            for a, b in s.contents if a < c.end and c.start < b
        })  # fmt: skip
        passages_ = [articles[s.article_id].passage(a, b) for a, b in inside]
        best = max(passages_, key=lambda p: (len(content_words(p.text) & shared), -p.start), default=None)
        if best is not None:
            found.append((s, best))
    return found


def content_words(text: str) -> frozenset[str]:
    """The words of four letters and more that carry content, with plural and verbal -s cut off.

    >>> sorted(content_words("We will never forget the Red Army and the soldiers."))
    ['army', 'forget', 'never', 'soldier']
    """
    return frozenset(_stem(w) for w in LONG_WORD.findall(text.lower()) if w not in EMPTY_WORDS)


def _stem(word: str) -> str:
    return word.rstrip("s") if len(word) > 4 else word


def _in_order(shared: frozenset[str], group: list[Statement]) -> list[str]:
    """The shared words in the order of the first statement, each in the shortest form in which one of them has it."""
    forms: dict[str, list[str]] = {}
    for statement in group:
        for word in LONG_WORD.findall(statement.text):
            if (stem := _stem(word.lower())) in shared:
                forms.setdefault(stem, []).append(word)
    return [min(words, key=len) for words in forms.values()]
