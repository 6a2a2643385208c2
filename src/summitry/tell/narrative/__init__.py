"""The essay: what the articles tell of the meetings, in sections, every sentence computed and with its passages.

`write_narrative(study)` gives the sections; one without anything to say is not there. On a corpus of one article the
essay is short; where no meeting was found it says so and stops.
"""

from __future__ import annotations

import re
from typing import Any

from summitry.tell import findings as f
from summitry.tell.describe.sentence import Sentence
from summitry.tell.findings.facts import (
    articles,
    key,
    own_codes,
    own_statements,
    passages,
    say_who,
    sentences,
    short_names,
    statement_passages,
    story_codes,
    told_meetings,
    top_themes,
)
from summitry.tell.findings.phrases import agree, of_day, open_sentence, say_number
from summitry.tell.findings.silences import omission_of
from summitry.tell.findings.voices import lead_topics
from summitry.tell.narrative.agendas import tell_absent, tell_agendas
from summitry.tell.narrative.quoting import Used, find_quotes, in_marks, introduce, narrated_on, quoted
from summitry.tell.narrative.section import (
    STANDFIRST,
    Section,
    count_essay_words,
    make_section,
    of_finding,
    show_section,
)
from summitry.tell.narrative.setting import tell_setting
from summitry.tell.words import capitalise, say_count, say_list

LEAST_TO_LEAD = 2  # sentences that make a theme somebody's leading one
MOST_ECHOED = 1  # echoes that are quoted at length
VOICES = "Who raises what"

__all__ = ["Section", "count_essay_words", "make_section", "show_section", "write_narrative"]


def write_narrative(study: Any) -> list[Section]:
    """The essay of a study: standfirst, setting, agenda by agenda, announced, voices, silences, memory, third parties,
    sources, method.

    Sections that have nothing to say on this corpus are left out; the first and the last are always there.

    >>> [section.heading for section in write_narrative(summitry.analyse("seeds"))]  # doctest: +SKIP
    """
    if not told_meetings(study):
        return [_nothing(study), _method(study)]
    used: Used = set()
    sections = [
        _standfirst(study),
        make_section("setting", "The setting", *tell_setting(study)),
        *tell_agendas(study, used),
        _announced(study),
        _voices(study, used),
        _silences(study, used),
        _memory(study, used),
        _others(study, used),
        _sources(study),
        _method(study),
    ]
    return [s for s in sections if s.paragraphs]


def _nothing(study: Any) -> Section:
    number = say_count(len(study.records.articles), "article")
    who = f" of {say_list(study.principals)}" if study.principals else ""
    text = f"In {number} no meeting{who} was found that an article is about, so there is no account to give."
    return make_section(STANDFIRST, "", [Sentence(text=text)])


def _standfirst(study: Any) -> Section:
    """The answer first: what runs through and what moved, whose words these are, who is silent on what."""
    moved = [of_finding(x) for x in f.find_shift(study) if x.finding_id == "shift/summary"]
    lines = moved or [s for s in (_turning(study),) if s]
    lines += [of_finding(x) for x in f.find_words(study)]
    lines += [of_finding(s) for s in f.find_silences(study) if s.strength == 1.0][:1]
    return make_section(STANDFIRST, "", lines or [_bare(study)])


def _turning(study: Any) -> Sentence | None:
    told, codes = told_meetings(study), story_codes(study)
    ranked = [study.records.codebook.short(t) for t, _ in top_themes(codes, by=lambda c: c.theme)][:3]
    if not ranked:
        return None
    tell = agree(len(articles(study)), "the article tells", "the articles tell")
    meetings = agree(len(told), "the meeting", "the meetings")
    text = f"What {tell} of {meetings} of {say_who(study)} turns on {say_list(ranked)}."
    return Sentence(text=text, evidence=passages(study, [key(c) for c in codes]))


def _bare(study: Any) -> Sentence:
    meetings = agree(len(told_meetings(study)), "a meeting", "meetings")
    text = f"{meetings} of {say_who(study)} {agree(len(told_meetings(study)), 'is', 'are')} told without a theme."
    return Sentence(text=capitalise(text))


def _announced(study: Any) -> Section:
    lines = [of_finding(x) for x in f.find_announced(study)]
    heading = "Announced and reported"
    return make_section("announced", heading, lines if len(lines) > 1 else [], figures=("announced",))


def _voices(study: Any, used: Used) -> Section:
    """What each principal raises and only one of them; to whom; the articles' own voice; stances; an echo."""
    raised = {x.finding_id: x for x in f.find_raised(study)}
    first = [of_finding(raised[i]) for n in study.principals if (i := f"voices/raises/{f.slug(n)}") in raised]
    first += [of_finding(x, text=_without_counts(x.statement)) for x in f.find_one_sided(study)]
    first += _unquoted(study, used)
    second = [of_finding(x) for x in f.find_addressed(study)]
    second += [of_finding(raised[i]) for n in study.principals if (i := f"voices/others/{f.slug(n)}") in raised]
    third = [of_finding(x) for x in (*f.find_narration(study), *f.find_go_betweens(study))]
    figures = ("themes_by_speaker",)
    stances = [of_finding(x) for x in f.find_stances(study)]
    return make_section("voices", _voices_heading(study), first, second, stances, third, figures=figures)


def _without_counts(text: str) -> str:
    """A sentence whose counts were told under its agenda."""
    return re.sub(r" \([\w,]+(?: sentences?)?\)", "", text)


def _unquoted(study: Any, used: Used) -> list[Sentence]:
    """A sentence of each principal who was not quoted above."""
    lines: list[Sentence] = []
    for name in study.principals:
        quotes = find_quotes(study, name)
        if quotes and not any((q.passage.article_id, q.passage.start) in used for q in quotes):
            lines += quoted(study, min(quotes, key=lambda q: (-len(q.codes), len(q.passage.text))), used)
    return lines


def _voices_heading(study: Any) -> str:
    """A finding as a heading where each of the two has a leading theme of his own: "A speaks most of X, B of Y"."""
    leads = []
    for name in study.principals:
        ranked, _ = lead_topics(study, name)
        if not ranked or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]) or ranked[0][1] < LEAST_TO_LEAD:
            return VOICES
        leads.append((short_names(study).get(name, name), ranked[0][0]))
    if len(leads) != 2 or leads[0][1].split("/")[0] == leads[1][1].split("/")[0] != "other":
        return VOICES
    book = study.records.codebook
    (one, its), (two, other) = leads
    return f"{one} speaks most of {book.short(its)}, {two} of {book.short(other)}"


def _silences(study: Any, used: Used) -> Section:
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
    return make_section("silences", "What is left unsaid", lines, tell_absent(study))


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


def _memory(study: Any, used: Used) -> Section:
    lines = [of_finding(x) for x in f.find_memory(study)]
    return make_section("memory", "The memory of the war", lines, _echoes(study, used) if lines else [])


def _echoes(study: Any, used: Used) -> list[Sentence]:
    """Words that come back from article to article, and the first and last sentence in which they stand."""
    lines: list[Sentence] = []
    said = {(s.article_id, a): s for s in study.records.statements for a, _ in s.contents}
    for finding in f.find_echoes(study)[:MOST_ECHOED]:
        lines.append(of_finding(finding))
        found = f.echo_passages(study, finding)
        for statement, passage in (found[0], found[-1]) if len(found) > 1 else ():
            used.add((passage.article_id, passage.start))
            text = f"{introduce(study, statement)}: {in_marks(passage.text)}"
            lines.append(Sentence(text=text, evidence=(passage,)))
    return lines if said else []


def _others(study: Any, used: Used) -> Section:
    lines = [
        of_finding(x)
        for x in (*f.find_third_countries(study), *f.find_third_voices(study), *f.find_third_people(study))
    ]
    role: list[Sentence] = []
    for finding in f.find_third_party_role(study):
        theme = finding.finding_id.removeprefix("others/")
        role += [of_finding(finding), *narrated_on(study, theme, used)]
    return make_section("others", "Not at the table", lines, role)


def _sources(study: Any) -> Section:
    outlets = [of_finding(x) for x in f.find_outlets(study)]
    outlets += [of_finding(x) for x in f.find_limits(study) if x.finding_id != "limits/announced"]
    dating = [of_finding(x) for x in f.find_dating(study)]
    claims = [of_finding(x) for x in f.find_claims(study)]
    return make_section("sources", "What the articles are, and what they cannot show", outlets, dating, claims)


def _method(study: Any) -> Section:
    """How the numbers came about, with the size of everything counted."""
    book, records = study.records.codebook, study.records
    coded = len(sentences(c for c in records.codes if c.theme != "other"))
    said = sum(s.tier == "speech" for s in records.statements)
    count, reports = len(records.articles), len(records.reports)
    text = (
        f"{open_sentence(say_count(count, 'article'))} of {int(study.articles.words.sum()):,} words "
        f"{agree(count, 'was', 'were')} read by rules over a grammatical parse: "
        f"{say_count(said, 'statement')} with {agree(said, 'its speaker', 'their speakers')}, "
        f"{say_count(reports, 'report')} of {say_count(len(records.meetings), 'meeting')}, and "
        f"{say_count(coded, 'sentence')} coded by the {len(book.themes)} themes of a codebook."
    )
    lines = [text]
    if told_meetings(study):
        lines += [
            "A sentence may carry several themes and several voices, so the counts of a row need not add up.",
            "Where twenty or more are counted a share comes with its interval (Wilson’s, at 95 per cent), which says "
            "how little so few sentences bind; it does not make these articles a sample of what the press wrote.",
            "The small numbers after a sentence lead to the words it rests on; what is marked as outside knowledge "
            "comes from the program’s almanac, its list of outlets or the public record of meetings, not from the "
            "articles.",
        ]
    return make_section("method", "How this was computed", [Sentence(text=line) for line in lines])
