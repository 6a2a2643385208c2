"""Who raises what, to whom, what only one of them raises, and what the articles add in their own voice."""

from __future__ import annotations

from typing import Any

from summitry.records import Finding
from summitry.tell.findings.facts import (
    OTHER,
    core_meetings,
    finding,
    key,
    own_codes,
    passages,
    scope,
    sentences,
    shared_codes,
    shared_statements,
    short_names,
    statement_passages,
    statements_behind,
    story_codes,
    top_themes,
    unit,
)
from summitry.tell.findings.phrases import agree, all_of, open_sentence, say_part, slug, theme_verb
from summitry.tell.findings.theme_voices import count_hearers
from summitry.tell.words import capitalise, say_count, say_list, say_number

FEW_SENTENCES = 6  # of so few coded sentences the subthemes are told
MOST_TOPICS = 4
LEAST_STATEMENTS = 2  # somebody who is quoted less often cannot be said to leave a theme out


def find_raised(study: Any) -> tuple[Finding, ...]:
    """What each principal raises: the leading themes with the number of sentences; of few sentences the subthemes.

    Then what each is reported to say to others than the other principal.
    """
    found = []
    for name in study.principals:
        codes = shared_codes(study, name, other=True)
        found += [x for x in (_raised(study, name, codes), _to_others(study, name)) if x]
    return tuple(found)


def lead_topics(study: Any, name: str) -> tuple[list[tuple[str, int]], int]:
    """What a principal speaks of at the shared meetings: ([(theme or subtheme, sentences)], coded sentences).

    Of few sentences the subthemes are told, of many the themes that fill two sentences or more.
    """
    codes = shared_codes(study, name, other=True)
    whole = len(sentences(codes))
    if whole <= FEW_SENTENCES:
        finer = {c.theme for c in codes if c.subtheme}
        ranked = [(t, n) for t, n in top_themes(codes, by=unit) if t not in finer | {OTHER}]
        return ranked[:MOST_TOPICS], whole
    ranked = [(t, n) for t, n in top_themes(codes, by=_topic) if t != OTHER]
    return ([(t, n) for t, n in ranked if n > 1][:3] or ranked[:2]), whole


def _raised(study: Any, name: str, codes: list[Any]) -> Finding | None:
    book, short = study.records.codebook, short_names(study)[name]
    lead, whole = lead_topics(study, name)
    if not lead or whole < LEAST_STATEMENTS:
        return None
    (first, most), *rest = [(book.short(t), n) for t, n in lead]
    keys = [key(c) for c in codes if {c.theme, c.subtheme} & set(dict(lead))]
    if most == whole and not rest:
        text = f"All of {short}’s {say_count(whole, 'coded sentence')} are on {first}."
        return finding(f"voices/raises/{slug(name)}", text, 1.0, passages(study, keys))
    share = say_part(most, whole, inside=True)
    said = say_list([f"{first} ({share})", *(f"{t} ({say_number(n)})" for t, n in rest)])
    verb = "speaks most of" if not rest or most > rest[0][1] else "speaks of"
    text = f"{short} {verb} {said}."
    return finding(f"voices/raises/{slug(name)}", text, most / whole, passages(study, keys))


def _to_others(study: Any, name: str) -> Finding | None:
    """What a principal is reported to say at meetings without the other."""
    book, short = study.records.codebook, short_names(study)
    home = {m.meeting_id for m in core_meetings(study)}
    elsewhere = [m for m in study.records.meetings if m.meeting_id not in home and name in m.participants]
    codes = own_codes(study, name, meetings=[m.meeting_id for m in elsewhere], other=True)
    codes = [c for c in codes if c.article_id in scope(study)]
    ranked = [(t, n) for t, n in top_themes(codes, by=_topic) if t != OTHER and n > 1][:2]
    met = {c.meeting_id for c in codes if _topic(c) in dict(ranked)}
    people = {n for m in elsewhere if m.meeting_id in met for n in m.participants if n != name}
    if not ranked or len(people) != 1:
        return None
    (other,) = people
    counts = list(dict.fromkeys(n for _, n in ranked))
    said = say_list([f"{book.short(t)} ({say_count(n, 'sentence')})" for t, n in ranked])
    if len(ranked) > 1 and len(counts) == 1:
        said = f"{say_list([book.short(t) for t, _ in ranked])} ({say_count(counts[0], 'sentence')} each)"
    keys = [key(c) for c in codes if _topic(c) in dict(ranked)]
    text = f"With {other}, {short[name]} is reported to speak of {said}."
    return finding(f"voices/others/{slug(name)}", text, 1.0, passages(study, keys))


def _topic(code: Any) -> str:
    """Themes at the top level; of "other" the subtheme, since "other" says nothing."""
    return (code.subtheme or code.theme) if code.theme == "other" else code.theme


def find_one_sided(study: Any) -> tuple[Finding, ...]:
    """The themes one principal raises and the other, though heard often enough, does not."""
    if len(study.principals) != 2:
        return ()
    book, names, found = study.records.codebook, short_names(study), []
    for one, two in (study.principals, study.principals[::-1]):
        silent = shared_statements(study, two)
        if len(silent) < LEAST_STATEMENTS:
            continue
        codes = shared_codes(study, one)
        theirs = {c.theme for c in shared_codes(study, two)}
        alone = [(t, n) for t, n in top_themes(codes, by=lambda c: c.theme) if t not in theirs]
        strong = [(t, n) for t, n in alone if n > 1]
        if not strong:
            continue
        (lead, most), *rest = strong[:4]
        listed = [f"{book.short(lead)} ({say_count(most, 'sentence')})"]
        said = say_list([*listed, *(f"{book.short(t)} ({say_number(n)})" for t, n in rest)])
        none = agree(len(silent), "the one statement", f"none of the {say_count(len(silent), 'statement')}")
        none = "neither of the two statements" if len(silent) == 2 else none
        text = f"Of the two, only {names[one]} is reported to speak of {said}; {none} reported of {names[two]} does."
        keys = [key(c) for c in codes if c.theme in dict(strong)]
        found.append(finding(f"voices/only/{slug(one)}", text, 1.0, passages(study, keys)))
    raised = [shared_codes(study, name) for name in study.principals]
    both = sorted({c.theme for c in raised[0]} & {c.theme for c in raised[1]})
    if both:
        keys = [key(c) for codes in raised for c in codes if c.theme in both]
        text = f"Both are heard on {say_list([book.short(t) for t in both])}."
        found.append(finding("voices/both", text, 1.0, passages(study, keys)))
    return tuple(found)


def find_narration(study: Any) -> tuple[Finding, ...]:
    """What the articles add in their own voice: how many coded sentences no source is given for, and the themes that
    neither a principal nor any other source is reported to raise."""
    codes, book = story_codes(study), study.records.codebook
    told = [c for c in codes if c.form == "narration"]
    whole, mine = len(sentences(codes)), len(sentences(told))
    if not mine or whole < LEAST_STATEMENTS:
        return ()
    sourced = {c.theme for c in codes if c.form != "narration"}
    alone = [(t, n) for t, n in top_themes(told, by=lambda c: c.theme) if t not in sourced and n > 1][:MOST_TOPICS]
    press = agree(len({c.article_id for c in codes}), "the article’s own account", "the articles’ own account")
    verb = agree(mine, "is", "are")
    text = f"{open_sentence(say_part(mine, whole))} {verb}, in whole or part, {press}, for which no source is named"
    if alone:
        said = [
            f"{book.short(t)} ({say_count(n, 'sentence') if not i else say_number(n)})"
            for i, (t, n) in enumerate(alone)
        ]
        come = "come" if len(alone) > 1 else theme_verb(book.short(alone[0][0]), "comes", "come")
        text += f"; {say_list(said)} {come} up nowhere else"
    keys = [key(c) for c in told if c.theme in dict(alone)] or [key(c) for c in told]
    return (finding("voices/narration", f"{text}.", mine / whole, passages(study, keys)),)


def find_addressed(study: Any) -> tuple[Finding, ...]:
    """To whom each principal is reported to speak: the other, the own government, reporters; where a hearer is told."""
    names, rows = short_names(study), []
    for name in study.principals:
        said = shared_statements(study, name)
        if len(said) >= LEAST_STATEMENTS:
            rows.append((name, said, [s for s in said if s.addressee]))
    rows.sort(key=lambda row: -len(row[2]))
    if not rows or not rows[0][2]:
        return ()
    parts = []
    for name, said, told in rows:
        noun = "" if parts else f" statements {agree(len(told), 'has', 'have')} a named hearer"
        of = f"{_how_many(len(told), len(said))} of {names[name]}’s {say_number(len(said))}{noun}"
        hearers = count_hearers(study, told)
        listed = [f"{say_number(n)} to {h}" for h, n in hearers] if len(hearers) > 1 else [h for h, _ in hearers]
        parts.append(f"{of} ({say_list(listed)})" if told else of)
    heard = [s for _, said, told in rows for s in told or said]
    share = sum(bool(s.addressee) for s in heard) / sum(len(said) for _, said, _ in rows)
    return (finding("voices/hearers", f"{capitalise(', '.join(parts))}.", share, statement_passages(study, heard)),)


def _how_many(part: int, whole: int) -> str:
    if part == whole:
        return all_of(whole)
    return say_number(part) if part else "neither" if whole == 2 else "none"


def find_told_other(study: Any) -> tuple[Finding, ...]:
    """Of what one principal is reported to say to the other, how many statements carry which theme."""
    book, names, found = study.records.codebook, short_names(study), []
    if len(study.principals) != 2:
        return ()
    for one, two in (study.principals, study.principals[::-1]):
        said = [s for s in shared_statements(study, one) if s.addressee == two]
        ids = {s.statement_id for s in said}
        codes, counts = shared_codes(study, one), {}
        for theme in {c.theme for c in codes}:
            behind = statements_behind(study, [c for c in codes if c.theme == theme])
            counts[theme] = sum(s.statement_id in ids for s in behind)
        ranked = sorted(((t, n) for t, n in counts.items() if n), key=lambda i: (-i[1], i[0]))[:MOST_TOPICS]
        if len(said) < LEAST_STATEMENTS or not ranked:
            continue
        (lead, most), *rest = ranked
        first = f"{book.short(lead)} ({say_number(most)} of {say_count(len(said), 'statement')})"
        topics = say_list([first, *(f"{book.short(t)} ({say_number(n)})" for t, n in rest)])
        text = f"What {names[one]} is reported to tell {names[two]} is on {topics}."
        found.append(finding(f"voices/to/{slug(two)}", text, most / len(said), statement_passages(study, said)))
    return tuple(found)
