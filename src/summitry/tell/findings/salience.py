"""Which theme is told most, by three measures: coded sentences, their words, and the statements that carry it."""

from __future__ import annotations

from typing import Any

from summitry.records import Finding
from summitry.tell.findings.facts import finding, key, passages, sentences, story_codes
from summitry.tell.findings.phrases import say_part, theme_verb
from summitry.tell.joins import count_salience, story_statements
from summitry.tell.words import capitalise, say_count, say_list, say_number

MOST = 3
LEAST_CODED = 4  # of fewer coded sentences none leads
LEAST_STATEMENTS = 5  # of fewer statements no share is told
LEAST_MEASURED = 20  # of fewer coded sentences no other measure is told


def find_salience(study: Any) -> tuple[Finding, ...]:
    """The leading themes by sentences; whether words and statements put them in the same order."""
    codes, frame = story_codes(study), count_salience(study)
    if len(frame) < 2 or len(sentences(codes)) < LEAST_CODED:
        return ()
    top, whole = frame.head(MOST), len(sentences(codes))
    evidence = passages(study, [key(c) for c in codes if c.theme in set(top.theme)])
    found = finding("salience/sentences", _say_lead(study, top, whole), top.sentences.iloc[0] / whole, evidence)
    return (found, *_measures(study, top, whole, evidence))


def _say_lead(study: Any, top: Any, whole: int) -> str:
    """Which theme leads (or which lead together), by how much, and what comes next."""
    book, most = study.records.codebook, int(top.sentences.iloc[0])
    first = say_list([book.short(t) for t in top.theme[top.sentences == most]])
    rest = [f"{book.short(r.theme)} ({say_number(r.sentences)})" for r in top.itertuples() if r.sentences < most]
    several = int((top.sentences == most).sum()) > 1
    head = f"{first} lead, each in" if several else f"{first} {theme_verb(first, 'leads', 'lead')} with"
    return f"{capitalise(head)} {say_part(most, whole)}{f', before {say_list(rest)}' if rest else ''}."


def _measures(study: Any, top: Any, coded: int, evidence: tuple) -> list[Finding]:
    """Whether the order of the leading themes holds by words and by statements as well."""
    book, said = study.records.codebook, len(story_statements(study))
    if said < LEAST_STATEMENTS or coded < LEAST_MEASURED or not top.sentences.is_unique:
        return []
    same = {name: top[name].is_monotonic_decreasing for name in ("words", "statements")}
    total = round(top.words.iloc[0] / top.share_of_words.iloc[0])
    (first, *rest), short = list(top.itertuples()), book.short
    lead = short(first.theme)
    has = theme_verb(lead, "has", "have")
    words = [f"{lead} {has} {round(100 * first.share_of_words)} per cent of {total:,}"]
    words += [f"{short(r.theme)} {round(100 * r.share_of_words)}" for r in rest]
    statements = [f"{say_number(int(first.statements))} of {say_count(said, 'statement')} {_carry(first)} {lead}"]
    statements += [f"{say_number(int(r.statements))} {short(r.theme)}" for r in rest]
    verdicts = {2: "the order is the same by all three measures", 0: "neither measure keeps the order"}
    verdict = verdicts.get(sum(same.values())) or f"only {'words' if same['words'] else 'statements'} keep the order"
    text = f"Counted by words, {say_list(words)}; {say_list(statements)}: {verdict}."
    return [finding("salience/measures", text, sum(same.values()) / 2, evidence)]


def _carry(row: Any) -> str:
    return "carries" if row.statements == 1 else "carry"
