"""Sentences about whose words stand in whose press, how directly, and who is heard only through others."""

from __future__ import annotations

from collections import Counter
from typing import Any

from summitry.knowledge import read_rows
from summitry.records import Statement
from summitry.tell.counts import count_sides, quoted_words, side_of
from summitry.tell.describe.sentence import Sentence, gather
from summitry.tell.describe.voices import say_ranked, spoken_statements
from summitry.tell.findings.facts import country_of, statement_passages
from summitry.tell.findings.others import say_country
from summitry.tell.findings.phrases import agree, open_sentence, say_quoted
from summitry.tell.words import family_names, is_missing, say_count, say_list, say_number


def describe_press(study: Any) -> tuple[Sentence, ...]:
    """How many words of each principal the outlets of each country quote (countries by knowledge/outlets.csv)."""
    homes = {row["publisher"].casefold(): row["country"] for row in read_rows("outlets")}
    where = {a.article_id: homes.get(str(a.publisher or "").casefold()) for a in study.records.articles}
    names, parts, heard = family_names(study.principals), [], []
    for country in sorted({c for c in where.values() if c}):
        own = [s for s in spoken_statements(study) if where[s.article_id] == country and s.speaker in names]
        words = Counter(dict.fromkeys(study.principals, 0))
        for s in own:
            words[s.speaker] += quoted_words(s.form, s.text)
        if any(words.values()):
            count = say_count(sum(c == country for c in where.values()), "article")
            press = (
                f"that of {say_country(country)} ({count})"
                if parts
                else (f"The press of {say_country(country)} ({count}) quotes")
            )
            parts.append(f"{press} {_say_words(names, words, noun=not parts)}")
            heard += _quoted(own)
    return (Sentence(text=f"{'; '.join(parts)}.", evidence=statement_passages(study, heard)),) if parts else ()


def _say_words(names: dict[str, str], words: Counter, *, noun: bool) -> str:
    ranked = sorted(words, key=lambda n: -words[n])
    said = [f"{names[n]} with {say_number(words[n]) if words[n] else 'none'}" for n in ranked]
    if noun:
        said[0] = f"{names[ranked[0]]} with {say_count(words[ranked[0]], 'word')}"
    return say_list(said)


def describe_directness(study: Any) -> tuple[Sentence, ...]:
    """How many of each principal's statements are printed in words of their own, whole or in part."""
    names, parts, heard, rest = family_names(study.principals), [], [], False
    for name in study.principals:
        own = [s for s in spoken_statements(study) if s.speaker == name]
        quoted = _quoted(own)
        if own:
            parts.append(say_quoted(names[name], len(quoted), len(own), noun="" if parts else "statement"))
            heard += quoted
            rest = rest or len(quoted) < len(own)
    text = f"Words are quoted {say_list(parts)}{'; the rest is in the reporter’s words' if rest and heard else ''}."
    return (Sentence(text=text, evidence=statement_passages(study, heard)),) if parts else ()


def describe_secondhand(study: Any) -> tuple[Sentence, ...]:
    """Who is never quoted: whose words reach the reader only in the words of others."""
    by_source: dict[str, list[Statement]] = {}
    for s in spoken_statements(study):
        if s.speaker:
            by_source.setdefault(s.speaker, []).append(s)
    unheard = {n: ss for n, ss in by_source.items() if not any(quoted_words(s.form, s.text) for s in ss)}
    if not unheard:
        return ()
    ranked = [(n, len(unheard[n])) for n in sorted(unheard, key=lambda n: (-len(unheard[n]), n))]
    text = f"{open_sentence(say_number(len(ranked)))} of {say_count(len(by_source), 'source')} "
    text += f"{agree(len(ranked), 'is', 'are')} never quoted, only reported: {say_ranked(ranked, 'statement')}."
    evidence = statement_passages(study, [s for n, _ in ranked for s in unheard[n]])
    return (Sentence(text=text, evidence=evidence),)


def describe_balance(study: Any) -> tuple[Sentence, ...]:
    """The words of the two sides: statements and quoted words of speakers and offices of each principal's country."""
    homes = [country_of(study, name) for name in study.principals]
    if len(homes) != 2 or any(is_missing(h) for h in homes) or homes[0] == homes[1]:
        return ()
    rows = {row.country: row for row in count_sides(study).itertuples()}
    told = [home for home in homes if home in rows]
    said = [s for s in spoken_statements(study) if side_of(study, s.speaker) in told]
    if len(told) < 2:
        text = f"Of the two sides only that of {say_country(told[0])} is heard." if told else ""
        return gather(Sentence(text=text, evidence=statement_passages(study, said)) if text else None)
    parts = [
        f"{say_country(home)}’s side {say_count(n, 'statement')} with {say_count(words, 'word')} quoted"
        for home in told
        for n, words in ((int(rows[home].statements), int(rows[home].words)),)
    ]
    text = f"Officials and offices included, {say_list(parts).replace('’s side ', '’s side has ', 1)}."
    return (Sentence(text=text, evidence=statement_passages(study, said)),)


def _quoted(statements: list[Statement]) -> list[Statement]:
    """Those that have words in quotation marks."""
    return [s for s in statements if quoted_words(s.form, s.text)]
