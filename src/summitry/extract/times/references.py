"""From which other time a time is reckoned: the day of a report, the story's day, a caption's date, a month's year.

Each rule looks at the mentions before (or beside) a mention and returns it with its `reference`; without one, what
needs a story's day is refused (anchor "none"), and everything else stays with the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from summitry.extract.times.mention import TimeMention
from summitry.extract.times.tense import words_of
from summitry.language import text_of

COARSE = {"day": 0, "weekend": 1, "week": 1, "fortnight": 1, "month": 2, "quarter": 3, "half": 3, "season": 3,
          "year": 4, "decade": 5, "century": 6, "second": 0, "minute": 0, "hour": 0}  # fmt: skip
NOW_OTHERWISE = ("end_of_unit", "same_period", "year_earlier", "told_quarter")
# What compares periods is reckoned from a month, quarter or year, never from the day on which figures came out.
PERIODS = {
    "that_time": (0, 4),
    "same_period": (2, 4),
    "year_earlier": (2, 4),
    "told_quarter": (3, 3),
    "told_year": (3, 4),
}
# How many sentences back the time told may stand: "later in the day", "the following year" reach far.
BACK_FAR = {"end_of_unit": 4, "deictic_unit": 4, "told_part": 4}
THAT = ("that_unit", "month_of_year", "told_year")  # without a year told they mean none
GRAINS = {0: "day", 1: "week", 2: "month", 3: "quarter", 4: "year"}
PERIOD_ENDS = re.compile(r"[ ,]*(?:that )?(?:ended|ending|to) ")
OPENERS, CLOSERS = "“„«", "”»"


def refer_times(mentions: Sequence[TimeMention], doc: Doc, quoted: Sequence[bool]) -> list[TimeMention]:
    """Mentions in text order, each with the mention it is reckoned from, where that is not the publication day."""
    settled: list[TimeMention] = []
    for number, mention in enumerate(mentions):
        rest = mentions[number + 1 : number + 3]
        settled.append(_refer(mention, settled, rest, doc, quoted[number]))
    return settled


def _refer(mention: TimeMention, before: list[TimeMention], after: Sequence[TimeMention], doc: Doc, quoted: bool):
    spec = mention.spec
    if mention.anchor == "none":
        return mention
    if spec.name == "event":
        reference = _dated_event(mention, after, doc)
        return _told(mention, reference, "narrative") if reference else replace(mention, anchor="none")
    if spec.name == "narrative":
        ends = after[:1] if PERIOD_ENDS.fullmatch(text_of(doc)[mention.end : after[0].start] if after else "") else ()
        if mention.rule == "told_quarter" and ends:
            return _told(mention, ends[0], "narrative")
        return _narrative(mention, before, doc)
    if spec.kind == "clock":
        reference = _beside(mention, before, after, doc)
        return _told(mention, reference, reference.anchor) if reference else mention
    if mention.scope == "caption":
        reference = _caption_date(mention, [*before, *after])
        return _told(mention, reference, "caption") if reference else mention
    if spec.kind == "date" and spec.year is None and spec.shift is None and spec.month is not None:
        reference = _same_year(mention, before, doc)
        if reference:
            return replace(mention, reference=reference, anchor="narrative", direction="ahead")
    if (quoted and spec.kind in ("unit", "weekday", "offset")) or (
        spec.kind == "weekday" and mention.direction == "ahead"
    ):
        reference = _speech_day(mention, before, after, doc, quoted)
        return _told(mention, reference, "speech") if reference else mention
    return mention


def _told(mention: TimeMention, reference: TimeMention, anchor: str) -> TimeMention:
    return replace(mention, reference=reference, anchor=anchor)


def grain(mention: TimeMention) -> int:
    """How coarse a mention is: 0 a day, 2 a month, 4 a year."""
    spec = mention.spec
    if spec.kind == "date":
        return 0 if spec.day else 2 if spec.month else 4
    if spec.kind in ("weekday", "feast", "clock"):
        return 0
    if spec.kind in ("quarter", "half", "season"):
        return 3
    if spec.kind in ("decade", "century", "vague", "duration", "set"):
        return 9
    return COARSE.get(spec.unit or "year", 4)


def _narrative(mention: TimeMention, before: list[TimeMention], doc: Doc) -> TimeMention:
    """ "Two days later", "the same day": from the last time told, fine enough, in this sentence or the two before."""
    least, allowed = PERIODS.get(mention.rule, (0, COARSE.get(mention.spec.unit or "day", 0)))
    if mention.rule == "told_year" and mention.direction != "past":
        return mention  # "earnings for the year" still looked for are this year's
    back = BACK_FAR.get(mention.rule, 2)
    floor = _sentence_start(doc, mention.start, back=back)
    here, _ = _sentence(doc, mention.start)
    for other in reversed(before):
        if other.start < floor:
            break
        if other.start >= here and mention.spec.unit == "week" and grain(other) == 2 and mention.spec.number:
            return _told(mention, other, "narrative")  # "expelled in November and let in three weeks later": a range
        if _shares_story(other, mention) and least <= grain(other) <= allowed and other.type in ("DATE", "TIME"):
            if other.anchor == "none" and other.reference is None and not other.is_resolvable:
                continue
            if mention.rule in PERIODS and other.spec.name == "fiscal":
                continue
            if _compares(mention) and other.spec.kind == "quarter" and other.spec.shift == -1:
                continue  # "in last year's third quarter ... from a year-earlier profit": both mean last year
            if mention.rule == "that_time":
                mention = replace(mention, spec=replace(mention.spec, unit=GRAINS[grain(other)]))
            if _compares(mention) and _compares(other):  # "up from 5 a year earlier ... from 3 a year earlier"
                return replace(mention, reference=other.reference, anchor=other.anchor)
            return _told(mention, other, "narrative")
    if mention.rule == "offset" and mention.spec.unit == "day" and (lead := _lead_day(before)):
        return _told(mention, lead, "narrative")
    if mention.rule == "that_time":
        return replace(mention, anchor="none", spec=replace(mention.spec, kind="vague", name="PAST_REF"))
    if mention.rule == "told_quarter" and mention.direction != "ahead":
        return replace(mention, spec=replace(mention.spec, shift=-1, name=None))
    if mention.spec.shift == 1:
        return replace(mention, anchor="none")  # "the following year": none without the one before
    if mention.rule in NOW_OTHERWISE or (mention.spec.unit in ("year", "quarter") and mention.rule not in THAT):
        return mention  # "a year earlier" with no other time told compares with now
    return replace(mention, anchor="none")


def _lead_day(before: Sequence[TimeMention]) -> TimeMention | None:
    """The day of the news: the first told, looking back, which "a day earlier" further down is reckoned from."""
    days = (m for m in before if m.scope == "text" and grain(m) == 0 and m.spec.kind in ("weekday", "date", "unit"))
    first = next(days, None)
    return first if first is not None and first.direction == "past" and first.reference is None else None


def _shares_story(one: TimeMention, other: TimeMention) -> bool:
    """Whether what one passage tells can be the other's ground: text and quotation mix, a caption stands alone."""
    return one.scope == other.scope or {one.scope, other.scope} == {"text", "quotation"}


def _compares(mention: TimeMention) -> bool:
    """ "A year earlier", "the year-ago period": the year before, told to compare with."""
    spec = mention.spec
    return (spec.kind, spec.unit, spec.shift, spec.number, spec.name) == ("offset", "year", -1, 1, "narrative")


def _dated_event(mention: TimeMention, after: Sequence[TimeMention], doc: Doc) -> TimeMention | None:
    """The date inside "the day after Wednesday's vote": a day told before the next verb or comma."""
    for other in after:
        between = text_of(doc)[mention.end : other.start]
        if len(between) > 40 or re.search(r"[.,;\n]", between) or grain(other) > 0:
            return None
        span = doc.char_span(mention.end, other.start, alignment_mode="contract")
        if span is not None and any(t.pos_ in ("VERB", "AUX") for t in span):
            return None
        return other
    return None


def _beside(
    mention: TimeMention, before: list[TimeMention], after: Sequence[TimeMention], doc: Doc
) -> TimeMention | None:
    """The day a clock time belongs to: the nearest day told in its sentence."""
    start, end = _sentence(doc, mention.start)
    near = [
        m
        for m in (*before, *after)
        if start <= m.start < end and grain(m) == 0 and m.spec.kind not in ("clock", "offset", "feast")
    ]
    return min(near, key=lambda m: min(abs(m.start - mention.end), abs(mention.start - m.end)), default=None)


def _caption_date(mention: TimeMention, others: Sequence[TimeMention]) -> TimeMention | None:
    near = [m for m in others if m.scope == "caption" and m.is_resolvable and m.anchor == "none" and grain(m) == 0]
    return min(
        (m for m in near if abs(m.start - mention.start) < 400),
        key=lambda m: abs(m.start - mention.start),
        default=None,
    )


def _same_year(mention: TimeMention, before: list[TimeMention], doc: Doc) -> TimeMention | None:
    """ "Arrested in March 2014 and released in June": the first June from then on."""
    start, _ = _sentence(doc, mention.start)
    for other in reversed(before):
        if other.start < start:
            return None
        if (
            other.spec.kind == "date"
            and other.spec.year is not None
            and other.spec.month is not None
            and mention.direction != "ahead"
        ):
            return other
    return None


def _speech_day(
    mention: TimeMention, before: list[TimeMention], after: Sequence[TimeMention], doc: Doc, quoted: bool
) -> TimeMention | None:
    """The day of the report a time is quoted in: "said on Tuesday he would meet him on Thursday".

    In the same sentence, before or after; for words in quotation marks also in the paragraph's or page's sentence
    before, when the two share a name ("Reuters reported on Friday ... told Reuters").
    """
    start, end = _sentence(doc, mention.start)
    for other in (*reversed(before), *after):
        if start <= other.start < end and _is_report_day(other, doc):
            return other
    if not quoted:
        return None
    words = _names(doc, start, end)
    floor = _sentence_start(doc, mention.start, back=1)
    for other in reversed(before):
        if other.start < floor:
            return None
        if _is_report_day(other, doc) and words & _names(doc, *_sentence(doc, other.start)):
            return other
    return None


def _is_report_day(mention: TimeMention, doc: Doc) -> bool:
    """Whether a day is the day of saying: governed by a verb of reporting, told in the past."""
    if mention.spec.kind not in ("weekday", "date") or grain(mention) or mention.direction != "past":
        return False
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    for node in span.root.ancestors:
        if node.pos_ in ("VERB", "AUX"):
            return node.lemma_ in words_of("reporting")
    return False


def _names(doc: Doc, start: int, end: int) -> set[str]:
    """The proper names of a sentence, for "the same source speaks on"."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return {t.text for t in span if t.pos_ == "PROPN"} if span is not None else set()


def _sentence(doc: Doc, offset: int) -> tuple[int, int]:
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    return span.sent.start_char, span.sent.end_char


def _sentence_start(doc: Doc, offset: int, *, back: int) -> int:
    """Where the sentence `back` sentences before the one at an offset begins."""
    start, _ = _sentence(doc, offset)
    for _ in range(back):
        position = start - 1
        while position > 0 and text_of(doc)[position].isspace():
            position -= 1
        if position <= 0:
            return start
        start, _ = _sentence(doc, position)
    return start


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Stretches inside quotation marks, per paragraph; one left open runs to the end of its paragraph."""
    spans = []
    for paragraph in re.finditer(r"[^\n]+", text):
        opened, straight = None, None
        for match in re.finditer(f'[{OPENERS}{CLOSERS}"]', paragraph.group()):
            place = paragraph.start() + match.start()
            if match.group() == '"':
                if straight is None:
                    straight = place
                else:
                    spans.append((straight, place))
                    straight = None
            elif match.group() in OPENERS:
                opened = place
            elif opened is not None:
                spans.append((opened, place))
                opened = None
        if opened is not None:
            spans.append((opened, paragraph.end()))
    return sorted(spans)
