"""Who says how much, who raises what, and what one of them leaves out."""

from __future__ import annotations

import re
from typing import Any

from summitry.records import Finding, Meeting
from summitry.tell.counts import quoted_words
from summitry.tell.findings.agenda import _finding
from summitry.tell.findings.facts import (
    OMITS,
    agenda_codes,
    core_meetings,
    key,
    meeting_codes,
    own_codes,
    own_statements,
    passages,
    say_number,
    say_on,
    say_share,
    sentences,
    short_names,
    slug,
    statement_passages,
    statements,
    told_meetings,
    top_themes,
)
from summitry.tell.words import capitalise, say_count, say_list

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
    elif m == 0:
        text = f"Of {total:,} words quoted directly, {names[more]} has {n:,}; no word of {names[less]}’s is quoted."
    else:
        times = n / m
        ratio = f", {_times(times)} as many as {names[less]} ({m:,})" if 1.5 <= times < 10 else f", {names[less]} {m:,}"
        text = f"Of {total:,} words quoted directly, {names[more]} has {n:,}{ratio}."
    return (_finding("voices/words", text, n / total, evidence),)


def _times(ratio: float) -> str:
    if ratio < 1.75:
        return "about one and a half times"
    if ratio < 2.25:
        return "about twice"
    return f"about {say_number(round(ratio))} times"


def find_raised(study: Any) -> tuple[Finding, ...]:
    """What each principal raises in his or her own words: the leading themes with the number of sentences."""
    book, names, found = study.records.codebook, short_names(study), []
    for name in study.principals:
        codes = own_codes(study, name, meetings=shared_meetings(study), other=True)
        ranked = [(t, n) for t, n in top_themes(codes, by=_topic) if t != "other"]
        if not ranked:
            continue
        lead = [(t, n) for t, n in ranked if n > 1][:3] or ranked[:2]
        said = say_list([f"{book.short(t)} ({n})" for t, n in lead])
        whole = len(sentences(codes))
        if whole < LEAST_STATEMENTS:
            continue
        text = f"{names[name]} is heard most on {said}, out of {say_count(whole, 'coded sentence')} of reported speech."
        keys = [key(c) for c in codes if _topic(c) in dict(lead)]
        found.append(_finding(f"voices/raises/{slug(name)}", text, lead[0][1] / whole, passages(study, keys)))
    return tuple(found)


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
        said = say_list([f"{book.short(t)} ({say_count(n, 'sentence')})" for t, n in strong])
        text = (
            f"Of the two, only {names[one]} is reported to speak of {said}; none of the "
            f"{say_count(len(silent), 'statement')} given to {names[two]} does."
        )
        keys = [key(c) for c in codes if c.theme in dict(strong)]
        found.append(_finding(f"voices/only/{slug(one)}", text, 1.0, passages(study, keys)))
    raised = [own_codes(study, name, meetings=at) for name in study.principals]
    both = sorted({c.theme for c in raised[0]} & {c.theme for c in raised[1]})
    if both:
        keys = [key(c) for codes in raised for c in codes if c.theme in both]
        text = f"Both are heard on {say_list([book.short(t) for t in both])}."
        found.append(_finding("voices/both", text, 1.0, passages(study, keys)))
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
            return _finding(silence_id(meeting, name), text, 1.0, evidence)
    if not themes or len(heard) < LEAST_STATEMENTS:
        return None
    listed = say_list([book.short(t) for t in themes[:3]], last="or")
    text = (
        f"{capitalise(say_on(meeting))}, nothing reported of {short} touches on {listed}, "
        f"though {'it was' if len(themes[:3]) == 1 else 'they were'} raised there."
    )
    return _finding(silence_id(meeting, name), text, 0.5, statement_passages(study, heard))


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
    return (_finding("voices/addressed", text, 1.0, statement_passages(study, evidence)),)


def find_go_betweens(study: Any) -> tuple[Finding, ...]:
    """How much of what is reported comes from offices, spokesmen and unnamed officials instead of the principals."""
    sourced = [s for s in statements(study) if s.speaker and s.tier == "speech"]
    known = {p.name for p in study.records.people}
    offices = [s for s in sourced if s.speaker not in known and s.speaker.lower() not in PRONOUNS]
    if not offices:
        return ()
    text = (
        f"Not everything comes from a named person: offices, spokesmen, agencies or unnamed officials stand behind "
        f"{say_share(len(offices), len(sourced), 'statements with a source')}."
    )
    return (_finding("voices/offices", text, len(offices) / len(sourced), statement_passages(study, offices)),)
