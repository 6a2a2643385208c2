"""What the meetings were about, and how that moved."""

from __future__ import annotations

from typing import Any

from summitry.records import Finding, ThemeCode
from summitry.tell.findings.facts import (
    OTHER,
    Group,
    Key,
    agenda_codes,
    agenda_themes,
    agree,
    core_meetings,
    groups,
    key,
    meeting_codes,
    news_of_articles,
    of_day,
    passages,
    report_passages,
    say_number,
    say_on,
    say_share,
    sentences,
    short_names,
    slug,
    told_meetings,
    top_themes,
    unit,
)
from summitry.tell.words import as_day, capitalise, say_count, say_list

LEAST_LIFT = 2.0  # a theme marks a year when it is at least twice as frequent there as elsewhere
LEAST_SENTENCES = 5  # no share is compared below this many coded sentences
LEAST_TO_MISS = 20  # coded sentences below which an absent theme means nothing
MOST_MARKS = 2
MOST_MATTERS = 4
STATUS_WORDS = {"announced": "announced", "held": "reported as held", "recalled": "recalled", "cancelled": "called off"}


def find_setting(study: Any) -> tuple[Finding, ...]:
    """Who met how often, when, where; which of the meetings the articles are about."""
    told, names = told_meetings(study), short_names(study)
    if not told:
        return ()
    who = say_list(study.principals) if study.principals else say_list(told[0].participants)
    cities = _say_cities(told)
    articles = news_of_articles(study)
    whole = len(study.records.articles)
    head = capitalise(say_count(whole, "article"))
    if len(articles) < whole:
        head = f"Of {say_count(whole, 'article')}, {say_number(len(articles))}"
    head = f"{head} {agree(len(articles), 'is', 'are')} about {say_count(len(told), 'meeting')} of {who}"
    if len(told) == 1:
        text = f"{head}, {say_on(told[0])}{cities}."
    elif len(told) == 2:
        text = f"{head}, {say_on(told[0])} and {say_on(told[1])}{cities}."
    else:
        dated = [m for m in told if as_day(m.earliest) or as_day(m.latest)]
        span = f": the first {say_on(dated[0])}, the last {say_on(dated[-1])}" if len(dated) > 1 else ""
        text = f"{head}{span}{cities}."
        if 1 < len(dated) < len(told):
            text = f"{text[:-1]}; {say_number(len(told) - len(dated))} of them without a day."
    findings = [_finding("setting/told", text, 1.0, report_passages(study, [m.meeting_id for m in told]))]
    rest = [m for m in core_meetings(study) if m.meeting_id not in set(articles.values())]
    if rest:
        calls = [m for m in rest if m.format in ("phone", "video")]
        parts = [say_count(len(rest) - len(calls), "other encounter")] if len(rest) > len(calls) else []
        parts += [say_count(len(calls), "call")] if calls else []
        notes = [
            (sum(m.status == "cancelled" for m in rest), "called off"),
            (sum(m.status == "announced" for m in rest), "still ahead"),
        ]
        said = say_list([f"{say_number(n)} of them {what}" for n, what in notes if n])
        ahead = f" ({said})" if said else ""
        short = say_list([names.get(n, n) for n in study.principals])
        tell = agree(len(articles), "it also tells", "they also tell")
        text = f"In passing {tell} of {say_list(parts)} between {short}{ahead}."
        findings.append(_finding("setting/besides", text, 1.0, report_passages(study, [m.meeting_id for m in rest])))
    return tuple(findings)


def _say_cities(told: list[Any]) -> str:
    cities: dict[str, int] = {}
    for meeting in told:
        if meeting.city:
            cities[meeting.city] = cities.get(meeting.city, 0) + 1
    if len(told) == 1 or sum(cities.values()) < len(told):
        return f", in {say_list(sorted(cities))}" if len(cities) == 1 and len(told) == 1 else ""
    if len(cities) == 1:
        return f", all in {next(iter(cities))}" if len(told) > 2 else f", both in {next(iter(cities))}"
    ranked = sorted(cities.items(), key=lambda item: (-item[1], item[0]))
    return "; " + say_list([f"{say_count(n, 'met').split()[0]} in {city}" for city, n in ranked])


def find_agendas(study: Any) -> tuple[Finding, ...]:
    """For each told meeting, what the articles give as its matter, and what fills their coded sentences."""
    book, found = study.records.codebook, []
    for meeting in told_meetings(study):
        named = agenda_codes(study, [meeting.meeting_id])
        codes = meeting_codes(study, [meeting.meeting_id])
        if not codes:
            continue
        whole = len(sentences(codes))
        ranked = top_themes(codes, by=lambda c: c.theme)
        lead, count = ranked[0]
        put = [book.short(t) for t in agenda_themes(study, [meeting.meeting_id])][:MOST_MATTERS]
        matter = f"{say_list(put)} {'is' if len(put) == 1 else 'are'} given as matter of the talks" if put else ""
        if count * 2 > whole:
            most = f"{book.short(lead)} fills most of the telling, {say_share(count, whole)}"
        else:
            most = f"the largest theme is {book.short(lead)}, with {say_share(count, whole)}"
        text = f"For the meeting {of_day(meeting)}, {'; '.join(part for part in (matter, most) if part)}."
        evidence = passages(study, [key(c) for c in (named or codes)])
        found.append(_finding(f"agenda/{meeting.meeting_id}", text, count / whole, evidence))
    return tuple(found)


def find_shift(study: Any) -> tuple[Finding, ...]:
    """Which themes mark each year (or meeting) against the others; which run through all; which rose and fell."""
    parts = [g for g in groups(study) if meeting_codes(study, g.meetings)]
    if len(parts) < 2:
        return ()
    found = [f for group in parts if (f := _marks(study, group, parts))]
    found += _constants(study)
    found += _movement(study, parts[0], parts[-1])
    return tuple(found)


def marks_of(study: Any, group: Group, parts: list[Group]) -> list[tuple[str, list[Key]]]:
    """The codes that mark a group: at least LEAST_LIFT times as frequent as in the other groups, and either named as
    matter of the talks or found in two sentences. At most MOST_MARKS, none resting on the sentences of another."""
    here = meeting_codes(study, group.meetings)
    rest = meeting_codes(study, [m for g in parts if g is not group for m in g.meetings])
    named = {unit(c) for c in agenda_codes(study, group.meetings)}
    n_here, n_rest = len(sentences(here)), len(sentences(rest))
    scored = []
    constant = constant_themes(study)
    elsewhere = dict(top_themes(rest))
    for name, count in top_themes(here):
        share, other = (count + 0.5) / (n_here + 1), (elsewhere.get(name, 0) + 0.5) / (n_rest + 1)
        if name not in constant and share / other >= LEAST_LIFT and (count > 1 or name in named):
            weight = (count + 2 * (name in named)) * (share - other)
            scored.append((-weight, name))
    chosen: list[tuple[str, list[Key]]] = []
    for _, name in sorted(scored):
        own = sentences(c for c in here if unit(c) == name)
        kin = any(name.split("/")[0] == n or n.split("/")[0] == name for n, _ in chosen)  # a theme and its subtheme
        if (
            len(chosen) < MOST_MARKS
            and not kin
            and all(len(set(own) & set(k)) * 2 < min(len(own), len(k)) + 1 for _, k in chosen)
        ):
            chosen.append((name, own))
    return chosen


def _akin(one: str, its: list[Key], two: str, others: list[Key]) -> bool:
    """Whether two codes say nearly the same: a theme and its subtheme, or resting half on the same sentences."""
    shared = len(set(its) & set(others))
    return one.split("/")[0] == two or two.split("/")[0] == one or shared * 2 > min(len(its), len(others))


def _marks(study: Any, group: Group, parts: list[Group]) -> Finding | None:
    marks = marks_of(study, group, parts)
    if not marks:
        return None
    book = study.records.codebook
    said = [f"{book.short(name)} ({say_count(len(keys), 'sentence')})" for name, keys in marks]
    when = f"the meeting of {group.name}" if len(group.meetings) == 1 and not group.name.isdigit() else group.name
    text = f"{capitalise(when)} stands apart from the rest by {say_list(said)}."
    evidence = passages(study, [k for _, keys in marks for k in keys])
    total = len(sentences(meeting_codes(study, group.meetings)))
    return _finding(f"shift/{slug(group.name)}", text, len({k for _, ks in marks for k in ks}) / total, evidence)


def constant_themes(study: Any) -> list[str]:
    """The themes coded at every told meeting (of at least two), in at least two sentences a meeting on average."""
    told = [m.meeting_id for m in told_meetings(study)]
    if len(told) < 2:
        return []
    at = [{c.theme for c in meeting_codes(study, [m])} for m in told]
    ranked = top_themes(meeting_codes(study, told), by=lambda c: c.theme)
    return [t for t, n in ranked if n >= 2 * len(told) and all(t in a for a in at)]


def _constants(study: Any) -> list[Finding]:
    constant = constant_themes(study)
    if not constant:
        return []
    book = study.records.codebook
    told = [m.meeting_id for m in told_meetings(study)]
    codes = [c for c in meeting_codes(study, told) if c.theme in constant]
    text = (
        f"None of the {say_count(len(told), 'meeting')} is told without {say_list([book.short(t) for t in constant])}."
    )
    if len(told) == 2:
        text = f"Neither of the two meetings is told without {say_list([book.short(t) for t in constant])}."
    return [_finding("shift/constant", text, 1.0, passages(study, [key(c) for c in codes]))]


def _movement(study: Any, first: Group, last: Group) -> list[Finding]:
    """The theme whose share rose most and the one that fell most between the first and the last group."""
    before, after = meeting_codes(study, first.meetings), meeting_codes(study, last.meetings)
    n, m = len(sentences(before)), len(sentences(after))
    if min(n, m) < LEAST_SENTENCES:
        return []
    old, new = (dict(top_themes(codes, by=lambda c: c.theme)) for codes in (before, after))
    change = {t: new.get(t, 0) / m - old.get(t, 0) / n for t in sorted({*old, *new})}
    found = []
    for name, verb, pick in (("rise", "grows", max), ("fall", "falls", min)):
        theme = pick(change, key=lambda t: (change[t], t))
        if (change[theme] > 0) != (name == "rise") or abs(change[theme]) < 0.1:
            continue
        codes = [c for c in before + after if c.theme == theme]
        text = (
            f"From {first.name} to {last.name}, the share of {study.records.codebook.short(theme)} {verb} from "
            f"{say_share(old.get(theme, 0), n)} to {say_share(new.get(theme, 0), m)}."
        )
        found.append(_finding(f"shift/{name}", text, abs(change[theme]), passages(study, [key(c) for c in codes])))
    return found


def find_absent(study: Any) -> tuple[Finding, ...]:
    """Themes of the codebook that nothing told of the meetings carries, where enough is coded to notice."""
    told = told_meetings(study)
    codes = meeting_codes(study, [m.meeting_id for m in told])
    if len(sentences(codes)) < LEAST_TO_MISS:
        return ()
    have = {c.theme for c in codes}
    known = {c.theme for c in study.records.codes}  # told of elsewhere in the corpus
    absent = [t for t in study.records.codebook.themes if t.id not in have and (t.general or t.id in known)]
    absent = [t for t in absent if t.id != OTHER and not t.third_party]
    if not absent:
        return ()
    said = say_list([t.short for t in absent[:5]], last="or")
    text = f"No sentence told of {'these meetings' if len(told) > 1 else 'this meeting'} is coded {said}."
    return (_finding("absent/themes", text, 1.0, ()),)


def find_announced(study: Any) -> tuple[Finding, ...]:
    """What articles before a meeting name as its matter, against what articles after it report."""
    news = news_of_articles(study)
    status = {(r.article_id, r.meeting_id): r.status for r in study.records.reports}
    ahead = [a for a, m in news.items() if status.get((a, m)) == "announced"]
    after = [a for a, m in news.items() if status.get((a, m)) == "held"]
    found = []
    if ahead or after:
        found.append(_ahead_or_after(study, ahead, after, len(news)))
    if ahead and after:
        found += _difference(study, ahead, after, news)
    return tuple(found)


def _ahead_or_after(study: Any, ahead: list[str], after: list[str], whole: int) -> Finding:
    parts = []
    if ahead:
        parts.append(f"{say_count(len(ahead), 'article')} {'looks' if len(ahead) == 1 else 'look'} ahead to a meeting")
    if after:
        number = say_number(len(after)) if ahead else say_count(len(after), "article")
        parts.append(f"{number} {'tells' if len(after) == 1 else 'tell'} of one that was held")
    news = news_of_articles(study)
    evidence = [
        (r.article_id, a, b)
        for r in study.records.reports
        if news.get(r.article_id) == r.meeting_id
        for a, b in r.passages[:1]
    ]
    return _finding(
        "announced/number", f"{capitalise(say_list(parts))}.", len(ahead) / whole, passages(study, evidence)
    )


def _difference(study: Any, ahead: list[str], after: list[str], news: dict[str, str]) -> list[Finding]:
    def of(ids: list[str]) -> list[ThemeCode]:
        return [c for c in meeting_codes(study, set(news.values())) if c.article_id in ids]

    book, found = study.records.codebook, []
    before, later = of(ahead), of(after)
    told_before, told_after = {c.theme for c in before}, {c.theme for c in later}
    for name, codes, missing, text in (
        ("only_ahead", before, told_after, "Only the articles that look ahead name {}"),
        ("only_after", later, told_before, "Only the articles written after a meeting bring in {}"),
    ):
        ranked = [(t, n) for t, n in top_themes(codes, by=lambda c: c.theme) if t not in missing and n > 1]
        if ranked:
            said = say_list([f"{book.short(t)} ({say_count(n, 'sentence')})" for t, n in ranked[:3]])
            keys = [key(c) for c in codes if c.theme in dict(ranked[:3])]
            found.append(_finding(f"announced/{name}", text.format(said) + ".", 1.0, passages(study, keys)))
    return found


def _finding(finding_id: str, statement: str, strength: float, evidence: Any) -> Finding:
    return Finding(
        finding_id=finding_id, statement=statement, holds=True, strength=round(strength, 3), evidence=tuple(evidence)
    )
