"""What is left unsaid, in the essay: silences an article remarks on, meetings without a voice, absent themes."""

from __future__ import annotations

from typing import Any

from summitry.tell import findings as f
from summitry.tell.describe.sentence import Sentence
from summitry.tell.findings.facts import (
    own_codes,
    own_statements,
    passages,
    short_names,
    statement_passages,
    told_meetings,
    top_themes,
)
from summitry.tell.findings.phrases import agree, of_day
from summitry.tell.findings.silences import omission_of
from summitry.tell.narrative.quoting import Used, in_marks
from summitry.tell.narrative.section import Section, make_section, of_finding
from summitry.tell.words import say_count, say_list, say_number


def tell_silences(study: Any, used: Used) -> Section:
    """Each silence (the article's own remark where there is one), meetings without a voice, and absent themes."""
    lines: list[Sentence] = []
    found = {x.finding_id: x for x in f.find_silences(study)}
    for meeting in told_meetings(study):
        for name in study.principals:
            finding = found.get(f.silence_id(meeting, name))
            remark = omission_of(study, meeting, name)
            if finding and remark and finding.strength == 1.0:
                lines += _remarked(study, meeting, name, remark, used)
            elif finding:
                lines.append(of_finding(finding))
    silent = [n for n in study.principals if any(i.endswith(f"/{f.slug(n)}") for i in found)]
    lines += _unheard(study, silent)
    return make_section("silences", "What is left unsaid", lines, [of_finding(x) for x in f.find_absent(study)])


def _unheard(study: Any, silent: list[str]) -> list[Sentence]:
    """At how many of the told meetings no statement of a silent principal is reported: silence there says nothing."""
    told, names, lines = told_meetings(study), short_names(study), []
    for name in silent:
        heard = own_statements(study, name, meetings=[m.meeting_id for m in told])
        mute = len(told) - len({s.meeting_id for s in heard})
        if heard and mute:
            which = agree(mute, "the other meeting", f"the other {say_number(mute)} meetings")
            which = which if mute == len(told) - 1 else say_count(mute, "meeting")
            text = f"From {which} no statement of {names[name]}’s is reported; silence there proves nothing."
            lines.append(Sentence(text=text, evidence=statement_passages(study, heard)))
    return lines


def _remarked(study: Any, meeting: Any, name: str, remark: tuple[str, int, int], used: Used) -> list[Sentence]:
    (passage,) = passages(study, [remark])
    used.add((passage.article_id, passage.start))
    short, book = short_names(study).get(name, name), study.records.codebook
    told = f"Of the meeting {of_day(meeting)} the article says it itself: {in_marks(passage.text)}"
    lines = [Sentence(text=told, evidence=(passage,))]
    heard = own_statements(study, name, meetings=[meeting.meeting_id])
    codes = own_codes(study, name, meetings=[meeting.meeting_id], other=True)
    ranked = top_themes(codes, by=lambda c: c.subtheme or c.theme)
    if heard and ranked:
        said = say_list([book.short(t) for t, _ in ranked[:4]])
        text = f"What it does report of {short} bears this out: {say_count(len(heard), 'statement')}, on {said}."
        lines.append(Sentence(text=text, evidence=statement_passages(study, heard)))
    return lines
