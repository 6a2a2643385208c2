"""What the articles are as sources: outlets, days, dating, claims that can be checked, and what they cannot show."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

from summitry.knowledge import read_rows
from summitry.records import Finding
from summitry.tell.counts import quoted_words
from summitry.tell.findings.agenda import _finding
from summitry.tell.findings.facts import (
    agree,
    articles,
    core_meetings,
    country_of,
    passages,
    say_number,
    scope,
    short_names,
    slug,
    statement_passages,
    statements,
)
from summitry.tell.findings.others import say_country
from summitry.tell.words import MONTHS, capitalise, is_missing, say_count, say_day, say_days, say_list

LEAST_WORDS = 20


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
    return (_finding("sources/outlets", text, len(publishers) / whole, ()), *_home_of_outlets(study, names))


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
    kinds = Counter(
        " ".join(filter(None, (row["standing"], adjectives.get(row["country"], row["country"])))) for row in rows
    )
    said = say_list([f"{say_number(n)} {kind}" for kind, n in sorted(kinds.items(), key=lambda i: (-i[1], i[0]))])
    text = f"By outside knowledge they are {said}"
    unknown = len(names) - len(rows)
    text += f"; of {say_count(unknown, 'outlet')} nothing is known" if unknown else ""
    if absent:
        text += f"; none is known to be {say_list([adjectives.get(h, h) for h in absent], last='or')}"
    return [_finding("sources/homes", f"{text}.", len(rows) / len(names), ())]


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
        f"One side is heard more than the other: of {total:,} words quoted directly, {n:,} come from speakers of "
        f"{say_country(more)}, {m:,} from speakers of {say_country(less)}."
    )
    return (_finding("sources/sides", text, n / total, statement_passages(study, heard)),)


def find_dating(study: Any) -> tuple[Finding, ...]:
    """How many articles carry their day, and how closely the others could be dated."""
    dating, own = study.records.dating, articles(study)
    told = [a for a in own if a.published.days == 1]
    exact = [a for a in own if a not in told and a.article_id in dating and dating[a.article_id].days.days == 1]
    near = [
        a for a in own if a not in told and a.article_id in dating and 1 < (dating[a.article_id].days.days or 0) <= 31
    ]
    lost = [a for a in own if a not in told and a not in exact and a not in near]
    parts = []
    if told:
        bring = say_count(len(told), "article carries its", "articles carry their")
        parts.append(f"{bring} day of publication in the metadata")
    if exact:
        dated = say_count(len(exact), "article is", "articles are")
        parts.append(f"{dated} dated to the day from {agree(len(exact), 'its', 'their')} own words")
    if near:
        widest = max(dating[a.article_id].days.days for a in near)
        dated = say_count(len(near), "article is", "articles are")
        parts.append(f"{dated} dated to within a {'week' if widest <= 7 else 'month'}")
    if lost:
        parts.append(f"{say_count(len(lost), 'article remains', 'articles remain')} without a close date")
    evidence = _dating_evidence(study, [a.article_id for a in exact + near])
    found = [_finding("sources/dating", f"{capitalise(say_list(parts))}.", 1 - len(lost) / len(own), evidence)]
    return tuple(found + _outside(study, exact + near))


def _dating_evidence(study: Any, ids: list[str]) -> tuple:
    rows = [e for i in ids for e in study.records.dating[i].evidence if e.used and e.start is not None]
    return passages(study, [(e.article_id, e.start, e.end) for e in rows])


def _outside(study: Any, dated: list[Any]) -> list[Finding]:
    """Which dates rest on knowledge from outside the articles: a reader must be told."""
    leaning = [a for a in dated if any(e.outside and e.used for e in study.records.dating[a.article_id].evidence)]
    if not leaning:
        return []
    days = sorted((study.records.dating[a.article_id].days for a in leaning), key=lambda d: d.earliest)
    said = [say_days(d.earliest, d.latest) for d in days]
    rows = [
        e
        for a in leaning
        for e in study.records.dating[a.article_id].evidence
        if e.used and e.outside and e.start is not None
    ]
    which = "The date" if len(leaning) == 1 else "The dates"
    rest = agree(len(leaning), "rests", "rest")
    text = f"{which} {say_list(said)} {rest} in part on knowledge from outside the articles."
    return [
        _finding("sources/dating-outside", text, 1.0, passages(study, [(e.article_id, e.start, e.end) for e in rows]))
    ]


def find_claims(study: Any) -> tuple[Finding, ...]:
    """Counts of meetings ("11 meetings since ...") set against the public record, which is outside knowledge.

    The ledger of a few articles can contradict no count, so only the public record is asked.
    """
    known = [c for c in study.records.claims if c.kind == "count" and c.against == "public record"]
    known = [c for c in known if c.article_id in scope(study)]
    checked = [c for c in known if c.verdict in ("supported", "contradicted")]
    wrong = [c for c in checked if c.verdict == "contradicted"]
    found = []
    for number, claim in enumerate(wrong, start=1):
        head = f"“{_one_line(claim.text)}” does not agree with the public record (outside knowledge)"
        evidence = passages(study, [(claim.article_id, claim.start, claim.end)])
        found.append(_finding(f"claims/{number}", f"{head}: {say_reckoning(claim.arithmetic)}.", 1.0, evidence))
    if checked and not wrong:
        number, agrees = say_count(len(checked), "claim"), agree(len(checked), "agrees", "agree")
        text = f"{capitalise(number)} about the number of meetings {agrees} with the public record (outside knowledge)."
        evidence = passages(study, [(c.article_id, c.start, c.end) for c in checked])
        found.append(_finding("claims/supported", text, 1.0, evidence))
    return tuple(found)


def find_limits(study: Any) -> tuple[Finding, ...]:
    """What the collection cannot show: what came of announced meetings, the words of somebody seldom quoted."""
    status = {m.meeting_id: m.status for m in core_meetings(study)}
    news = [r for r in study.records.reports if r.is_news and r.status == "announced"]
    ahead = [r for r in news if status.get(r.meeting_id) == "announced"]
    number, whole = len({r.meeting_id for r in ahead}), len(articles(study))
    found = []
    if ahead:
        know = agree(whole, "the article knows", "the articles know")
        it = agree(number, "it was", "they were")
        text = f"Of {say_count(number, 'meeting')} {know} only that {it} to come, not what was said there."
        evidence = passages(study, [(r.article_id, a, b) for r in ahead for a, b in r.passages[:1]])
        found.append(_finding("limits/announced", text, 1.0, evidence))
    names = short_names(study)
    for name in study.principals:
        spoken = [s for s in statements(study) if s.speaker == name and quoted_words(s.form, s.text)]
        at = len({s.article_id for s in spoken})
        if whole > 1 and at <= whole / 2:
            text = f"{names[name]} is quoted in {say_number(at)} of {say_count(whole, 'article')} only."
            text = text if at else f"No article quotes {names[name]}."
            found.append(_finding(f"limits/{slug(name)}", text, 1 - at / whole, statement_passages(study, spoken)))
    return tuple(found)


def say_reckoning(arithmetic: str) -> str:
    """The reckoning of the audit without its lists, its days in prose.

    >>> say_reckoning("from 2016-09-01 to 2019-02-27: 2 (2017-03-09, 2019-02-27), claimed 11; by start month: 2.")
    'from 1 September 2016 to 27 February 2019: 2, claimed 11'
    """
    text = re.sub(r" \([^()]*\)", "", arithmetic).split("; by start")[0].rstrip(". ")
    text = re.sub(r"\b(\d{4}-\d{2}-\d{2})\b", lambda m: say_day(date.fromisoformat(m[1])), text)
    return re.sub(r"\b(\d{4})-(\d{2})\b", lambda m: f"{MONTHS[int(m[2]) - 1]} {m[1]}", text)


def _one_line(text: str) -> str:
    return " ".join(text.split()).strip('“”"')
