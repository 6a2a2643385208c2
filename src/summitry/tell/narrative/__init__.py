"""The essay: what the articles tell of the meetings, in sections, every sentence computed and with its passages.

`write_narrative(study)` gives the sections; one without anything to say is not there. On a corpus of one article the
essay is short; where no meeting was found it says so and stops.
"""

from __future__ import annotations

from typing import Any

from summitry.tell import findings as f
from summitry.tell.describe.sentence import Sentence
from summitry.tell.findings.agenda import constant_themes, marks_of
from summitry.tell.findings.facts import (
    Group,
    agree,
    articles,
    groups,
    key,
    meeting_codes,
    of_day,
    own_codes,
    own_statements,
    passages,
    quotes_of,
    report_passages,
    say_meeting_day,
    say_number,
    say_on,
    sentences,
    short_names,
    statement_passages,
    told_meetings,
    top_themes,
)
from summitry.tell.findings.voices import omission_of, shared_meetings
from summitry.tell.narrative.meetings import in_marks, quoting, tell_meeting, used_quotes
from summitry.tell.narrative.section import STANDFIRST, Section, count_essay_words, of_finding, show_section
from summitry.tell.words import as_day, capitalise, clip, is_missing, say_count, say_list

MOST_MEETINGS = 10  # where more are told, the agenda is told by year only
NOT_A_VISIT = {"phone": "by telephone", "video": "by video link", "sidelines": "on the sidelines of a larger event"}

__all__ = ["Section", "count_essay_words", "show_section", "write_narrative"]


def write_narrative(study: Any) -> list[Section]:
    """The essay of a study: standfirst, setting, agenda, announced, voices, silences, memory, others, sources, method.

    Sections that have nothing to say on this corpus are left out; the first and the last are always there.
    """
    if not told_meetings(study):
        return [_nothing(study), _method(study)]
    writers = (
        _standfirst,
        _setting,
        _agenda,
        _announced,
        _voices,
        _silences,
        _memory,
        _others,
        _sources,
        _method,
    )
    return [s for write in writers if any((s := write(study)).paragraphs)]


def _section(section_id: str, heading: str, *paragraphs: list[Sentence], figures: tuple[str, ...] = ()) -> Section:
    kept = tuple(tuple(lines) for lines in paragraphs if lines)
    return Section(id=section_id, heading=heading, paragraphs=kept, figures=figures)


def _nothing(study: Any) -> Section:
    number = say_count(len(study.records.articles), "article")
    who = f" of {say_list(study.principals)}" if study.principals else ""
    text = f"In {number} no meeting{who} was found that an article is about, so there is no account to give."
    return _section(STANDFIRST, "", [Sentence(text=text)])


def _standfirst(study: Any) -> Section:
    """The answer first: how the agenda moved, what stayed, who is silent on what."""
    told, names, book = told_meetings(study), short_names(study), study.records.codebook
    who = say_list([names.get(n, n) for n in (study.principals or told[0].participants)])
    lines = [_movement(study, who) or _turning(study, who)]
    constant = [book.short(t) for t in constant_themes(study)]
    if constant and len(told) > 2:
        runs = agree(len(constant), "One theme runs", f"{capitalise(say_number(len(constant)))} themes run")
        text = f"{runs} through all {say_count(len(told), 'meeting')}: {say_list(constant)}."
        evidence = next((x.evidence for x in f.find_shift(study) if x.finding_id == "shift/constant"), ())
        lines.append(Sentence(text=text, evidence=evidence))
    lines += [of_finding(s) for s in f.find_silences(study) if s.strength == 1.0][:1]
    return _section(STANDFIRST, "", [s for s in lines if s])


def _movement(study: Any, who: str) -> Sentence | None:
    """What sets each year (or meeting) apart, in a row, where at least two of them have marks."""
    parts = [g for g in groups(study) if meeting_codes(study, g.meetings)]
    marks = [(g, m) for g in parts if len(parts) > 1 and (m := marks_of(study, g, parts))]
    if len(marks) < 2:
        return None
    steps = [f"{_short(study, m)} {_when(g)}" for g, m in marks]
    keys = [k for _, m in marks for _, ks in m for k in ks]
    turn = "year to year" if parts[0].name.isdigit() else "meeting to meeting"
    text = f"What sets the meetings of {who} apart changes from {turn}: {'; '.join(steps)}."
    return Sentence(text=text, evidence=passages(study, keys))


def _when(group: Group) -> str:
    return f"in {group.name}" if group.name[:1].isalpha() or group.name.isdigit() else f"on {group.name}"


def _short(study: Any, marks: list) -> str:
    return say_list([study.records.codebook.short(name) for name, _ in marks])


def _turning(study: Any, who: str) -> Sentence | None:
    told = told_meetings(study)
    codes = meeting_codes(study, [m.meeting_id for m in told])
    ranked = [study.records.codebook.short(t) for t, _ in top_themes(codes, by=lambda c: c.theme)][:3]
    if not ranked:
        return None
    tell = agree(len(articles(study)), "the article tells", "the articles tell")
    meetings = agree(len(told), "the meeting", "the meetings")
    text = f"What {tell} of {meetings} of {who} turns on {say_list(ranked)}."
    return Sentence(text=text, evidence=passages(study, [key(c) for c in codes]))


def _setting(study: Any) -> Section:
    lines = [of_finding(x) for x in f.find_setting(study)]
    lines += [s for s in (_formats(study), _occasions(study)) if s]
    return _section("setting", "The setting", lines, figures=("timeline", "map"))


def _formats(study: Any) -> Sentence | None:
    """Which of the meetings were not across one table."""
    told = told_meetings(study)
    other = [m for m in told if m.format in NOT_A_VISIT]
    if not other:
        return None
    said = say_list([f"{NOT_A_VISIT[m.format]} {say_on(m)}" for m in other[:4]])
    head = "It was not a visit: they spoke" if len(told) == 1 else "Not all were visits: they spoke"
    return Sentence(text=f"{head} {said}.", evidence=report_passages(study, [m.meeting_id for m in other]))


def _occasions(study: Any) -> Sentence | None:
    """What the articles say brought them together."""
    told = [m for m in told_meetings(study) if not is_missing(m.occasion)][:3]
    if not told:
        return None
    said = [f"{clip(' '.join(m.occasion.split()), 80)} ({say_meeting_day(m)})" for m in told if as_day(m.earliest)]
    said = said or [clip(" ".join(told[0].occasion.split()), 80)]
    text = f"Named as an occasion: {say_list(said)}."
    return Sentence(text=text, evidence=report_passages(study, [m.meeting_id for m in told]))


def _agenda(study: Any) -> Section:
    """A paragraph for each year or meeting, then what stayed, what moved and what is missing."""
    told = told_meetings(study)
    by_id = {x.finding_id: x for x in (*f.find_agendas(study), *f.find_shift(study))}
    paragraphs, turn = [], 0
    for group in groups(study):
        lines: list[Sentence] = []
        for meeting in [m for m in told if m.meeting_id in group.meetings and len(told) <= MOST_MEETINGS]:
            lines += tell_meeting(study, meeting, by_id.get(f"agenda/{meeting.meeting_id}"), turn)
            turn += 1
        mark = by_id.get(f"shift/{f.slug(group.name)}")
        paragraphs.append([*lines, *([of_finding(mark)] if mark else [])])
    end = [of_finding(by_id[i]) for i in ("shift/constant", "shift/rise", "shift/fall") if i in by_id]
    end += [of_finding(x) for x in f.find_absent(study)]
    return _section("agenda", "What the meetings were about", *paragraphs, end, figures=("themes_by_meeting",))


def _announced(study: Any) -> Section:
    lines = [of_finding(x) for x in f.find_announced(study)]
    lines += [of_finding(x) for x in f.find_limits(study) if x.finding_id == "limits/announced"]
    return _section("announced", "Announced and reported", lines if len(lines) > 1 else [])


def _voices(study: Any) -> Section:
    first = [of_finding(x) for x in (*f.find_words(study), *f.find_raised(study))]
    second = [of_finding(x) for x in (*f.find_one_sided(study), *f.find_addressed(study), *f.find_go_betweens(study))]
    used, quotes, at = used_quotes(study), [], shared_meetings(study)
    for name in study.principals:
        fresh = [p for p, _ in quotes_of(study, name, meetings=at) if (p.article_id, p.start) not in used]
        if fresh:
            quotes.append(quoting(study, name, fresh[0], len(quotes) + 1))
    figures = ("themes_by_speaker", "who_to_whom", "words_quoted")
    quotes += _echoes(study, memory=False)
    return _section("voices", "Who raises what", first, second, quotes, figures=figures)


def _silences(study: Any) -> Section:
    """Each silence: the article's own remark, where there is one, and what the person is reported to speak of."""
    lines: list[Sentence] = []
    for meeting in told_meetings(study):
        for name in study.principals:
            remark = omission_of(study, meeting, name)
            finding = next((x for x in f.find_silences(study) if x.finding_id == f.silence_id(meeting, name)), None)
            if finding is None:
                continue
            if remark and finding.strength == 1.0:
                lines += _remarked(study, meeting, name, remark)
            else:
                lines.append(of_finding(finding))
    return _section("silences", "What is left unsaid", lines)


def _remarked(study: Any, meeting: Any, name: str, remark: tuple[str, int, int]) -> list[Sentence]:
    (passage,) = passages(study, [remark])
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


def _memory(study: Any) -> Section:
    lines = [of_finding(x) for x in f.find_memory(study)]
    return _section("memory", "The memory of the war", lines, _echoes(study, memory=True) if lines else [])


def _echoes(study: Any, *, memory: bool) -> list[Sentence]:
    """The echoes that do (or do not) lie in sentences coded as memory of the war, each with its ends quoted."""
    coded = [c for c in study.records.codes if c.theme == f.MEMORY]
    lines: list[Sentence] = []
    for number, finding in enumerate(f.find_echoes(study)):
        places = [(p.article_id, p.start, p.end) for p in finding.evidence]
        within = any(c.article_id == a and start < c.end and c.start < end for c in coded for a, start, end in places)
        if within == memory:
            lines += [of_finding(finding), *_echoed(study, finding, number)]
    return lines


def _echoed(study: Any, finding: Any, turn: int) -> list[Sentence]:
    """The sentences in which the shared words stand, first and last, each with its speaker."""
    found = f.echo_passages(study, finding)
    ends = (found[0], found[-1]) if len(found) > 1 else ()
    return [quoting(study, speaker, p, turn + n) for n, (speaker, p) in enumerate(ends)]


def _others(study: Any) -> Section:
    lines = [of_finding(x) for x in (*f.find_third_countries(study), *f.find_third_people(study))]
    role = []
    for finding in f.find_third_party_role(study):
        role += [of_finding(finding), *_in_the_articles_words(study, finding)]
    return _section("others", "Not at the table", lines, role)


def _in_the_articles_words(study: Any, finding: Any) -> list[Sentence]:
    """Up to two sentences of the articles' own voice on a third party, the shortest that fit."""
    outlets = {a.article_id: a.publisher for a in study.records.articles}
    own = {key(c) for c in study.records.codes if c.form == "narration"}
    fit = [p for p in finding.evidence if (p.article_id, p.start, p.end) in own and 8 <= len(p.text.split()) <= 40]
    lines, seen = [], set()
    for passage in sorted(fit, key=lambda p: (len(p.text), p.article_id, p.start)):
        if passage.article_id not in seen and len(seen) < 2:
            seen.add(passage.article_id)
            outlet = outlets.get(passage.article_id)
            who = "One article" if is_missing(outlet) else outlet
            verb = ("writes", "has it")[len(lines) % 2]
            lines.append(Sentence(text=f"{who} {verb}: {in_marks(passage.text)}", evidence=(passage,)))
    return lines


def _sources(study: Any) -> Section:
    outlets = [of_finding(x) for x in (*f.find_outlets(study), *f.find_sides(study))]
    outlets += [of_finding(x) for x in f.find_limits(study) if x.finding_id != "limits/announced"]
    dating = [of_finding(x) for x in f.find_dating(study)]
    claims = [of_finding(x) for x in f.find_claims(study)]
    heading = "What the articles are, and what they cannot show"
    return _section("sources", heading, outlets, dating, claims, figures=("dating",))


def _method(study: Any) -> Section:
    """How the numbers came about, with the size of everything counted."""
    book, records = study.records.codebook, study.records
    coded = len(sentences(c for c in records.codes if c.theme != "other"))
    count = len(records.articles)
    text = (
        f"{capitalise(say_count(count, 'article'))} of {int(study.articles.words.sum()):,} words "
        f"{agree(count, 'was', 'were')} read by rules, without anyone’s choosing: "
        f"{say_count(len(records.statements), 'statement')} with their speakers, "
        f"{say_count(len(records.reports), 'report')} of {say_count(len(records.meetings), 'meeting')}, and "
        f"{say_count(coded, 'sentence')} coded by the {len(book.themes)} themes of a codebook (“{book.title}”)."
    )
    shares = (
        "A sentence may carry several themes, so shares do not add up to a hundred; numbers as small as these describe "
        "the articles at hand and nothing beyond them."
    )
    links = "The small numbers after a sentence lead to the words it rests on."
    return _section(
        "method", "How this was computed", [Sentence(text=text), Sentence(text=shares), Sentence(text=links)]
    )
