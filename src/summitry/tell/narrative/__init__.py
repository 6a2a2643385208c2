"""The essay: what the articles tell of the meetings, in sections, every sentence computed and with its passages.

`write_narrative(study)` gives the sections; one without anything to say is not there. On a corpus of one article the
essay is short; where no meeting was found it says so and stops.
"""

from __future__ import annotations

from typing import Any

from summitry.tell import findings as f
from summitry.tell.describe.sentence import Sentence
from summitry.tell.findings.facts import (
    articles,
    core_meetings,
    key,
    passages,
    report_passages,
    say_who,
    sentences,
    story_codes,
    told_meetings,
    top_themes,
)
from summitry.tell.findings.phrases import agree, open_sentence, say_on
from summitry.tell.narrative.agendas import tell_agendas
from summitry.tell.narrative.quoting import Used, in_marks, introduce, narrated_on
from summitry.tell.narrative.section import (
    STANDFIRST,
    Section,
    count_essay_words,
    make_section,
    of_finding,
    show_section,
)
from summitry.tell.narrative.setting import tell_setting
from summitry.tell.narrative.silences import tell_silences
from summitry.tell.narrative.voices import tell_voices
from summitry.tell.words import capitalise, say_count, say_list, say_number

LEAST_TO_TURN, MOST_TURNING = 2, 3  # sentences of a theme on which the telling turns, and how many of them are named
MOST_ECHOED = 1  # echoes that are quoted at length
CALLS = ("phone", "video")

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
        tell_voices(study, used),
        tell_silences(study, used),
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
    lines = moved or [_turning(study)]
    lines += [of_finding(x) for x in f.find_words(study)]
    lines += [of_finding(s) for s in f.find_silences(study) if s.strength == 1.0][:1]
    return make_section(STANDFIRST, "", lines)


def _turning(study: Any) -> Sentence:
    """What the telling is mostly about: a theme of more than half of its coded sentences, else those that fill a fifth
    and two sentences at least, else what it touches on."""
    told, codes = told_meetings(study), story_codes(study)
    whole, ranked = len(sentences(codes)), top_themes(codes, by=lambda c: c.theme)
    if not ranked:
        return _bare(study)
    short = study.records.codebook.short
    what = f"the {agree(len(articles(study)), 'article tells', 'articles tell')} of "
    what += f"{agree(len(told), 'the meeting', 'the meetings')} of {say_who(study)}"
    strong = [short(t) for t, n in ranked if n >= max(LEAST_TO_TURN, whole / 5)][:MOST_TURNING]
    if ranked[0][1] >= LEAST_TO_TURN and whole / 2 < ranked[0][1] < whole:
        text = f"Most of what {what} is about {short(ranked[0][0])}."
    elif strong:
        text = f"What {what} turns on {say_list(strong)}."
    else:
        text = f"What {what} touches on {say_list([short(t) for t, _ in ranked[:MOST_TURNING]])}."
    return Sentence(text=text, evidence=passages(study, [key(c) for c in codes]))


def _bare(study: Any) -> Sentence:
    """Of meetings whose telling carries no theme: that they are told, and what of the only one is known."""
    told = told_meetings(study)
    text = f"{capitalise(agree(len(told), 'a meeting', 'meetings'))} of {say_who(study)}"
    states = {"announced": "is announced", "cancelled": "is reported as called off"}
    if len(told) == 1:
        text += f" {say_on(told[0])} {states.get(told[0].status, 'is reported')}"
    else:
        text += " are reported"
    text += "; nothing that is told of it carries a theme of the codebook." if len(told) == 1 else "."
    if len(told) > 1:
        text = text[:-1] + "; nothing that is told of them carries a theme of the codebook."
    return Sentence(text=text, evidence=report_passages(study, [m.meeting_id for m in told]))


def _announced(study: Any) -> Section:
    lines = [of_finding(x) for x in f.find_announced(study)]
    heading = "Announced and reported"
    return make_section("announced", heading, lines if len(lines) > 1 else [], figures=("announced",))


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
    count, mine = len(records.articles), len(sentences(story_codes(study)))
    of_these = f", {say_number(mine)} of them on what is told here" if told_meetings(study) and mine < coded else ""
    text = (
        f"{open_sentence(say_count(count, 'article'))} of {int(study.articles.words.sum()):,} words "
        f"{agree(count, 'was', 'were')} read by rules over a grammatical parse: "
        f"{say_count(said, 'statement')} with {agree(said, 'its speaker', 'their speakers')}, "
        f"{say_count(len(records.reports), 'report')} of {_say_ledger(study)}, and {say_count(coded, 'sentence')} "
        f"coded by the {len(book.themes)} themes of a codebook{of_these}."
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


def _say_ledger(study: Any) -> str:
    """How many meetings and calls there are in the ledger, and which: told, mentioned, or not the principals'."""
    whole, told = study.records.meetings, told_meetings(study)
    calls = any(m.format in CALLS for m in whole)
    said = say_count(len(whole), "meeting or call", "meetings and calls") if calls else say_count(len(whole), "meeting")
    besides = len(core_meetings(study)) - len(told)
    others = len(whole) - besides - len(told)
    if not told or not (besides or others):
        return said
    parts = [f"the {say_number(len(told))} told here"]
    parts += [f"{say_number(besides)} only mentioned"] if besides else []
    parts += [f"{say_number(others)} of other people"] if others else []
    return f"{said} ({say_list(parts)})"
