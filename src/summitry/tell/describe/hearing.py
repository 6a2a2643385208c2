"""Sentences about whose words stand in whose press, to whom they were said, and who is heard only through others."""

from __future__ import annotations

from collections import Counter
from typing import Any

from summitry.knowledge import read_rows
from summitry.records import Statement
from summitry.tell.counts import HEARERS, count_sides, hearer_of, quoted_words
from summitry.tell.describe.sentence import Sentence, gather
from summitry.tell.findings.facts import country_of, statement_passages
from summitry.tell.findings.others import say_country
from summitry.tell.findings.phrases import agree, say_number
from summitry.tell.words import family_names, is_missing, say_count, say_list

MOST_NAMES = 6


def describe_press(study: Any) -> tuple[Sentence, ...]:
    """How many words of each principal the outlets of each country quote (countries by knowledge/outlets.csv)."""
    homes = {row["publisher"].casefold(): row["country"] for row in read_rows("outlets")}
    where = {a.article_id: homes.get(str(a.publisher or "").casefold()) for a in study.records.articles}
    names, told = family_names(study.principals), []
    for country in sorted({c for c in where.values() if c}):
        own = [s for s in _spoken(study) if where[s.article_id] == country and s.speaker in names]
        words = Counter(dict.fromkeys(study.principals, 0))
        for s in own:
            words[s.speaker] += quoted_words(s.form, s.text)
        if not any(words.values()):
            continue
        count = say_count(sum(c == country for c in where.values()), "article")
        shares = say_list([f"{names[n]} with {words[n]:,}" for n in study.principals])
        text = f"The press of {say_country(country)} ({count}) quotes {shares} words."
        told.append(
            Sentence(text=text, evidence=statement_passages(study, [s for s in own if quoted_words(s.form, s.text)]))
        )
    return tuple(told)


def describe_directness(study: Any) -> tuple[Sentence, ...]:
    """How many of each principal's statements are printed in words of their own, whole or in part."""
    names, told = family_names(study.principals), []
    for name in study.principals:
        own = [s for s in _spoken(study) if s.speaker == name]
        quoted = _quoted(own)
        if not own:
            continue
        rest = len(own) - len(quoted)
        share = f"{say_number(len(quoted))} {agree(len(quoted), 'comes', 'come')}" if quoted else "none comes"
        text = f"Of {say_count(len(own), 'statement')} of {names[name]}, {share} with words quoted"
        text += f", {say_number(rest)} only in the reporter’s words." if rest and quoted else "."
        told.append(Sentence(text=text, evidence=statement_passages(study, quoted)))
    return tuple(told)


def describe_hearers(study: Any) -> tuple[Sentence, ...]:
    """What each principal says to the other, to the own government, to reporters, where the hearer is named."""
    names, told = family_names(study.principals), []
    for name in study.principals:
        own = [s for s in _spoken(study) if s.speaker == name and s.addressee]
        if not own:
            continue
        kinds = Counter(hearer_of(study, s.speaker, s.addressee) for s in own)
        parts = [f"{say_number(kinds[kind])} to {kind}" for kind in HEARERS if kinds[kind]]
        naming = agree(len(own), "names its hearer", "name their hearer")
        text = f"Of {names[name]}, {say_count(len(own), 'statement')} {naming}: {say_list(parts)}."
        told.append(Sentence(text=text, evidence=statement_passages(study, own)))
    return tuple(told)


def describe_secondhand(study: Any) -> tuple[Sentence, ...]:
    """Who is never quoted: whose words reach the reader only in the words of others."""
    by_source: dict[str, list[Statement]] = {}
    for s in _spoken(study):
        if s.speaker:
            by_source.setdefault(s.speaker, []).append(s)
    unheard = {n: ss for n, ss in by_source.items() if not any(quoted_words(s.form, s.text) for s in ss)}
    if not unheard:
        return ()
    ranked = sorted(unheard, key=lambda n: (-len(unheard[n]), n))
    named = [f"{n} ({len(unheard[n])})" for n in ranked[:MOST_NAMES]]
    rest = len(ranked) - MOST_NAMES
    listed = say_list([*named, f"{say_number(rest)} more"] if rest > 0 else named)
    are = agree(len(ranked), "is", "are")
    text = f"Of {say_count(len(by_source), 'source')} {say_number(len(ranked))} {are} never quoted, only reported"
    text += f": {listed}."
    return (Sentence(text=text, evidence=statement_passages(study, [s for n in ranked for s in unheard[n]])),)


def describe_balance(study: Any) -> tuple[Sentence, ...]:
    """The words of the two sides: statements and quoted words of speakers and offices of each principal's country."""
    homes = [country_of(study, name) for name in study.principals]
    if len(homes) != 2 or any(is_missing(h) for h in homes) or homes[0] == homes[1]:
        return ()
    sides = count_sides(study)
    rows = {row.country: row for row in sides.itertuples()}
    parts = [
        f"{say_country(home)} has {say_count(int(rows[home].statements), 'statement')} and {int(rows[home].words):,} "
        "words quoted"
        for home in homes
        if home in rows
    ]
    if len(parts) < 2:
        return gather(Sentence(text=f"Of the two sides only one is heard: {parts[0]}.") if parts else None)
    return (Sentence(text=f"Leaders, officials and offices taken together, {say_list(parts)}."),)


def _quoted(statements: list[Statement]) -> list[Statement]:
    """Those that have words in quotation marks."""
    return [s for s in statements if quoted_words(s.form, s.text)]


def _spoken(study: Any) -> list[Statement]:
    return [s for s in study.records.statements if s.tier == "speech"]
