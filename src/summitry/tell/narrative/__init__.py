"""The essay: what the articles tell of the meetings, in sections, every sentence computed and with its passages.

`write_narrative(study)` gives the sections; one without anything to say is not there. On a corpus of one article the
essay is short; where no meeting was found it says so and stops.
"""

from __future__ import annotations

from typing import Any

from summitry.tell import findings as f
from summitry.tell.describe.sentence import Sentence
from summitry.tell.findings.facts import (
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
from summitry.tell.findings.voices import lead_topics, omission_of, shared_meetings
from summitry.tell.narrative.meetings import in_marks, quoting, tell_meeting, used_quotes
from summitry.tell.narrative.section import STANDFIRST, Section, count_essay_words, of_finding, show_section
from summitry.tell.words import as_day, capitalise, clip, is_missing, say_count, say_list

MOST_MEETINGS = 10  # where more are told, the agenda is told by year only
LEAST_TO_LEAD = 2  # sentences that make a theme somebody's leading one
VOICES = "Who raises what"
NOT_A_VISIT = {"phone": "by telephone", "video": "by video link", "sidelines": "on the sidelines of a larger event"}

__all__ = ["Section", "count_essay_words", "show_section", "write_narrative"]


def write_narrative(study: Any) -> list[Section]:
    """The essay of a study: standfirst, setting, agenda, announced, voices, silences, memory, others, sources, method.

    Sections that have nothing to say on this corpus are left out; the first and the last are always there.

    >>> [section.heading for section in write_narrative(summitry.analyse("seeds"))]  # doctest: +SKIP
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
    told, names = told_meetings(study), short_names(study)
    who = say_list([names.get(n, n) for n in (study.principals or told[0].participants)])
    moved = [of_finding(x) for x in f.find_shift(study) if x.finding_id == "shift/summary"]
    lines = moved or [_turning(study, who)]
    lines += [of_finding(s) for s in f.find_silences(study) if s.strength == 1.0][:1]
    return _section(STANDFIRST, "", [s for s in lines if s])


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
    told = told_meetings(study)  # told one by one further down where they are few
    told = [m for m in told if not is_missing(m.occasion)][:3] if len(told) > MOST_MEETINGS else []
    if not told:
        return None
    said = [f"{clip(' '.join(m.occasion.split()), 80)} ({say_meeting_day(m)})" for m in told if as_day(m.earliest)]
    said = said or [clip(" ".join(told[0].occasion.split()), 80)]
    text = f"Named as an occasion: {say_list(said)}."
    return Sentence(text=text, evidence=report_passages(study, [m.meeting_id for m in told]))


def _agenda(study: Any) -> Section:
    """A paragraph for each meeting (what sets its year apart at the end of the year's last), then what stayed, what
    moved and what is missing."""
    told = told_meetings(study)
    by_id = {x.finding_id: x for x in (*f.find_agendas(study), *f.find_shift(study))}
    paragraphs: list[list[Sentence]] = []
    for group in groups(study):
        at = [m for m in told if m.meeting_id in group.meetings and len(told) <= MOST_MEETINGS]
        for meeting in at:
            agenda = by_id.get(f"agenda/{meeting.meeting_id}")
            paragraphs.append(tell_meeting(study, meeting, agenda, len(paragraphs)))
        mark = by_id.get(f"shift/{f.slug(group.name)}")
        if not at:
            paragraphs.append([])
        paragraphs[-1] += [of_finding(mark)] if mark else []
    ends = ("shift/rise", "shift/fall") if "shift/summary" in by_id else ("shift/constant", "shift/rise", "shift/fall")
    end = [of_finding(by_id[i]) for i in ends if i in by_id]
    end += [of_finding(x) for x in f.find_absent(study)]
    return _section("agenda", "What the meetings were about", *paragraphs, end, figures=("themes_by_meeting",))


def _announced(study: Any) -> Section:
    lines = [of_finding(x) for x in f.find_announced(study)]
    return _section("announced", "Announced and reported", lines if len(lines) > 1 else [])


def _voices(study: Any) -> Section:
    """Words, then each principal's themes with a passage, then what only one or both raise and who stands between."""
    raised = {x.finding_id: x for x in f.find_raised(study)}
    used, at = used_quotes(study), shared_meetings(study)
    second: list[Sentence] = []
    for turn, name in enumerate(study.principals, start=1):
        if own := raised.get(f"voices/raises/{f.slug(name)}"):
            second.append(of_finding(own))
        fresh = [p for p, _ in quotes_of(study, name, meetings=at)]
        if fresh and not any((p.article_id, p.start) in used for p in fresh):  # somebody not quoted above
            second.append(quoting(study, name, fresh[0], turn))
        if others := raised.get(f"voices/others/{f.slug(name)}"):
            second.append(of_finding(others))
    first = [of_finding(x) for x in f.find_words(study)]
    third = [of_finding(x) for x in (*f.find_one_sided(study), *f.find_go_betweens(study))]
    figures = ("themes_by_speaker", "who_to_whom", "words_quoted")
    echoes = _echoes(study, memory=False)
    return _section("voices", _voices_heading(study), first + second, third, echoes, figures=figures)


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
    silent = [
        n for n in study.principals if any(x.finding_id.endswith(f"/{f.slug(n)}") for x in f.find_silences(study))
    ]
    lines += _unheard(study, silent)
    return _section("silences", "What is left unsaid", lines)


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
    lines = [of_finding(x) for x in f.find_memory(study) if x.finding_id != "memory/peak" or not _told_above(study)]
    return _section("memory", "The memory of the war", lines, _echoes(study, memory=True) if lines else [])


def _told_above(study: Any) -> bool:
    """Whether a paragraph on a meeting has said already that memory is the theme told most there."""
    told = told_meetings(study)
    codes = [meeting_codes(study, [m.meeting_id]) for m in told] if len(told) <= MOST_MEETINGS else []
    return any(top_themes(c, by=lambda code: code.theme)[0][0] == f.MEMORY for c in codes if c)


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
    """A sentence of the articles' own voice on a third party, the shortest that fits."""
    outlets = {a.article_id: a.publisher for a in study.records.articles}
    own = {key(c) for c in study.records.codes if c.form == "narration"}
    fit = [p for p in finding.evidence if (p.article_id, p.start, p.end) in own and 8 <= len(p.text.split()) <= 40]
    lines, seen = [], set()
    for passage in sorted(fit, key=lambda p: (len(p.text), p.article_id, p.start)):
        if passage.article_id not in seen and not seen:
            seen.add(passage.article_id)
            outlet = outlets.get(passage.article_id)
            who = "One article" if is_missing(outlet) else outlet
            lines.append(Sentence(text=f"{who} writes: {in_marks(passage.text)}", evidence=(passage,)))
    return lines


def _sources(study: Any) -> Section:
    outlets = [of_finding(x) for x in f.find_outlets(study)]
    outlets += [] if f.find_words(study) else [of_finding(x) for x in f.find_sides(study)]
    outlets += [of_finding(x) for x in f.find_limits(study)]
    dating = [of_finding(x) for x in f.find_dating(study)]
    claims = [of_finding(x) for x in f.find_claims(study) if not x.finding_id.startswith("claims/order")]
    heading = "What the articles are, and what they cannot show"
    return _section("sources", heading, outlets, dating, claims, figures=("dating",))


def _method(study: Any) -> Section:
    """How the numbers came about, with the size of everything counted."""
    book, records = study.records.codebook, study.records
    coded = len(sentences(c for c in records.codes if c.theme != "other"))
    count = len(records.articles)
    text = (
        f"{capitalise(say_count(count, 'article'))} of {int(study.articles.words.sum()):,} words "
        f"{agree(count, 'was', 'were')} read by rules: "
        f"{say_count(sum(s.tier == 'speech' for s in records.statements), 'statement')} with their speakers, "
        f"{say_count(len(records.reports), 'report')} of {say_count(len(records.meetings), 'meeting')}, and "
        f"{say_count(coded, 'sentence')} coded by the {len(book.themes)} themes of a codebook."
    )
    shares = (
        "A sentence may carry several themes, so shares do not add up to a hundred; numbers as small as these describe "
        "the articles at hand and nothing beyond them."
    )
    links = "The small numbers after a sentence lead to the words it rests on."
    return _section(
        "method", "How this was computed", [Sentence(text=text), Sentence(text=shares), Sentence(text=links)]
    )
