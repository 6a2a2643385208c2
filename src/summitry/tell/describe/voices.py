"""Sentences about who speaks, to whom, through whom."""

from __future__ import annotations

from collections import Counter
from typing import Any

from summitry.records import QUOTED, Statement
from summitry.tell.counts import LEAST_SHARE, NOBODY, count_addressees, count_quoted_words, quoted_words
from summitry.tell.describe.sentence import Sentence, gather
from summitry.tell.findings.facts import statement_passages
from summitry.tell.findings.phrases import agree, open_sentence, say_share, say_source
from summitry.tell.findings.quantity import find_go_betweens, find_words
from summitry.tell.words import capitalise, family_names, group_by_count, say_count, say_list, say_number

MOST_WAYS = 6


def spoken_statements(study: Any) -> list[Statement]:
    """What is said in the articles; attitudes (wants, opposes) are no part of it."""
    return [s for s in study.records.statements if s.tier == "speech"]


def describe_voices(study: Any) -> tuple[Sentence, ...]:
    """Whose words are quoted most, how much is quoted at all, and how much comes from no named person."""
    said = spoken_statements(study)
    if not said:
        return (Sentence(text="No statement was found in these articles."),)
    first = [Sentence(text=x.statement, evidence=x.evidence) for x in find_words(study)]
    quoted = [s for s in said if s.form in QUOTED]
    share = say_share(len(quoted), len(said), "statements")
    how = Sentence(text=f"Words are quoted in {share}.", evidence=statement_passages(study, quoted))
    last = [Sentence(text=x.statement, evidence=x.evidence) for x in find_go_betweens(study)]
    return (*(first or gather(_most_quoted(study))), how, *last)


def _most_quoted(study: Any) -> Sentence | None:
    """Who is quoted most where no leader is quoted enough to be compared."""
    words = count_quoted_words(study)
    totals = words[words.speaker != ""].groupby("speaker").words.sum().sort_values(ascending=False, kind="stable")
    if totals.empty:
        return None
    who = family_names(list(totals.index))[totals.index[0]]
    most, whole = int(totals.iloc[0]), int(words.words.sum())
    text = f"Of {say_count(whole, 'word')} quoted, {who} has {say_number(most)}, more than anybody else."
    if len(totals) == 1 and most == whole:
        text = f"All {say_count(whole, 'word')} quoted are those of {who}."
    own = [s for s in spoken_statements(study) if s.speaker == totals.index[0] and quoted_words(s.form, s.text)]
    return Sentence(text=text, evidence=statement_passages(study, own))


def describe_addressees(study: Any) -> tuple[Sentence, ...]:
    """Between whom most statements pass, and how often nobody is named."""
    counts = count_addressees(study)
    if counts.empty:
        return ()
    total, nobody = int(counts.statements.sum()), int(counts.statements[counts.addressee == NOBODY].sum())
    silent = [s for s in spoken_statements(study) if s.speaker and not s.addressee]
    text = f"For {say_share(nobody, total, 'statements with a known speaker')} the articles name no hearer."
    unnamed = Sentence(text=text, evidence=statement_passages(study, silent)) if nobody else None
    return gather(_busiest(study, counts), unnamed)


def _busiest(study: Any, counts: Any) -> Sentence | None:
    """Who speaks to whom most often, and what comes back; nothing where that is hardly ever."""
    named = counts[counts.addressee != NOBODY]
    if named.empty or named.statements.iloc[0] < LEAST_SHARE * counts.statements.sum():
        return None
    names, first = family_names([*counts.speaker, *counts.addressee]), named.iloc[0]
    back = named[(named.speaker == first.addressee) & (named.addressee == first.speaker)]
    answer = int(back.statements.sum())
    said = int(counts.statements[counts.speaker == first.addressee].sum())
    one, other = names[first.speaker], names[first.addressee]
    text = f"{capitalise(one)} is reported as speaking to {other} {_times(int(first.statements))}"
    if answer:
        text += f", {other} to {one} {_times(answer)}."
    elif said:
        text += f"; of {say_count(said, 'statement')} of {other} none names {one} as the one spoken to."
    else:
        text += f"; no statement of {other} is reported."
    pair = {(first.speaker, first.addressee), (first.addressee, first.speaker)}
    own = [s for s in spoken_statements(study) if (s.speaker, s.addressee) in pair]
    return Sentence(text=text, evidence=statement_passages(study, own))


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{say_number(count)} times")


def describe_chains(study: Any) -> tuple[Sentence, ...]:
    """How many statements reached the articles through others, and through whom."""
    said = spoken_statements(study)
    via = [s for s in said if s.via]
    if not said:
        return ()
    if not via:
        return (Sentence(text="No statement names another medium or office through which it reached the article."),)
    ways = Counter(s.via for s in via)
    listed = say_ranked([(name, n) for name, n in sorted(ways.items(), key=lambda w: (-w[1], w[0]))], "statement")
    came = agree(len(via), "is said to have come", "are said to have come")
    text = f"{open_sentence(say_number(len(via)))} of {say_count(len(said), 'statement')} {came} through others: "
    return (Sentence(text=f"{text}{listed}.", evidence=statement_passages(study, via)),)


def say_ranked(ranked: list[tuple[str, int]], noun: str, *, most: int = MOST_WAYS) -> str:
    """Names with their counts, those with the same count together: "Moscow and Oslo (two statements each), Rome (one)".

    A single name has no count; of more than `most` names the rest is a number.
    """
    if len(ranked) == 1:
        return say_source(ranked[0][0])
    parts = []
    for n, names in group_by_count((say_source(name), n) for name, n in ranked[:most]).items():
        number = say_count(n, noun) if not parts else say_number(n)
        parts.append(f"{say_list(names)} ({number}{' each' if len(names) > 1 else ''})")
    rest = len(ranked) - most
    return "; ".join([*parts, *([f"and {say_number(rest)} more"] if rest > 0 else [])])
