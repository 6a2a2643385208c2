"""What the articles are as sources: outlets, sides, dating, and what they cannot show."""

from __future__ import annotations

from collections import Counter
from typing import Any

from summitry.knowledge import read_rows
from summitry.records import Dating, Finding, Meeting
from summitry.tell.counts import quoted_words
from summitry.tell.findings.facts import (
    articles,
    core_meetings,
    country_of,
    finding,
    passages,
    report_passages,
    short_names,
    statement_passages,
    statements,
)
from summitry.tell.findings.others import say_country
from summitry.tell.findings.phrases import agree, open_sentence, say_meeting_day
from summitry.tell.words import as_day, capitalise, is_missing, say_count, say_days, say_list, say_number

LEAST_WORDS = 20
LONG = 31  # days beyond which an article counts as without a close date
MOST_DAYS = 4  # more days than these are not listed


def find_outlets(study: Any) -> tuple[Finding, ...]:
    """Who published the articles, as far as their metadata tells."""
    publishers = [a.publisher for a in articles(study) if not is_missing(a.publisher)]
    if not publishers:
        return ()
    names = sorted(set(publishers), key=lambda n: (n.removeprefix("The "), n))
    whole = len(articles(study))
    if len(names) == 1:
        text = (
            f"All {say_count(whole, 'article')} come from {names[0]}."
            if whole > 1
            else f"The article comes from {names[0]}."
        )
    elif len(names) <= 8:
        text = f"The {say_count(whole, 'article')} come from {say_count(len(names), 'outlet')}: {say_list(names)}."
    else:
        text = f"The {say_count(whole, 'article')} come from {say_count(len(names), 'outlet')}."
    return (finding("sources/outlets", text, len(publishers) / whole, ()), *_home_of_outlets(study, names))


def _home_of_outlets(study: Any, names: list[str]) -> list[Finding]:
    """Where the outlets are at home, by knowledge/outlets.csv, and whose country is not among them."""
    known = {
        row["publisher"].casefold(): row for row in read_rows("outlets", required=("publisher", "country", "source"))
    }
    rows = [row for name in names if (row := known.get(name.casefold()))]
    homes = [country_of(study, name) for name in study.principals]
    if len(rows) < 2 or None in homes or len(homes) != 2:
        return []
    absent = [h for h in homes if h not in {row["country"] for row in rows}]
    adjectives = {row["country"]: row["adjectives"].split(";")[0] for row in read_rows("countries")}
    text = f"By outside knowledge, {_say_homes(rows, adjectives)}"
    lost = [name for name in names if name.casefold() not in known]
    if lost:
        text += f"; of {say_list(lost) if len(lost) < 4 else f'{say_number(len(lost))} others'} nothing is known"
    if absent:
        text += f"; none is known to be {say_list([adjectives.get(h, h) for h in absent], last='or')}"
    return [finding("sources/homes", f"{text}.", len(rows) / len(names), ())]


def _say_homes(rows: list[dict[str, str]], adjectives: dict[str, str]) -> str:
    """How many outlets are at home where: "three of the five outlets are Israeli (one of them messianic)"."""
    kinds = Counter((row["country"], row["standing"]) for row in rows)
    homes = Counter(row["country"] for row in rows)
    parts = []
    for country, n in sorted(homes.items(), key=lambda i: (-i[1], i[0])):
        plain = adjectives.get(country, country)
        special = sorted((s, k) for (c, s), k in kinds.items() if c == country and s)
        if n == 1 or (len(special) == 1 and special[0][1] == n):
            name = " ".join(filter(None, (special[0][0] if special else "", plain)))
            parts.append(f"{say_number(n)} {agree(n, 'is', 'are')} {name}")
            continue
        notes = say_list([f"{say_number(k)} of them {s}" for s, k in special])
        parts.append(f"{say_number(n)} are {plain}{f' ({notes})' if notes else ''}")
    return say_list(parts)


def find_sides(study: Any) -> tuple[Finding, ...]:
    """Whose side is heard: directly quoted words by the speakers' countries."""
    if len(study.principals) != 2:
        return ()
    homes = [country_of(study, name) for name in study.principals]
    if None in homes or homes[0] == homes[1]:
        return ()
    known = {p.name: p.country for p in study.records.people}
    words = dict.fromkeys(homes, 0)
    total, heard = 0, []
    for s in statements(study):
        count = quoted_words(s.form, s.text)
        total += count
        if count and known.get(s.speaker) in words:
            words[known[s.speaker]] += count
            heard.append(s)
    (more, n), (less, m) = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    if total < LEAST_WORDS or n < 2 * m or n == 0:
        return ()
    text = (
        f"One side is heard more than the other: speakers of {say_country(more)} have {n:,} of {total:,} words quoted "
        f"directly, speakers of {say_country(less)} {m:,}."
    )
    return (finding("sources/sides", text, n / total, statement_passages(study, heard)),)


def find_dating(study: Any) -> tuple[Finding, ...]:
    """How many articles carry their day; how closely the others are dated by their own words, and how many only with
    knowledge from outside the articles."""
    dating, own = study.records.dating, articles(study)
    told = [a.article_id for a in own if a.published.days == 1]
    rest = [a.article_id for a in own if a.article_id not in told and a.article_id in dating]
    dated = [i for i in rest if (dating[i].days.days or LONG + 1) <= LONG]
    leaning = [i for i in dated if _leans(dating[i])]
    lost = len(own) - len(told) - len(dated)
    found = []
    if told:
        bring = say_count(len(told), "article carries its", "articles carry their")
        found.append(finding("sources/days", f"{open_sentence(bring)} day of publication in the metadata.", 1.0, ()))
    by = {
        basis: [i for i in dated if i not in leaning and dating[i].basis == basis] for basis in ("articles", "metadata")
    }
    own_words = [i for i in dated if i not in leaning and dating[i].basis not in by]
    groups_ = (
        ("sources/dating", own_words, "By {} own words"),
        ("sources/dating-articles", by["articles"], "By other articles of this collection"),
        ("sources/dating-metadata", by["metadata"], "By {} metadata"),
        ("sources/dating-outside", leaning, "Only with outside knowledge"),
    )
    for name, ids, head in groups_:
        if ids:
            head = head.format(agree(len(ids), "its", "their"))
            text = f"{head}, {_say_dated(study, ids)}."
            found.append(finding(name, text, len(ids) / len(own), _dating_evidence(study, ids)))
    if lost:
        text = f"{open_sentence(say_count(lost, 'article remains', 'articles remain'))} without a close date."
        found.append(finding("sources/undated", text, lost / len(own), ()))
    return tuple(found)


def _leans(dating: Dating) -> bool:
    """Whether knowledge from outside the articles narrowed the days of an article (not only confirmed them)."""
    return any(
        e.outside and e.used and e.days_after is not None and (e.days_before is None or e.days_after < e.days_before)
        for e in dating.evidence
    )


def _say_dated(study: Any, ids: list[str]) -> str:
    """ "one article is dated to the day (20 August 2017) and two to within a week (...)", closest first."""
    rows = sorted((study.records.dating[i].days for i in ids), key=lambda d: (d.earliest, d.latest))
    parts = []
    for least, most, how in ((1, 1, "to the day"), (2, 7, "to within a week"), (8, LONG, "to within a month")):
        days = [d for d in rows if least <= d.days <= most]
        if not days:
            continue
        if len(days) == 1 and 1 < days[0].days <= 7:
            how = f"to within {say_number(days[0].days)} days"
        noun = say_number(len(days)) if parts else say_count(len(days), "article is dated", "articles are dated")
        listed = (
            f" ({say_list(list(dict.fromkeys(say_days(d.earliest, d.latest) for d in days)))})" if len(days) < 5 else ""
        )
        parts.append(f"{noun} {how}{listed}")
    return say_list(parts)


def _dating_evidence(study: Any, ids: list[str]) -> tuple:
    rows = [e for i in ids for e in study.records.dating[i].evidence if e.used and e.start is not None]
    return passages(study, [(e.article_id, e.start, e.end) for e in rows])


def find_limits(study: Any) -> tuple[Finding, ...]:
    """What the collection cannot show: what came of announced meetings, the words of somebody seldom quoted; and what
    would be needed to show it."""
    status = {m.meeting_id: m.status for m in core_meetings(study)}
    news = [r for r in study.records.reports if r.is_news and r.status == "announced"]
    ahead = [r for r in news if status.get(r.meeting_id) == "announced"]
    meetings = [m for m in core_meetings(study) if m.meeting_id in {r.meeting_id for r in ahead}]
    number, whole = len(meetings), len(articles(study))
    found = []
    if ahead:
        dated = [say_meeting_day(m) for m in meetings if as_day(m.earliest) and as_day(m.latest)]
        days = f" ({say_list(dated)})" if 0 < len(dated) == number <= MOST_DAYS else ""
        known = agree(number, "is known only from its announcement", "are known only from announcements")
        text = f"{capitalise(say_count(number, 'meeting'))}{days} {known}."
        evidence = passages(study, [(r.article_id, a, b) for r in ahead for a, b in r.passages[:1]])
        found.append(finding("limits/announced", text, 1.0, evidence))
    seldom = _seldom_quoted(study)
    if seldom:
        names = short_names(study)
        told = _say_quoted({names[n]: len(at) for n, at in seldom.items() if at}, whole)
        mute = say_list([names[n] for n, at in seldom.items() if not at], last="or")
        told = capitalise("; ".join(filter(None, (told, f"no article quotes {mute}" if mute else ""))))
        quoted = [s for at in seldom.values() for said in at.values() for s in said]
        share = 1 - max(len(at) for at in seldom.values()) / whole
        found.append(finding("limits/quoted", f"{told}.", share, statement_passages(study, quoted)))
    needed = _needed(study, list(seldom), meetings)
    return tuple(found + needed)


def _say_quoted(counts: dict[str, int], whole: int) -> str:
    """ "B is quoted in two of five articles only", "A and B are each quoted in only one of two articles"."""
    of = f"of {say_count(whole, 'article')}"
    if len(counts) > 1 and len(set(counts.values())) == 1:
        return f"{say_list(list(counts))} are each quoted in only {say_number(next(iter(counts.values())))} {of}"
    said = [f"{name} {'in' if i else 'is quoted in'} {say_number(n)} {of if not i else ''}".strip()
            for i, (name, n) in enumerate(counts.items())]  # fmt: skip
    return f"{', '.join(said)} only" if said else ""


def _seldom_quoted(study: Any) -> dict[str, dict[str, list]]:
    """{principal: {article_id: statements with words quoted}} of those quoted in at most half of several articles."""
    whole, rare = len(articles(study)), {}
    for name in study.principals:
        at: dict[str, list] = {}
        for s in statements(study):
            if s.speaker == name and quoted_words(s.form, s.text):
                at.setdefault(s.article_id, []).append(s)
        if whole > 1 and len(at) <= whole / 2:
            rare[name] = at
    return rare


def _needed(study: Any, seldom: list[str], ahead: list[Meeting]) -> list[Finding]:
    """The sources that would fill the gaps: the other side's press or transcripts, reports of announced meetings."""
    names, wants = short_names(study), []
    adjectives = {row["country"]: row["adjectives"].split(";")[0] for row in read_rows("countries")}
    homes = {name: country_of(study, name) for name in seldom}
    if len(seldom) == 1 and homes[seldom[0]]:
        side = adjectives.get(homes[seldom[0]], homes[seldom[0]])
        whose = f"{names[seldom[0]]}’s own words unmediated (an official transcript, say)"
        wants.append(f"{_article(side)} {side} account with {whose}")
    if ahead:
        what = agree(len(ahead), "the meeting", "the meetings")
        wants.append(f"reports written after {what} {agree(len(ahead), 'that is', 'that are')} only announced")
    if not wants:
        return []
    text = f"To go further a reader would need {say_list(wants)}."
    reports = report_passages(study, [m.meeting_id for m in ahead])
    spoken = [s for s in statements(study) if s.speaker in seldom and quoted_words(s.form, s.text)]
    return [finding("limits/needed", text, 1.0, reports or statement_passages(study, spoken))]


def _article(word: str) -> str:
    return "an" if word[:1].lower() in "aeiou" else "a"
