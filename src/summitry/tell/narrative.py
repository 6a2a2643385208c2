"""The essay: what the articles tell of the meetings, in sections, every sentence computed and with its passages.

`write_narrative(study)` gives the sections; a section without anything to say is not there. On a corpus of one
article the essay is short; where no meeting was found it says so and stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from IPython.display import HTML

from summitry.records import Finding, Meeting, Passage, Statement, record
from summitry.tell import findings as f
from summitry.tell.describe.sentence import Sentence
from summitry.tell.display import passage_link, sentence_html
from summitry.tell.findings.agenda import constant_themes, marks_of
from summitry.tell.findings.facts import (
    agenda_codes,
    groups,
    key,
    meeting_codes,
    news_of_articles,
    of_day,
    passages,
    report_passages,
    say_on,
    say_share,
    sentences,
    short_names,
    statement_passages,
    told_meetings,
    top_themes,
)
from summitry.tell.findings.voices import telling_quote
from summitry.tell.words import capitalise, clip, is_missing, say_count, say_list

MOST_MEETINGS = 8  # more than these are told by year only
QUOTED_WORDS = 45


@record
class Section:
    """A section of the essay: paragraphs of sentences, and the slugs of the figures that belong to it."""

    id: str
    heading: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    figures: tuple[str, ...] = ()

    @property
    def figure(self) -> str | None:
        """The slug of the first figure, or None."""
        return self.figures[0] if self.figures else None

    @property
    def text(self) -> str:
        """The words alone, paragraphs apart by an empty line."""
        return "\n\n".join(" ".join(s.text for s in paragraph) for paragraph in self.paragraphs)

    @property
    def html(self) -> str:
        """Heading and paragraphs, escaped, each sentence with links to its passages."""
        body = "\n".join(f"<p>{' '.join(sentence_html(s) for s in p)}</p>" for p in self.paragraphs)
        if self.id == "standfirst":
            return f'<div class="standfirst">{body}</div>'
        return f'<h2 id="{escape(self.id)}">{escape(self.heading)}</h2>\n{body}'

    @property
    def markdown(self) -> str:
        """The section as Markdown, with a numbered link after each sentence for each of its first passages."""
        lines = [] if self.id == "standfirst" else [f"## {self.heading}", ""]
        for paragraph in self.paragraphs:
            lines += [" ".join(_markdown(s) for s in paragraph), ""]
        return "\n".join(lines).rstrip() + "\n"


def write_narrative(study: Any) -> list[Section]:
    """The essay of a study: standfirst, setting, agenda, announced, voices, silences, memory, others, sources, method.

    Sections that have nothing to say on this corpus are left out; the first and the last are always there.
    """
    if not told_meetings(study):
        return [_nothing(study), _method(study)]
    sections = [
        _standfirst(study),
        _setting(study),
        _agenda(study),
        _announced(study),
        _voices(study),
        _silences(study),
        _memory(study),
        _others(study),
        _sources(study),
        _method(study),
    ]
    return [s for s in sections if any(s.paragraphs)]


def show_section(essay: Sequence[Section], section_id: str) -> HTML:
    """One section of the essay for a notebook; nothing where the corpus gave nothing to say there."""
    section = next((s for s in essay if s.id == section_id), None)
    return HTML(section.html if section else "")


def count_essay_words(essay: Sequence[Section]) -> int:
    """The words of an essay, headings aside."""
    return sum(len(s.text.split()) for s in essay)


# ----------------------------------------------------------------------------------------------------- the sections


def _nothing(study: Any) -> Section:
    number = say_count(len(study.records.articles), "article")
    who = f" of {say_list(study.principals)}" if study.principals else ""
    text = f"In {number} no meeting{who} was found that an article is about, so there is no account to give."
    return Section(id="standfirst", heading="", paragraphs=((Sentence(text=text),),))


def _standfirst(study: Any) -> Section:
    """The answer first: who met, how the agenda moved, who is heard and who is silent."""
    told, names = told_meetings(study), short_names(study)
    who = say_list([names.get(n, n) for n in (study.principals or told[0].participants)])
    parts = [g for g in groups(study) if meeting_codes(study, g.meetings)]
    lines = []
    marks = [(g, marks_of(study, g, parts)) for g in parts] if len(parts) > 1 else []
    marks = [(g, m) for g, m in marks if m]
    if len(marks) > 1:
        (first, a), *middle, (last, b) = marks
        evidence = [k for _, m in marks for _, keys in m for k in keys]
        said = f"{_short(study, a)} in {first.name}" if first.name.isdigit() else f"{_short(study, a)} on {first.name}"
        way = f", over {say_list([f'{_short(study, m[:1])} in {g.name}' for g, m in middle])}," if middle and middle[0][0].name.isdigit() else ""  # fmt: skip
        to = f"{_short(study, b)} {'in' if last.name.isdigit() else 'on'} {last.name}"
        lines.append(
            Sentence(text=f"What {who} met about moved from {said}{way} to {to}.", evidence=passages(study, evidence))
        )
    elif told:
        codes = meeting_codes(study, [m.meeting_id for m in told])
        ranked = [study.records.codebook.short(t) for t, _ in top_themes(codes, by=lambda c: c.theme)][:3]
        if ranked:
            keys = [key(c) for c in codes]
            text = f"What the articles tell of {'the meeting' if len(told) == 1 else 'the meetings'} of {who} turns on {say_list(ranked)}."
            text = text if len(study.records.articles) > 1 else text.replace("the articles tell", "the article tells")
            lines.append(Sentence(text=text, evidence=passages(study, keys)))
    constant = constant_themes(study)
    if constant and len(told) > 2:
        lines.append(Sentence(text=f"{capitalise(say_list([study.records.codebook.short(t) for t in constant]))}: these run through all {say_count(len(told), 'meeting')}." if len(constant) > 1 else f"One theme runs through all {say_count(len(told), 'meeting')}: {study.records.codebook.short(constant[0])}."))  # fmt: skip
    silent = [s for s in f.find_silences(study) if s.strength == 1.0]
    lines += [_of(s) for s in silent[:1]]
    return Section(id="standfirst", heading="", paragraphs=(tuple(lines),))


def _setting(study: Any) -> Section:
    lines = [_of(x) for x in f.find_setting(study)]
    lines += [s for s in (_formats(study), _occasions(study)) if s]
    return Section(id="setting", heading="The setting", paragraphs=(tuple(lines),), figures=("timeline", "map"))


def _formats(study: Any) -> Sentence | None:
    """Meetings that were not across one table."""
    told = told_meetings(study)
    other = [m for m in told if m.format != "in_person"]
    if not other:
        if len(told) < 2:
            return None
        return Sentence(text=f"All {say_count(len(told), 'meeting')} were, or were to be, face to face." if len(told) > 2 else "Both were, or were to be, face to face.")  # fmt: skip
    words = {"phone": "by telephone", "video": "by video link", "sidelines": "on the sidelines of a larger event"}
    said = say_list([f"{words[m.format]} ({say_on(m).removeprefix('on ')})" for m in other[:4]])
    text = f"{capitalise(say_count(len(other), 'of them was', 'of them were'))} not a visit: {said}."
    return Sentence(text=text, evidence=report_passages(study, [m.meeting_id for m in other]))


def _occasions(study: Any) -> Sentence | None:
    told = [m for m in told_meetings(study) if not is_missing(m.occasion)]
    if not told:
        return None
    said = [f"“{clip(' '.join(m.occasion.split()), 80)}” {say_on(m)}" for m in told[:3]]
    text = f"The articles tie {'one of them' if len(told) == 1 else 'some of them'} to an occasion: {say_list(said)}."
    return Sentence(text=text, evidence=report_passages(study, [m.meeting_id for m in told]))


def _agenda(study: Any) -> Section:
    """A paragraph for each year or meeting, then what stayed and what moved."""
    told = told_meetings(study)
    paragraphs = []
    parts = groups(study)
    by_id = {x.finding_id: x for x in f.find_agendas(study)}
    shift = {x.finding_id: x for x in f.find_shift(study)}
    for group in parts:
        lines: list[Sentence] = []
        for meeting in [m for m in told if m.meeting_id in group.meetings][: MOST_MEETINGS if len(told) <= MOST_MEETINGS else 0]:  # fmt: skip
            lines += _tell_meeting(
                study, meeting, by_id.get(f"agenda/{meeting.meeting_id}"), len(paragraphs) + len(lines)
            )
        mark = shift.get(f"shift/{group.name.lower().replace(' ', '-').replace('–', '-')}")
        if mark:
            lines.append(_of(mark))
        if lines:
            paragraphs.append(tuple(lines))
    end = [_of(shift[i]) for i in ("shift/constant", "shift/rise", "shift/fall") if i in shift]
    return Section(
        id="agenda",
        heading="What the meetings were about",
        paragraphs=(*paragraphs, *((tuple(end),) if end else ())),
        figures=("themes_by_meeting",),
    )


def _tell_meeting(study: Any, meeting: Meeting, agenda: Finding | None, turn: int) -> list[Sentence]:
    """A few sentences on one meeting: how it is told, what it was about, a voice from it."""
    lines = [_telling(study, meeting)]
    if agenda:
        lines.append(_of(agenda, text=_vary_agenda(study, meeting, turn)))
    quote = _quote_for(study, meeting)
    if quote:
        lines.append(_quoting(study, quote, turn))
    return lines


def _telling(study: Any, meeting: Meeting) -> Sentence:
    """Which article tells of the meeting, and whether before or after it."""
    articles = [a for a, m in news_of_articles(study).items() if m == meeting.meeting_id]
    status = {r.article_id: r.status for r in study.records.reports if r.meeting_id == meeting.meeting_id}
    outlets = {a.article_id: a.publisher for a in study.records.articles}
    named = [outlets[a] for a in articles if not is_missing(outlets.get(a))]
    where = f" in {meeting.city}" if meeting.city else ""
    ahead = [a for a in articles if status.get(a) == "announced"]
    who = say_list(named[:3]) if len(named) == len(articles) and len(named) <= 3 else capitalise(say_count(len(articles), "article"))  # fmt: skip
    many = len(articles) > 1
    if len(ahead) == len(articles):
        verb = "announce" if many else "announces"
    elif ahead:
        verb = "tell, partly in advance, of"
    elif meeting.status == "cancelled":
        verb = "report the end of the plan for" if many else "reports the end of the plan for"
    else:
        verb = "report on" if many else "reports on"
    text = f"{who} {verb} the meeting {of_day(meeting)}{where}."
    return Sentence(text=text, evidence=report_passages(study, [meeting.meeting_id]))


def _vary_agenda(study: Any, meeting: Meeting, turn: int) -> str:
    """The finding on a meeting's agenda in the words of running prose; the same numbers, in turns of phrase."""
    book = study.records.codebook
    codes = meeting_codes(study, [meeting.meeting_id])
    whole = len(sentences(codes))
    (lead, count), *rest = top_themes(codes, by=lambda c: c.theme)
    put = [book.short(t) for t, _ in top_themes(agenda_codes(study, [meeting.meeting_id]), by=lambda c: c.theme)][:3]
    share = f"{say_share(count, whole)} of its coded sentences"
    if count * 2 > whole:
        weight = (f"more than half of the telling is about {book.short(lead)}: {share}",
                  f"{book.short(lead)} takes up {share}",
                  f"no theme comes near {book.short(lead)}, with {share}" if not rest or rest[0][1] * 2 <= count else f"{book.short(lead)} leads with {share}")[turn % 3]  # fmt: skip
    else:
        weight = (f"the largest theme is {book.short(lead)}, {share}",
                  f"{book.short(lead)} leads with {share}",
                  f"its coded sentences turn first to {book.short(lead)}, {say_share(count, whole)}")[turn % 3]  # fmt: skip
    if not put:
        return f"{capitalise(weight)}."
    opening = (f"Matter of the talks {'is' if len(put) == 1 else 'are'} {say_list(put)}",
               f"Given as matter of the talks: {say_list(put)}",
               f"The talks are said to deal with {say_list(put)}")[turn % 3]  # fmt: skip
    opening = opening.replace("Matter of the talks are", "Matters of the talks are")
    return f"{opening}; {weight}."


def _quote_for(study: Any, meeting: Meeting) -> Statement | None:
    """A telling quotation that belongs to a meeting, of a principal if there is one."""
    quotes = [telling_quote(study, name, meeting_id=meeting.meeting_id) for name in study.principals]
    quotes = [q for q in quotes if q is not None]
    known = sorted({s.speaker for s in study.records.statements if s.meeting_id == meeting.meeting_id and s.speaker} - set(study.principals))  # fmt: skip
    people = {p.name for p in study.records.people}
    quotes += [
        q for name in known if name in people and (q := telling_quote(study, name, meeting_id=meeting.meeting_id))
    ]
    return quotes[0] if quotes else None


def _quoting(study: Any, quote: Statement, turn: int) -> Sentence:
    name = short_names(study).get(quote.speaker, quote.speaker)
    words = " ".join(quote.text.split()).strip('“”"„ ').rstrip(",;")
    words = words if words[-1:] in ".!?" else f"{words}."
    opening = (f"In the words of {name}:", f"{name} is quoted:", f"{name} puts it so:")[turn % 3]
    return Sentence(text=f"{opening} “{words}”", evidence=statement_passages(study, [quote]))


def _announced(study: Any) -> Section:
    lines = [_of(x) for x in f.find_announced(study)]
    lines += [_of(x) for x in f.find_limits(study) if x.finding_id == "limits/announced"]
    return Section(
        id="announced", heading="Announced and reported", paragraphs=(tuple(lines),) if len(lines) > 1 else ()
    )


def _voices(study: Any) -> Section:
    first = [_of(x) for x in (*f.find_words(study), *f.find_raised(study))]
    second = [_of(x) for x in (*f.find_one_sided(study), *f.find_go_betweens(study))]
    quotes = []
    for name in study.principals:
        quote = _best_quote(study, name)
        if quote:
            quotes.append(_quoting(study, quote, len(quotes) + 1))
    paragraphs = [p for p in (tuple(first), tuple(second), tuple(quotes)) if p]
    return Section(
        id="voices",
        heading="Who raises what",
        paragraphs=tuple(paragraphs),
        figures=("themes_by_speaker", "who_to_whom", "words_quoted"),
    )


def _best_quote(study: Any, name: str) -> Statement | None:
    """A quotation of a principal that no paragraph on a meeting has used."""
    used = {q.statement_id for m in told_meetings(study) if (q := _quote_for(study, m))}
    quote = telling_quote(study, name)
    return quote if quote and quote.statement_id not in used else None


def _silences(study: Any) -> Section:
    lines = [_of(x) for x in f.find_silences(study)]
    return Section(id="silences", heading="What is left unsaid", paragraphs=(tuple(lines),) if lines else ())


def _memory(study: Any) -> Section:
    lines = [_of(x) for x in (*f.find_memory(study), *f.find_echoes(study))]
    return Section(id="memory", heading="The memory of the war", paragraphs=(tuple(lines),) if lines else ())


def _others(study: Any) -> Section:
    lines = [
        _of(x) for x in (*f.find_third_countries(study), *f.find_third_party_role(study), *f.find_third_people(study))
    ]
    return Section(id="others", heading="Not at the table", paragraphs=(tuple(lines),) if lines else ())


def _sources(study: Any) -> Section:
    outlets = [_of(x) for x in (*f.find_outlets(study), *f.find_sides(study))]
    outlets += [_of(x) for x in f.find_limits(study) if x.finding_id != "limits/announced"]
    dating = [_of(x) for x in f.find_dating(study)]
    claims = [_of(x) for x in f.find_claims(study)]
    paragraphs = [p for p in (tuple(outlets), tuple(dating), tuple(claims)) if p]
    return Section(
        id="sources",
        heading="What the articles are, and what they cannot show",
        paragraphs=tuple(paragraphs),
        figures=("dating",),
    )


def _method(study: Any) -> Section:
    """How the numbers came about, with the size of everything counted."""
    book, records = study.records.codebook, study.records
    codes = [c for c in records.codes if c.theme != "other"]
    coded = len(sentences(codes))
    lines = [
        Sentence(
            text=(
                f"{capitalise(say_count(len(records.articles), 'article'))} of {int(study.articles.words.sum()):,} words "
                f"{'was' if len(records.articles) == 1 else 'were'} read by rules, without anyone's choosing: "
                f"{say_count(len(records.statements), 'statement')} with their speakers, "
                f"{say_count(len(records.reports), 'report')} of {say_count(len(records.meetings), 'meeting')}, and "
                f"{say_count(coded, 'sentence')} coded by {len(book.themes)} themes of a codebook ({book.title})."
            )
        ),
        Sentence(
            text=(
                "A sentence may carry several themes, so shares do not add up to a hundred; shares of such small numbers "
                "describe these articles and nothing beyond them."
            )
        ),
        Sentence(text="A number in brackets after a sentence leads to the words it rests on."),
    ]
    return Section(id="method", heading="How this was computed", paragraphs=(tuple(lines),))


# ------------------------------------------------------------------------------------------------------ small things


def _of(finding: Finding, *, text: str = "") -> Sentence:
    return Sentence(text=text or finding.statement, evidence=finding.evidence)


def _short(study: Any, marks: Iterable[tuple[str, list]]) -> str:
    return say_list([study.records.codebook.short(name) for name, _ in marks])


def _markdown(sentence: Sentence) -> str:
    links = " ".join(f"[{n}]({_target(p)})" for n, p in enumerate(sentence.evidence[:6], start=1))
    text = sentence.text
    for mark in "\\*_[]<>`":
        text = text.replace(mark, f"\\{mark}")
    return f"{text} <sup>{links}</sup>" if links else text


def _target(passage: Passage) -> str:
    return passage_link(passage)
