"""What is left unsaid: themes of a meeting that one principal does not name, as the article says or as it appears."""

from __future__ import annotations

import re
from typing import Any

from summitry.records import Finding, Meeting
from summitry.tell.findings.facts import (
    OMITS,
    agenda_codes,
    finding,
    key,
    meeting_codes,
    own_codes,
    own_statements,
    passages,
    sentences,
    short_names,
    statement_passages,
    told_meetings,
    top_themes,
)
from summitry.tell.findings.phrases import of_day, say_on, slug, theme_verb
from summitry.tell.words import capitalise, say_count, say_list

LEAST_STATEMENTS = 2  # somebody who is quoted less often cannot be said to leave a theme out


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
    listed = say_list([book.short(t) for t in themes[:3]])
    several = len(themes[:3]) > 1
    are, them = ("are", "them") if several else (theme_verb(listed, w, v) for w, v in (("is", "are"), ("it", "them")))
    none = "neither of the" if len(heard) == 2 else "none of the"
    text = (
        f"{capitalise(listed)} {are} told of the meeting {of_day(meeting)}, but {none} "
        f"{say_count(len(heard), 'statement')} reported of {short} has the words by which the codebook knows {them}."
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
