"""Countries and people who are not at the table: in how many articles they are named, and how."""

from __future__ import annotations

import functools
import re
from typing import Any

from summitry.knowledge import KnowledgeError, read_rows
from summitry.records import EVIDENCE_KINDS, Finding, Passage
from summitry.tell.counts import side_of
from summitry.tell.findings.facts import articles, country_of, finding, once_per_study, passages, scope, statements
from summitry.tell.findings.phrases import agree, say_all, say_source
from summitry.tell.words import capitalise, group_by_count, say_count, say_list, say_number

# Countries that take the article in prose.
GONE = ("Soviet Union", "Yugoslavia", "Czechoslovakia")  # states that cannot be a third party any more
WITH_ARTICLE = (
    *("United States", "United Kingdom", "United Arab Emirates"),
    *("Netherlands", "Philippines", "Maldives", "Bahamas", "Gambia"),
)
MOST_NAMED = 4
WORD = re.compile(r"\w+")


@functools.cache
def _patterns() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    """(country, first words of its names, pattern of its names) from knowledge/countries.csv; adjectives and peoples
    are names too."""
    try:
        rows = read_rows("countries")
    except (KnowledgeError, FileNotFoundError):
        return ()
    made = []
    for row in rows:
        cells = [row.get("country", ""), row.get("aliases", ""), row.get("adjectives", ""), row.get("people", "")]
        names = sorted(
            {n.strip() for cell in cells for n in re.split(r"[;|]", cell) if len(n.strip()) > 1},
            key=lambda n: (-len(n), n),
        )
        pattern = re.compile(rf"(?<!\w)(?<!Nazi )(?:{'|'.join(map(re.escape, names))})(?!\w)")
        made.append((row["country"], frozenset(WORD.findall(n)[0] for n in names), pattern))
    return tuple(made)


@once_per_study
def countries_named(study: Any) -> dict[str, dict[str, list[Passage]]]:
    """{country: {article_id: passages}}: where countries (or their people) are named in what is evidence."""
    named: dict[str, dict[str, list[Passage]]] = {}
    for article in articles(study):
        segments = [s for s in article.segments if s.kind in EVIDENCE_KINDS and s.repeats is None]
        words = set(WORD.findall(article.text))
        for country, first_words, pattern in _patterns():
            for segment in segments if not words.isdisjoint(first_words) else ():
                for hit in pattern.finditer(article.text, segment.start, segment.end):
                    places = named.setdefault(country, {}).setdefault(article.article_id, [])
                    places.append(article.passage(hit.start(), hit.end()))
    return named


def home_countries(study: Any) -> set[str]:
    """The principals' own countries, as far as the people table tells them."""
    return {p.country for p in study.records.people if p.name in study.principals and p.country}


def say_country(country: str) -> str:
    """The name as it stands in a sentence.

    >>> say_country("United States")
    'the United States'
    """
    return f"the {country}" if country in WITH_ARTICLE or "Republic" in country else country


def _third_countries(study: Any) -> list[tuple[str, dict[str, list[Passage]]]]:
    """The countries beside the principals' that most articles name, at most MOST_NAMED, with where they are named."""
    home, whole = home_countries(study), len(articles(study))
    if not study.principals or any(country_of(study, n) is None for n in study.principals):
        return []  # whose home is not known may be named as a third country
    rows = [(c, by) for c, by in countries_named(study).items() if c not in home and c not in GONE]
    rows.sort(key=lambda row: (-len(row[1]), -sum(map(len, row[1].values())), row[0]))
    least = 2 if whole > 2 else 1
    return [(c, by) for c, by in rows if len(by) >= least][:MOST_NAMED]


def find_third_countries(study: Any) -> tuple[Finding, ...]:
    """Which countries other than the principals' are named in how many articles."""
    rows, whole = _third_countries(study), len(articles(study))
    if not rows:
        return ()
    if whole == 1:
        text = f"Apart from their own countries, the article names {say_list([say_country(c) for c, _ in rows])}."
    else:
        levels = group_by_count((say_country(country), len(by)) for country, by in rows)
        ranked = sorted(levels.items(), reverse=True)
        parts = [f"{say_list(cs)} in {_of_articles(n, whole) if not i else say_number(n)}"
                 for i, (n, cs) in enumerate(ranked)]  # fmt: skip
        head = agree(len(rows), "An absent country is", "Absent countries are")
        text = f"{head} named all the same: {'; '.join(parts)}."
    evidence = [(p.article_id, p.start, p.end) for _, by in rows for ps in by.values() for p in ps[:2]]
    return (finding("others/countries", text, len(rows[0][1]) / whole, passages(study, evidence)),)


def find_third_voices(study: Any) -> tuple[Finding, ...]:
    """Which of the absent countries named in most articles are heard at all, through whom, and which only spoken of."""
    ranked = _third_countries(study)
    if not ranked or len(study.principals) != 2:
        return ()
    known, heard = {p.name for p in study.records.people}, {}
    for s in statements(study):
        country = side_of(study, s.speaker)
        if country in dict(ranked):
            heard.setdefault(country, []).append(s)
    mute = [say_country(c) for c, _ in ranked if c not in heard]
    parts = []
    for country, said in heard.items():
        who = list(dict.fromkeys(s.speaker if s.speaker in known else say_source(s.speaker) for s in said))[:2]
        noun = say_number(len(said)) if parts else f"is heard in {say_count(len(said), 'statement')}"
        parts.append(f"{say_country(country)} {noun if not parts else f'in {noun}'} ({say_list(who)})")
    them = "any of them" if len(mute) > 2 else "either of them" if len(mute) == 2 else "it"
    silent = f"{say_list(mute)} in none" if heard else f"Nobody is reported to speak for {them}"
    text = capitalise(f"{', '.join([*parts, *([silent] if mute else [])])}.")
    keys = [(s.article_id, a, b) for ss in heard.values() for s in ss for a, b in s.contents]
    places = keys or [(p.article_id, p.start, p.end) for _, by in ranked for ps in by.values() for p in ps[:2]]
    return (finding("others/voices", text, len(mute) / len(ranked), passages(study, places)),)


def _of_articles(n: int, whole: int) -> str:
    if n == whole:
        return say_all(whole, "article")
    return f"{say_number(n)} of {say_count(whole, 'article')}"


def find_third_people(study: Any) -> tuple[Finding, ...]:
    """Named people other than the principals: how many, and who is named in more than one article."""
    within = scope(study)
    others = [p for p in study.records.people if p.name not in study.principals and within & set(p.articles)]
    spread = {p.person_id: len(within & set(p.articles)) for p in others}
    if not others or not study.principals:
        return ()
    several = sorted((p for p in others if spread[p.person_id] > 1), key=lambda p: (-spread[p.person_id], p.name))
    two = agree(len(study.principals), "the leader", "the two leaders" if len(study.principals) == 2 else "the leaders")
    head = f"Besides {two}, {say_count(len(others), 'person is', 'people are')} named"
    if several:
        said = [f"{p.name} in {say_number(spread[p.person_id])}" for p in several[:3]]
        said[0] = f"{several[0].name} in {say_count(spread[several[0].person_id], 'article')}"
        tail = f", {'most widely ' if len(several) > 3 else ''}{say_list(said)}"
    else:
        tail = f": {say_list([p.name for p in others])}" if len(others) < 4 else ""
        tail = tail or (", none of them in more than one article" if len(within) > 1 else "")
    named = several[:3] or others[:3]
    evidence = []
    for person in named:
        hits = [
            m
            for ms in study.records.mentions.values()
            for m in ms
            if m.person_id == person.person_id and m.kind == "name"
        ]
        evidence += [(m.article_id, m.start, m.end) for m in hits[:2]]
    return (finding("others/people", f"{head}{tail}.", 1.0, passages(study, evidence)),)


def find_third_party_role(study: Any) -> tuple[Finding, ...]:
    """The United States (or whatever a codebook marks as third party) as an actor beside the meetings."""
    book, found = study.records.codebook, []
    for theme in book.themes:
        if not theme.third_party or not study.principals:
            continue
        codes = [c for c in study.records.codes if c.theme == theme.id and c.article_id in scope(study)]
        named = sorted({c.article_id for c in codes})
        if not codes:
            continue
        whole = len(articles(study))
        share = _of_articles(len(named), whole) if whole > 1 else "the article"
        text = f"{capitalise(theme.short)} is a theme in {share}."
        evidence = passages(study, [(c.article_id, c.start, c.end) for c in codes])
        found.append(finding(f"others/{theme.id}", text, len(named) / whole, evidence))
    return tuple(found)
