"""Who speaks of a theme: the principals and others, and each side's offices; who hears it.

`turn` is the place of the theme in the row of agendas; it varies the wording, so that they do not read like a list.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from summitry.records import QUOTED, Finding, Statement, ThemeCode
from summitry.tell.counts import hearer_of, side_of
from summitry.tell.findings.facts import (
    country_of,
    finding,
    key,
    passages,
    sentences,
    short_names,
)
from summitry.tell.findings.phrases import agree, all_of, say_source, theme_verb
from summitry.tell.words import capitalise, merge_sources, say_count, say_list, say_number

MOST_NAMED = 3


def find_voices(study: Any, theme: str, codes: list[ThemeCode], turn: int) -> Finding | None:
    """In how many sentences each principal, other sources and the articles' own voice have the theme."""
    own = {n: [c for c in codes if c.speaker == n] for n in study.principals}
    told = len(sentences(c for c in codes if c.form == "narration"))
    others = len(sentences(c for c in codes if c.speaker and c.speaker not in own and c.form != "narration"))
    heard = sorted((n for n in own if own[n]), key=lambda n: (-len(sentences(own[n])), n))
    if not own or not (heard or told or others):
        return None
    press = f"the {agree(len({c.article_id for c in codes}), 'article’s', 'articles’')} own"
    if not heard:
        it = theme_verb(study.records.codebook.short(theme), "it", "them")
        text = f"{_nobody(study)} reported to speak of {it}: {say_list(_rest(others, told, press))}"
    else:
        say = (_say_speakers, _say_shares, _say_places)[turn % 3]
        text = say(short_names(study), own, heard, others, told, press)
        short = study.records.codebook.short(theme)
        text = text.format(theme=short, it=theme_verb(short, "it", "them"))
    keys = [key(c) for n in heard for c in own[n]] or [key(c) for c in codes]
    return finding(f"theme/{theme}/voices", f"{text}.", 1.0, passages(study, keys))


def _say_speakers(names: dict, own: dict, heard: list[str], others: int, told: int, press: str) -> str:
    """ "A speaks of it in nine sentences (five with words quoted), B in none; two come from other sources"."""
    first, *more = heard
    parts = [f"{names[first]} speaks of {{it}} in {_say_own(own[first], noun=True)}"]
    parts += [f"{names[n]} in {_say_own(own[n])}" for n in more]
    mute = [names[n] for n in own if not own[n]]
    parts += [f"{say_list(mute)} in none"] if mute else []
    return "; ".join(filter(None, (", ".join(parts), say_list(_rest(others, told, press)))))


def _say_shares(names: dict, own: dict, heard: list[str], others: int, told: int, press: str) -> str:
    """ "Of the sentences on X nine are A’s (five with words quoted), two B’s, and three the articles’ own"."""
    first, *more = heard
    number, _, quoted = _say_own(own[first]).partition(" ")
    parts = [f"{number} {agree(len(sentences(own[first])), 'is', 'are')} {names[first]}’s {quoted}".strip()]
    parts += [f"{say_number(len(sentences(own[n])))} {names[n]}’s" for n in more]
    mute = [f"{names[n]}’s" for n in own if not own[n]]
    parts += [f"none {say_list(mute, last='or')}"] if mute else []
    parts += [f"{say_number(others)} other sources’"] if others else []
    parts += [f"{say_number(told)} {press}"] if told else []
    return f"Of the sentences on {{theme}} {say_list(parts)}"


def _say_places(names: dict, own: dict, heard: list[str], others: int, told: int, press: str) -> str:
    """ "In nine of these it is A who speaks (five with words quoted), in two B, in one another source"."""
    first, *more = heard
    number, _, quoted = _say_own(own[first]).partition(" ")
    parts = [f"in {number} of these it is {names[first]} who speaks {quoted}".strip()]
    parts += [f"in {_say_own(own[n])} {names[n]}" for n in more]
    mute = [names[n] for n in own if not own[n]]
    parts += [f"in none {say_list(mute, last='or')}"] if mute else []
    parts += [f"in {say_number(others)} another source"] if others else []
    tail = f"; {say_number(told)} {agree(told, 'is', 'are')} {press}" if told else ""
    return capitalise(", ".join(parts)) + tail


def _rest(others: int, told: int, press: str) -> list[str]:
    rest = [f"{say_number(others)} {agree(others, 'comes', 'come')} from other sources"] if others else []
    return rest + ([f"{say_number(told)} {agree(told, 'is', 'are')} {press}"] if told else [])


def _nobody(study: Any) -> str:
    names = [short_names(study)[n] for n in study.principals]
    if len(names) < 3:
        return f"Neither {names[0]} nor {names[1]} is" if len(names) == 2 else f"{names[0]} is not"
    return f"None of {say_list(names)} is"


def _say_own(codes: list[ThemeCode], *, noun: bool = False) -> str:
    """How many sentences, and in brackets how many of them have words quoted."""
    count = len(sentences(codes))
    quoted = len(sentences(c for c in codes if c.form in QUOTED))
    said = say_count(count, "sentence") if noun else say_number(count)
    if count == 1:
        return f"{said} ({'quoted' if quoted else 'reported'})"
    part = all_of(count) if quoted == count else say_number(quoted) if quoted else "none"
    return f"{said} ({part} with words quoted)"


def find_sides(study: Any, theme: str, codes: list[ThemeCode], turn: int) -> Finding | None:
    """Offices and officials that speak of the theme for the principals' countries, beside or in place of them."""
    homes = {n: country_of(study, n) for n in study.principals}
    if len(homes) != 2 or None in homes.values() or len(set(homes.values())) < 2:
        return None
    names, rows, keys = short_names(study), [], []
    for name, country in homes.items():
        theirs = [c for c in codes if c.speaker and c.speaker != name and side_of(study, c.speaker) == country]
        if theirs:
            rows.append((names[name], any(c.speaker == name for c in codes), _sources(study, theirs, first=not rows)))
            keys += [key(c) for c in theirs]
    if not rows or (len(rows) == 1 == len(set(keys)) and rows[0][1]):  # one sentence beside a leader's own
        return None
    it = theme_verb(study.records.codebook.short(theme), "it", "them")
    if turn % 2:
        parts = [f"{said}{'' if n else f' speak of {it}' if ' and ' in said else f' speaks of {it}'} "
                 f"{'beside' if own else 'in place of'} {who}" for n, (who, own, said) in enumerate(rows)]  # fmt: skip
    else:
        parts = [f"{who}{'’s' if n else '’s side is heard'} {'also' if own else 'only'} through {said}"
                 for n, (who, own, said) in enumerate(rows)]  # fmt: skip
    return finding(f"theme/{theme}/sides", f"{capitalise(', '.join(parts))}.", 1.0, passages(study, keys))


def _sources(study: Any, codes: list[ThemeCode], *, first: bool) -> str:
    """The sources of some codes with their sentences: "the Kremlin (two sentences) and Moscow (one)"."""
    names, same = short_names(study), merge_sources(c.speaker for c in codes)
    counts = Counter(same[speaker] for _, speaker in {(key(c), c.speaker) for c in codes})
    ranked = sorted(counts, key=lambda n: (-counts[n], n))[:MOST_NAMED]
    number = [say_number(counts[n]) for n in ranked]
    number[0] = say_count(counts[ranked[0]], "sentence") if first else number[0]
    return say_list([f"{say_source(names.get(n, n))} ({c})" for n, c in zip(ranked, number, strict=True)])


def count_hearers(study: Any, told: list[Statement]) -> list[tuple[str, int]]:
    """[(hearer, statements)], most first: somebody by name where only one of a kind is meant, else the kind."""
    names, same = short_names(study), merge_sources(s.addressee for s in told)
    kinds: dict[str, list[str]] = {}
    for s in told:
        kinds.setdefault(hearer_of(study, s.speaker, s.addressee), []).append(same[s.addressee])
    counts = [
        (say_source(names.get(who[0], who[0])) if len(set(who)) == 1 else kind, len(who)) for kind, who in kinds.items()
    ]
    return sorted(counts, key=lambda c: (-c[1], c[0]))
