"""What articles written before a meeting name as its matter, against what articles written after one report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from summitry.records import Finding, ThemeCode
from summitry.tell.findings.facts import (
    agenda_codes,
    finding,
    key,
    meeting_codes,
    news_of_articles,
    own_codes,
    passages,
)
from summitry.tell.findings.phrases import agree, of_day, open_sentence, say_all, theme_verb
from summitry.tell.words import group_by_count, say_count, say_list, say_number

MOST_MATTERS = 5
KEPT = "announced/kept/"


def articles_before_and_after(study: Any) -> tuple[list[str], list[str]]:
    """The articles that look ahead to the meeting they are about, and those that tell of it as held."""
    status = {(r.article_id, r.meeting_id): r.status for r in study.records.reports}
    news = news_of_articles(study)
    return tuple([a for a, m in news.items() if status.get((a, m)) == kind] for kind in ("announced", "held"))


def themes_named(study: Any) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """{article_id: themes}, before and after: what announcements give as matter of the talks; what reports give as
    matter or have a principal speak of."""
    before, after = _codes_named(study)
    return tuple({a: {c.theme for c in codes} for a, codes in found.items()} for found in (before, after))


def _codes_named(study: Any) -> tuple[dict[str, list[ThemeCode]], dict[str, list[ThemeCode]]]:
    news, (ahead, after) = news_of_articles(study), articles_before_and_after(study)
    before = {a: _named(study, a, news[a]) for a in ahead}
    return before, {a: _named(study, a, news[a]) + _spoken(study, a, news[a]) for a in after}


def themes_apart(study: Any) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """[(theme, articles)]: what most reports have and no announcement names; what most announcements name and no
    report has."""
    before, later = _codes_named(study)
    return _apart(later, before), _apart(before, later)


def find_announced(study: Any) -> tuple[Finding, ...]:
    """How many articles stand before and after; the matters each kind names, article by article; what only one has."""
    news, (ahead, after) = news_of_articles(study), articles_before_and_after(study)
    if not ahead and not after:
        return ()
    found = [_number(study, ahead, after, news)]
    if ahead and after:
        before, later = _codes_named(study)
        pairs = _pairing(study, ahead, after, news)
        if not {news[a] for a in ahead} <= _compared(pairs):  # what is set against its outcome is told there
            found += _matters(study, before, later)
            found += _difference(study, before, later)
        found += pairs
    return tuple(found)


def _compared(found: list[Finding]) -> set[str]:
    """The meetings whose announcement is set against their report."""
    return {x.finding_id.removeprefix(KEPT) for x in found if x.finding_id.startswith(KEPT)}


def _named(study: Any, article_id: str, meeting_id: str) -> list[ThemeCode]:
    return [c for c in agenda_codes(study, [meeting_id]) if c.article_id == article_id]


def _spoken(study: Any, article_id: str, meeting_id: str) -> list[ThemeCode]:
    names = study.principals
    return [c for n in names for c in own_codes(study, n, meetings=[meeting_id]) if c.article_id == article_id]


def _number(study: Any, ahead: list[str], after: list[str], news: dict[str, str]) -> Finding:
    parts = []
    if ahead:
        parts.append(f"{say_count(len(ahead), 'article')} {agree(len(ahead), 'looks', 'look')} ahead to a meeting")
    if after:
        number = say_number(len(after)) if ahead else say_count(len(after), "article")
        parts.append(f"{number} {agree(len(after), 'tells', 'tell')} of one that was held")
    evidence = [
        (r.article_id, a, b)
        for r in study.records.reports
        if news.get(r.article_id) == r.meeting_id
        for a, b in r.passages[:1]
    ]
    text = f"{open_sentence(say_list(parts))}."
    return finding("announced/number", text, len(ahead) / len(news), passages(study, evidence))


def _count(codes: dict[str, list[ThemeCode]]) -> list[tuple[str, int]]:
    """The themes by the number of articles that have them, most first, ties by id."""
    counts = Counter(theme for found in codes.values() for theme in {c.theme for c in found})
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _say_counts(study: Any, ranked: Iterable[tuple[str, int]], whole: int) -> str:
    book = study.records.codebook
    every = say_all(whole) if whole > 1 else ""
    parts = []
    for n, names in group_by_count((book.short(theme), n) for theme, n in ranked).items():
        number = every if n == whole else say_number(n)
        if len(names) > 1 and number:
            number = f"each in {number}" if n == whole else f"{number} each"
        parts.append(f"{say_list(names)} ({number})" if number else say_list(names))
    return say_list(parts) if len(parts) < 3 and not any(" and " in p for p in parts) else _in_a_row(parts)


def _in_a_row(parts: list[str]) -> str:
    """Parts that have an "and" of their own, the last behind a comma: "trade and the economy (both), and Ukraine"."""
    return ", ".join([*parts[:-1], f"and {parts[-1]}"]) if len(parts) > 1 else "".join(parts)


def _matters(study: Any, before: dict, later: dict) -> list[Finding]:
    found = []
    for name, codes, one, many in (
        (
            "ahead",
            before,
            "The announcement gives as matter of the talks",
            "The announcements give as matters of the talks",
        ),
        (
            "after",
            later,
            "The report names as discussed, or has the leaders speak of,",
            "The reports name as discussed, or have the leaders speak of,",
        ),
    ):
        other = later if name == "ahead" else before
        apart = dict(_apart(codes, other))  # told in a sentence of their own
        ranked = [(t, n) for t, n in _count(codes) if t not in apart][:MOST_MATTERS]
        if not ranked:
            continue
        said = _say_counts(study, ranked, len(codes))
        keys = [key(c) for found_ in codes.values() for c in found_ if c.theme in dict(ranked)]
        text = f"{agree(len(codes), one, many)} {said}."
        found.append(finding(f"announced/{name}", text, ranked[0][1] / len(codes), passages(study, keys)))
    return found


def _apart(here: dict, there: dict) -> list[tuple[str, int]]:
    """The themes that most articles of one kind (of two or more) have and none of the other."""
    missing = {c.theme for codes in there.values() for c in codes}
    return [(t, n) for t, n in _count(here) if t not in missing and 2 * n > len(here)] if len(here) > 1 else []


def _difference(study: Any, before: dict, later: dict) -> list[Finding]:
    """The themes most articles of one kind have and none of the other."""
    book, found = study.records.codebook, []
    for name, kind, here, there, text in (
        ("only_after", "reports", later, before, "What {} have and no announcement names is {}."),
        ("only_ahead", "announcements", before, later, "What {} name and no report has is {}."),
    ):
        ranked = _apart(here, there)
        if not ranked:
            continue
        most = ranked[0][1]
        alike = [t for t, n in ranked if n == most][:3]
        which = f"{say_all(most)} {kind}"
        if most < len(here):
            which = f"{say_number(most)} of {say_count(len(here), kind, kind)}"
        keys = [key(c) for codes in here.values() for c in codes if c.theme in alike]
        said = text.format(which, say_list([book.short(t) for t in alike]))
        found.append(finding(f"announced/{name}", said, most / len(here), passages(study, keys)))
    return found


def _pairing(study: Any, ahead: list[str], after: list[str], news: dict[str, str]) -> list[Finding]:
    """Whether any meeting is told both before and after it: without that, promise and outcome cannot be compared."""
    both = {news[a] for a in ahead} & {news[a] for a in after}
    if both:
        kept = [x for m in sorted(both) if (x := _kept(study, m, ahead, after, news))]
        if kept:
            return kept
        number = open_sentence(say_count(len(both), "meeting is", "meetings are"))
        text = (
            f"{number} told by articles of both kinds, so that what was announced can be set against what came of it."
        )
    else:
        text = (
            "No meeting is the subject of articles written both before and after it, so that promise and outcome "
            "cannot be compared."
        )
    reports = [r for r in study.records.reports if news.get(r.article_id) == r.meeting_id]
    evidence = [(r.article_id, a, b) for r in reports for a, b in r.passages[:1] if not both or r.meeting_id in both]
    return [finding("announced/pairing", text, len(both) / len(set(news.values())), passages(study, evidence))]


def _kept(study: Any, meeting_id: str, ahead: list[str], after: list[str], news: dict[str, str]) -> Finding | None:
    """Of what was announced for a meeting, what is told of it afterwards as well, what is not, and what is new."""
    meeting = next(m for m in study.records.meetings if m.meeting_id == meeting_id)
    before = [c for a in ahead if news[a] == meeting_id for c in _named(study, a, meeting_id)]
    later = [c for c in meeting_codes(study, [meeting_id]) if c.article_id in after]
    put, told = ({c.theme for c in codes} for codes in (before, later))
    if not put or not told:
        return None
    book = study.records.codebook
    kept, lost, new = ([book.short(t) for t in sorted(s)] for s in (put & told, put - told, told - put))
    text = f"What was announced for the meeting {of_day(meeting)} can be set against what was told of it afterwards: "
    text += f"{say_list(kept)} {'are' if len(kept) > 1 else theme_verb(kept[0], 'is', 'are')} in both" if kept else ""
    text += f"{', ' if kept else ''}{say_list(lost)} only in the announcement" if lost else ""
    text += f"{', ' if kept or lost else ''}{say_list(new)} only in the report" if new else ""
    evidence = passages(study, [key(c) for c in before + later])
    return finding(f"{KEPT}{meeting_id}", f"{text}.", len(kept) / len(put), evidence)
