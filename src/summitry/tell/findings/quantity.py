"""How much of each voice is printed: quoted words, and what comes from offices and unnamed officials instead."""

from __future__ import annotations

from typing import Any

from summitry.records import Finding
from summitry.tell.counts import quoted_words
from summitry.tell.findings.facts import finding, short_names, statement_passages, statements
from summitry.tell.findings.phrases import say_share
from summitry.tell.words import say_list, say_number

PRONOUNS = ("he", "she", "they", "it", "who")
LEAST_WORDS = 20  # fewer quoted words than this are no voice


def find_words(study: Any) -> tuple[Finding, ...]:
    """How many words of each principal are quoted, against all words quoted directly."""
    names = short_names(study)
    words = dict.fromkeys(study.principals, 0)
    total, quoted = 0, []
    for s in statements(study):
        count = quoted_words(s.form, s.text)
        total += count
        if s.speaker in words and count:
            words[s.speaker] += count
            quoted.append(s)
    if total < LEAST_WORDS or not any(words.values()):
        return ()
    ranked = [(names[name], n) for name, n in sorted(words.items(), key=lambda item: (-item[1], item[0])) if n]
    mute = [names[name] for name, n in words.items() if not n]
    text = _say_words(ranked, total)
    if mute:
        text += f"; no word of {say_list([f'{name}’s' for name in mute], last='or')} is quoted"
    return (finding("voices/words", f"{text}.", ranked[0][1] / total, statement_passages(study, quoted)),)


def _say_words(ranked: list[tuple[str, int]], total: int) -> str:
    """ "Of 622 words quoted directly, A has 370, about four times as many as B (90)"."""
    (more, n), *rest = ranked
    head = f"Of {total:,} words quoted directly, {more} has {say_number(n)}"
    if n == total:
        return f"All {total:,} words quoted directly are {more}’s"
    if not rest:
        return head
    less, m = rest[0]
    if len(rest) == 1 and n == m:
        return f"Of {total:,} words quoted directly, {more} and {less} have {n:,} each"
    if len(rest) == 1 and 1.5 <= n / m < 10:
        return f"{head}, {_times(n / m)} as many as {less} ({say_number(m)})"
    return ", ".join([head, *(f"{name} {say_number(count)}" for name, count in rest)])


def _times(ratio: float) -> str:
    if ratio < 1.75:
        return "about one and a half times"
    if ratio < 2.75:
        return "about twice" if ratio < 2.25 else "about two and a half times"
    return f"about {say_number(round(ratio))} times"


def find_go_betweens(study: Any) -> tuple[Finding, ...]:
    """How much of what is reported comes from offices, spokesmen and unnamed officials instead of named people."""
    sourced = [s for s in statements(study) if s.speaker]
    known = {p.name for p in study.records.people}
    offices = [s for s in sourced if s.speaker not in known and s.speaker.lower() not in PRONOUNS]
    if not offices:
        return ()
    share = say_share(len(offices), len(sourced), "statements with a source")
    text = f"Behind {share} stands no named person but an office, a spokesman, an agency or an unnamed official."
    return (finding("voices/offices", text, len(offices) / len(sourced), statement_passages(study, offices)),)
