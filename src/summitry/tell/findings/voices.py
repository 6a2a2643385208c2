"""Who says how much, who raises what, and what one of them leaves out."""

from __future__ import annotations

import re
from typing import Any

from summitry.records import Finding, Meeting
from summitry.tell.counts import quoted_words
from summitry.tell.findings.facts import (
    LEAST_FOR_PERCENT,
    OMITS,
    OTHER,
    agenda_codes,
    agree,
    core_meetings,
    finding,
    key,
    meeting_codes,
    own_codes,
    own_statements,
    passages,
    say_number,
    say_on,
    say_share,
    scope,
    sentences,
    short_names,
    slug,
    statement_passages,
    statements,
    told_meetings,
    top_themes,
    unit,
)
from summitry.tell.words import capitalise, say_count, say_list

FEW_SENTENCES = 6  # of so few coded sentences the subthemes are told
MOST_TOPICS = 4
PRONOUNS = ("he", "she", "they", "it", "who")
LEAST_WORDS = 20  # fewer quoted words than this are no voice
LEAST_STATEMENTS = 2  # somebody who is quoted less often cannot be said to leave a theme out


def find_words(study: Any) -> tuple[Finding, ...]:
    """How many words of each principal are quoted, against all words quoted directly."""
    if len(study.principals) != 2:
        return ()
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
    (more, n), (less, m) = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    evidence = statement_passages(study, quoted)
    if n == m:
        text = f"Of {total:,} words quoted directly, {names[more]} and {names[less]} have {n:,} each."
    elif n == total:
        text = f"All {total:,} words quoted directly are {names[more]}’s; no word of {names[less]}’s is quoted."
    elif m == 0:
        text = f"Of {total:,} words quoted directly, {names[more]} has {n:,}; no word of {names[less]}’s is quoted."
    else:
        times = n / m
        ratio = f", {_times(times)} as many as {names[less]} ({m:,})" if 1.5 <= times < 10 else f", {names[less]} {m:,}"
        text = f"Of {total:,} words quoted directly, {names[more]} has {n:,}{ratio}."
    return (finding("voices/words", text, n / total, evidence),)


def _times(ratio: float) -> str:
    if ratio < 1.75:
        return "about one and a half times"
    if ratio < 2.25:
        return "about twice"
    return f"about {say_number(round(ratio))} times"


def find_raised(study: Any) -> tuple[Finding, ...]:
    """What each principal raises: the leading themes with the number of sentences; of few sentences the subthemes.

    Then what each is reported to say to others than the other principal.
    """
    found = []
    for name in study.principals:
        codes = own_codes(study, name, meetings=shared_meetings(study), other=True)
        found += [x for x in (_raised(study, name, codes), _to_others(study, name)) if x]
    return tuple(found)


def lead_topics(study: Any, name: str) -> tuple[list[tuple[str, int]], int]:
    """What a principal speaks of at the shared meetings: ([(theme or subtheme, sentences)], coded sentences).

    Of few sentences the subthemes are told, of many the themes that fill two sentences or more.
    """
    codes = own_codes(study, name, meetings=shared_meetings(study), other=True)
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
    share = f"{most} of {whole} coded sentences, or {round(100 * most / whole)} per cent"
    if whole < LEAST_FOR_PERCENT:
        share = say_share(most, whole)
    said = say_list([f"{first} ({share})", *(f"{t} ({say_number(n)})" for t, n in rest)])
    verb = "speaks most of" if not rest or most > rest[0][1] else "speaks of"
    text = f"{short} {verb} {said}."
    keys = [key(c) for c in codes if {c.theme, c.subtheme} & set(dict(lead))]
    return finding(f"voices/raises/{slug(name)}", text, most / whole, passages(study, keys))


def _to_others(study: Any, name: str) -> Finding | None:
    """What a principal is reported to say at meetings without the other."""
    book, short = study.records.codebook, short_names(study)
    home = shared_meetings(study)
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
    at = shared_meetings(study)
    for one, two in (study.principals, study.principals[::-1]):
        silent = own_statements(study, two, meetings=at)
        if len(silent) < LEAST_STATEMENTS:
            continue
        codes = own_codes(study, one, meetings=at)
        theirs = {c.theme for c in own_codes(study, two, meetings=at)}
        alone = [(t, n) for t, n in top_themes(codes, by=lambda c: c.theme) if t not in theirs]
        strong = [(t, n) for t, n in alone if n > 1]
        if not strong:
            continue
        (lead, most), *rest = strong[:4]
        listed = [f"{book.short(lead)} ({say_count(most, 'sentence')})"]
        said = say_list([*listed, *(f"{book.short(t)} ({say_number(n)})" for t, n in rest)])
        none = agree(len(silent), "the one statement", f"none of the {say_count(len(silent), 'statement')}")
        none = "neither of the two statements" if len(silent) == 2 else none
        text = f"Of the two, only {names[one]} is reported to speak of {said}; {none} given to {names[two]} does."
        keys = [key(c) for c in codes if c.theme in dict(strong)]
        found.append(finding(f"voices/only/{slug(one)}", text, 1.0, passages(study, keys)))
    raised = [own_codes(study, name, meetings=at) for name in study.principals]
    both = sorted({c.theme for c in raised[0]} & {c.theme for c in raised[1]})
    if both:
        keys = [key(c) for codes in raised for c in codes if c.theme in both]
        text = f"Both are heard on {say_list([book.short(t) for t in both])}."
        found.append(finding("voices/both", text, 1.0, passages(study, keys)))
    return tuple(found)


def shared_meetings(study: Any) -> list[str | None]:
    """The principals' own meetings, and None for what was said to no meeting: not what one said to somebody else."""
    return [*(m.meeting_id for m in core_meetings(study)), None]


def find_silences(study: Any) -> tuple[Finding, ...]:
    """Themes on the agenda of a meeting that one principal does not name in what he or she is reported to say of it."""
    found = []
    for meeting in told_meetings(study):
        for name in study.principals:
            finding = _silence(study, meeting, name)
            if finding:
                found.append(finding)
    return tuple(found)


def silent_themes(study: Any, meeting: Meeting, name: str) -> list[str]:
    """Themes given as matter of a meeting, or raised there by the other side, that a person's words do not touch."""
    if not own_statements(study, name, meetings=[meeting.meeting_id]):
        return []
    own = {c.theme for c in own_codes(study, name, meetings=[meeting.meeting_id])}
    agenda = agenda_codes(study, [meeting.meeting_id])
    others = [c for n in study.principals if n != name for c in own_codes(study, n, meetings=[meeting.meeting_id])]
    return [t for t, n in top_themes(agenda + others, by=lambda c: c.theme) if t not in own and n > 1]


def omission_of(study: Any, meeting: Meeting, name: str) -> tuple[str, int, int] | None:
    """A sentence in which an article itself says that a person left something out, at the told meeting; or None."""
    short = short_names(study).get(name, name)
    articles = {a.article_id: a for a in study.records.articles}
    for article_id, start, end in sentences(meeting_codes(study, [meeting.meeting_id])):
        text = articles[article_id].text[start:end]
        hit = OMITS.search(text)
        if hit and re.search(rf"\b{re.escape(short)}\b", text[: hit.start()]):
            return article_id, start, end
    return None


def silence_id(meeting: Meeting, name: str) -> str:
    """The id of the finding on what a person leaves out of a meeting."""
    return f"silence/{meeting.meeting_id}/{slug(name)}"


def _silence(study: Any, meeting: Meeting, name: str) -> Finding | None:
    book, short = study.records.codebook, short_names(study).get(name, name)
    themes = silent_themes(study, meeting, name)
    heard = own_statements(study, name, meetings=[meeting.meeting_id])
    said_so = omission_of(study, meeting, name)
    if said_so:
        noted = {c.theme for c in meeting_codes(study, [meeting.meeting_id]) if key(c) == said_so}
        own = {c.theme for c in own_codes(study, name, meetings=[meeting.meeting_id])}
        noted = {t for t in noted if t not in own}
        if noted:
            omits = _names_not([book.short(t) for t in sorted(noted)])
            text = (
                f"{capitalise(say_on(meeting))}, {short} {omits} in the {say_count(len(heard), 'statement')} "
                f"reported of him, and the article remarks on it."
            ).replace("reported of him", _of(study, name))
            if not heard:
                text = f"{capitalise(say_on(meeting))}, the article remarks, {short} {omits}."
            evidence = passages(study, [said_so]) + statement_passages(study, heard)
            return finding(silence_id(meeting, name), text, 1.0, evidence)
    if not themes or len(heard) < LEAST_STATEMENTS:
        return None
    listed = say_list([book.short(t) for t in themes[:3]], last="or")
    text = (
        f"{capitalise(say_on(meeting))}, none of the {say_count(len(heard), 'statement')} reported of {short} has the "
        f"words by which the codebook knows {listed}, though {'it is' if len(themes[:3]) == 1 else 'they are'} "
        f"told of the meeting."
    )
    return finding(silence_id(meeting, name), text, 0.5, statement_passages(study, heard))


def _names_not(words: list[str]) -> str:
    """ "names neither Iran nor Syria" for as many themes as there are."""
    if len(words) == 1:
        return f"does not name {words[0]}"
    return f"names neither {' nor '.join(words)}" if len(words) == 2 else f"names none of {say_list(words)}"


def _of(study: Any, name: str) -> str:
    gender = next((p.gender for p in study.records.people if p.name == name), None)
    return {"m": "reported of him", "f": "reported of her"}.get(gender or "", "so reported")


def find_addressed(study: Any) -> tuple[Finding, ...]:
    """How many statements of each principal are told as spoken to the other, of those whose addressee is told."""
    names, parts, evidence = short_names(study), [], []
    if len(study.principals) != 2:
        return ()
    for one, two in (study.principals, study.principals[::-1]):
        told = [s for s in own_statements(study, one) if s.addressee]
        straight = [s for s in told if s.addressee == two]
        if straight:
            whole = f" of {say_number(len(told))}" if len(told) > len(straight) else ""
            parts.append(f"{names[one]} speaks to {names[two]} in {say_number(len(straight))}{whole}")
            evidence += straight
    if not parts:
        return ()
    text = f"Among the statements whose hearer is named, {' and '.join(parts)}."
    return (finding("voices/addressed", text, 1.0, statement_passages(study, evidence)),)


def find_go_betweens(study: Any) -> tuple[Finding, ...]:
    """How much of what is reported comes from offices, spokesmen and unnamed officials instead of the principals."""
    sourced = [s for s in statements(study) if s.speaker and s.tier == "speech"]
    known = {p.name for p in study.records.people}
    offices = [s for s in sourced if s.speaker not in known and s.speaker.lower() not in PRONOUNS]
    if not offices:
        return ()
    text = (
        f"Offices, spokesmen, agencies or unnamed officials stand behind "
        f"{say_share(len(offices), len(sourced), 'statements with a source')}."
    )
    return (finding("voices/offices", text, len(offices) / len(sourced), statement_passages(study, offices)),)
