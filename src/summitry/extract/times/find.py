"""The time expressions of an article: the grammar's spans less what is no time, with scope, direction, reference."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc, Span

from summitry.extract.times import business, deictic, explicit, lengths, numeric
from summitry.extract.times.calendar import DAYS_IN, MONTHS_IN
from summitry.extract.times.direction import find_direction
from summitry.extract.times.filters import is_time
from summitry.extract.times.grammar import Found, find_spans, soften_lines
from summitry.extract.times.mention import TimeMention
from summitry.extract.times.references import PERIOD_ENDS, quoted_spans, refer_times
from summitry.extract.times.tense import has_modal, is_planned, is_verb, words_of
from summitry.records import Article

OPEN_NAMES = (numeric.EITHER, "narrative")  # a year is told, and still something has to be reckoned
RULES = (*explicit.RULES, *numeric.RULES, *business.RULES, *deictic.RULES, *lengths.RULES)
SCOPES = {"caption": "caption", "credit": "caption", "dateline": "dateline", "byline": "dateline", "notice": "notice"}
LONE_DATE = re.compile(
    r"[ ]*(?:(?:First |Last )?(?:published|posted|updated|date|modified)(?: on| at)?[: ]*)?[|(]?[ ]*", re.IGNORECASE
)
AFTER_LONE_DATE = re.compile(
    r"(?:[\s|,.()/+:;–-]|\d|\b(?:at|am|pm|a\.m|p\.m|GMT|UTC|E[SD]?T|C[ES]?T|P[SD]?T|BST|IST|MSK)\b)*", re.IGNORECASE
)
# "MOSCOW, Feb. 27 (Reuters) - ", "PARIS Feb 27 -"
AGENCY_DATELINE = re.compile(r"[ ]*[A-Z][A-Z.'’ -]+(?:[,/] ?[A-Z][\w. ]+)*,?[ ]")


def find_times(article: Article, doc: Doc) -> tuple[TimeMention, ...]:
    """The time expressions of an article in order, recognised but not yet resolved (see TimeMention)."""
    text = soften_lines(doc.text)
    quotes = quoted_spans(text)
    mentions, quoted = [], []
    for found in numeric.order_numbers(_complete(find_spans(text, RULES), text), text):
        span = doc.char_span(found.start, found.end, alignment_mode="expand")
        if span is None or not is_time(found, text, span):
            continue
        found = _until_then(_without_verb(found, span), span)
        inside = any(start < found.start < end for start, end in quotes)
        kind = article.kind_at(found.start)
        scope = SCOPES.get(kind or "") or _scope(found, text, inside)
        direction = find_direction(found.spec, span, scope, is_title=kind == "title")
        mentions.append(_mention(article, found, scope, direction))
        quoted.append(inside)
    return tuple(refer_times(_share_direction(mentions), doc, quoted))


def _without_verb(found: Found, span: Span) -> Found:
    """ "Will last two days" is two days, not the last two."""
    if found.rule != "shifted_duration" or span[0].lower_ != "last" or span[0].pos_ not in ("VERB", "AUX"):
        return found
    start = span[1].idx
    return found._replace(start=start, rule="duration", spec=replace(found.spec, shift=None))


def _until_then(found: Found, span: Span) -> Found:
    """ "Will leave in two weeks" is a day two weeks ahead; "can be built in two weeks" is how long it takes."""
    spec, before = found.spec, span.doc[span.start - 1] if span.start else None
    if found.rule != "duration" or before is None or before.lower_ != "in" or spec.number is None:
        return found
    verb = before.head
    if any(FIRST_IN.fullmatch(t.lower_) for t in span.doc[max(before.i - 6, before.sent.start) : before.i]):
        return found  # "hold first talks in three years" looks back
    planned = is_verb(verb) and (is_planned(verb) or (has_modal(verb) and verb.lemma_ in words_of("timetable")))
    if spec.unit not in (*DAYS_IN, *MONTHS_IN) or not planned:
        return found
    return found._replace(rule="in_duration", type="DATE", spec=replace(spec, kind="offset", shift=1, name=None))


FIRST_IN = re.compile(
    r"first|only|most|least|worst|best|fewest|(?!west|east|rest|test|guest|quest|forest|protest)\w+est"
)


def _mention(article: Article, found: Found, scope: str, direction: str) -> TimeMention:
    spec = found.spec
    explicit_kind = spec.kind in ("century", "decade", "vague", "set") or (
        spec.kind == "duration" and spec.shift is None
    )
    return TimeMention(
        article_id=article.article_id,
        start=found.start,
        end=found.end,
        text=article.text[found.start : found.end],
        type=found.type,
        spec=spec,
        direction=direction,
        scope=scope,
        anchor="none" if explicit_kind or (spec.year is not None and spec.name not in OPEN_NAMES) else "publication",
        rule=found.rule,
    )


def _scope(found: Found, text: str, inside: bool) -> str:
    """A date alone on a line near the top is a dateline."""
    if inside:
        return "quotation"
    line_start = text.rfind("\n", 0, found.start) + 1
    line_end = text.find("\n", found.end)
    rest = text[found.end : line_end if line_end >= 0 else len(text)]
    lead = text[line_start : found.start]
    alone = LONE_DATE.fullmatch(lead) and AFTER_LONE_DATE.fullmatch(rest)
    agency = AGENCY_DATELINE.fullmatch(lead) and re.match(r"[ ]*(?:\(|[-–—])", rest)
    return "dateline" if found.spec.day is not None and ((alone and found.start < 600) or agency) else "text"


def _complete(found: list[Found], text: str) -> list[Found]:
    """Give "March" its year in "March to June 2015", and "27" its own date in "February 27-28, 2019"."""
    done: list[Found] = []
    for number, one in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        if after and one.spec.kind == "date" and one.spec.year is None and one.spec.month and one.spec.shift is None:
            link = text[one.end : after.start]
            if after.spec.kind == "date" and after.spec.year and after.spec.month and LINK.fullmatch(link):
                same = one.spec.month <= after.spec.month
                one = one._replace(spec=replace(one.spec, year=after.spec.year - (0 if same else 1)))
        if year := _shared_year(done[-1] if done else None, one, after, text):
            one = one._replace(spec=replace(one.spec, year=year))
        if not done or one.start >= done[-1].end:
            done.extend([*_days_before(one, text), *_day_range(one, text)])
    return done


def _shared_year(before: Found | None, one: Found, after: Found | None, text: str) -> int | None:
    """The year of "the spring" in "the spring and summer of 1999", of "June 30" in "fiscal 1988, ended June 30"."""
    if one.spec.year is not None or one.spec.shift is not None:
        return None
    if after and one.spec.kind == after.spec.kind == "season" and LINK.fullmatch(text[one.end : after.start]):
        return after.spec.year
    if before and before.spec.kind == "fiscal" and one.spec.kind == "date" and one.spec.day:
        return before.spec.year if PERIOD_ENDS.fullmatch(text[before.end : one.start]) else None
    return None


LINK = re.compile(r"[ ]?(?:to|and|until|till|through|or|-|–|—|,)[ ]?", re.IGNORECASE)
SECOND_DAY = re.compile(
    r"(?:[ ]?[-–—][ ]?|[ ](?:and|to|or)[ ])(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?"
    r"(?![\d\w%]|[.,:]\d)(?:,[ ](?P<year>(?:19|20)\d\d)\b)?"
)


FIRST_DAY = re.compile(
    r"(?<![\w.,:/$€£-])(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?(?:[ ]?[-–—][ ]?|[ ](?:and|to|or|until)[ ]|,[ ])$"
)


def _days_before(one: Found, text: str) -> list[Found]:
    """ "3 and 4 March", "6-8 April 1998": the days before the one that bears the month."""
    if one.rule != "day_month" or one.spec.day is None or one.spec.weekday is not None:
        return []
    start = max(0, one.start - 12)
    match = FIRST_DAY.search(text[start : one.start])
    if not match or int(match["day"]) >= one.spec.day:
        return []
    first = one._replace(
        start=start + match.start("day"),
        end=start + match.end("day"),
        rule="day_range",
        spec=replace(one.spec, day=int(match["day"]), number=one.spec.day),
    )
    return [first]


def _day_range(one: Found, text: str) -> list[Found]:
    """ "February 27-28, 2019" is two days of one month and year."""
    if one.rule != "month_day" or one.spec.year is not None:
        return [one]
    match = SECOND_DAY.match(text, one.end)
    if not match or int(match["day"]) <= (one.spec.day or 0):
        return [one]
    year = int(match["year"]) if match["year"] else None
    second = Found(
        match.start("day"),
        match.end(),
        "day_range",
        "DATE",
        replace(one.spec, day=int(match["day"]), year=year, weekday=None),
    )
    return [one._replace(spec=replace(one.spec, year=year, number=second.spec.day)), second]


def _share_direction(mentions: list[TimeMention]) -> list[TimeMention]:
    """A weekday of no sure direction ("Talks in Sochi Wednesday", "was to arrive on Monday") looks where the
    article's same weekday looks; what stays weak lies ahead."""
    known: dict[tuple, set[str]] = {}
    for m in mentions:
        if m.direction in ("past", "ahead") and m.scope != "caption":
            known.setdefault(_same(m), set()).add(m.direction)
    return [_settle(m, known.get(_same(m), set())) for m in mentions]


def _settle(m: TimeMention, known: set[str]) -> TimeMention:
    if m.direction in ("past", "ahead"):
        return m
    if len(known) == 1:
        return replace(m, direction=min(known), rule=f"{m.rule}+same")
    if m.direction == "weak":  # a month or date is the nearest one
        near = m.spec.kind == "date" and m.spec.weekday is None and m.spec.year is None
        return replace(m, direction="unknown" if near else "ahead")
    return m


def _same(m: TimeMention) -> tuple:
    s = m.spec
    return (s.kind, s.weekday, s.month, s.day, s.year, s.shift, s.unit, s.name)
