"""The grammar of time expressions in English news: patterns over the text, each with what its words mean.

A rule is a name, a TIMEX3 type, a pattern and a function from the match to a TimeSpec (None: not a time after all).
`find_spans` runs them all and keeps the longest of what overlaps. Syntax is not looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from summitry.extract.times import words as w
from summitry.extract.times.feasts import feasts
from summitry.extract.times.mention import TimeSpec

Build = Callable[[re.Match[str]], TimeSpec | None]


class Rule(NamedTuple):
    name: str
    type: str
    pattern: re.Pattern[str]
    build: Build


class Found(NamedTuple):
    start: int
    end: int
    rule: str
    type: str
    spec: TimeSpec


RULES: list[Rule] = []
SHIFTS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "the": 0, "same": 0, "next": 1, "coming": 1,
          "following": 1, "upcoming": 1, "this past": -1, "this coming": 1, "this very": 0, "that": 0, "this same": 0}  # fmt: skip
MODS = {"early": "START", "beginning": "START", "start": "START", "earlier": "BEFORE", "mid": "MID", "middle": "MID",
        "late": "END", "end": "END", "later": "AFTER"}  # fmt: skip
EDGE = r"(?:(?P<edge>[Ee]arly|[Ll]ate|[Mm]id)(?:[- ](?:in )?|\s)|[Tt]he (?P<edge2>beginning|start|middle|end) of )?"
BEFORE = r"(?<![\w$£€#.,/-])"
BEFORE_WORD = r"(?<![\w/])"


def rule(type_: str, pattern: str, *, flags: int = 0) -> Callable[[Build], Build]:
    """Register a function as the meaning of a pattern."""

    def register(build: Build) -> Build:
        RULES.append(Rule(build.__name__.strip("_"), type_, re.compile(pattern, flags), build))
        return build

    return register


def _mod(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    word = groups.get("edge") or groups.get("edge2")
    return MODS[word.lower()] if word else None


def _year(match: re.Match[str]) -> int | None:
    digits = match.groupdict().get("year")
    return w.year_value(digits) if digits else None


def _day(digits: str) -> int:
    return int(re.match(r"\d+", digits).group())


def _part(match: re.Match[str]) -> str | None:
    word = match.groupdict().get("part")
    return w.PARTS[word.lower()] if word else None


PART_AFTER = rf"(?: (?P<part>{w.PART}))?"


@rule("DATE", rf"{BEFORE_WORD}(?:(?P<weekday>{w.WEEKDAY}),? (?:the )?)?{EDGE}(?P<month>{w.MONTH}) (?:the )?(?P<day>{w.DAY})"
      rf"(?:(?:,|,? of)? ?(?P<year>{w.YEAR})|,? '(?P<short>\d\d)\b)?(?! ?(?:percent|per cent|%|million|billion|[ap]\.?m\b))")  # fmt: skip
def month_day(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="date", year=_year(match), month=w.month_number(match["month"]), day=_day(match["day"]),
                    weekday=w.weekday_number(match["weekday"]) if match["weekday"] else None)  # fmt: skip


@rule("DATE", rf"{BEFORE}(?:(?P<weekday>{w.WEEKDAY}),? )?(?:the )?(?P<day>{w.DAY})(?: day)?(?: of)?[ -](?P<month>{w.MONTH})"
      rf"(?:(?:,|,? of|-)? ?(?P<year>{w.YEAR}))?")  # fmt: skip
def day_month(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="date", year=_year(match), month=w.month_number(match["month"]), day=_day(match["day"]),
                    weekday=w.weekday_number(match["weekday"]) if match["weekday"] else None)  # fmt: skip


@rule("DATE", rf"{BEFORE_WORD}{EDGE}(?P<month>{w.MONTH})(?:,| of)? ?(?P<year>{w.YEAR})")
def month_year(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="date", year=_year(match), month=w.month_number(match["month"]), mod=_mod(match))


@rule(
    "DATE",
    rf"{BEFORE_WORD}{EDGE}(?P<month>{w.MONTH}),? (?:of )?(?P<shift>last|this|next|the same|the following|the previous) year",
)
def month_of_year(match: re.Match[str]) -> TimeSpec | None:
    shift = SHIFTS[match["shift"].removeprefix("the ")]
    return TimeSpec(kind="date", month=w.month_number(match["month"]), unit="year", shift=shift, mod=_mod(match))


@rule(
    "DATE",
    rf"{BEFORE_WORD}(?:(?P<shift>[Ll]ast|[Tt]his past|[Tt]his coming|[Tt]his|[Nn]ext|[Tt]he following) )?{EDGE}(?P<month>{w.MONTH})",
)
def month_alone(match: re.Match[str]) -> TimeSpec | None:
    shift = match["shift"] and SHIFTS[match["shift"].lower().removeprefix("the ")]
    return TimeSpec(kind="date", month=w.month_number(match["month"]), shift=shift, mod=_mod(match))


@rule("DATE", r"(?<![\w$.,/-])(?P<year>1\d\d\d|20\d\d)-(?P<month>0\d|1[0-2])-(?P<day>[0-2]\d|3[01])(?![\w-])")
def iso_date(match: re.Match[str]) -> TimeSpec | None:
    return _numeric(int(match["year"]), int(match["month"]), int(match["day"]))


@rule("DATE", r"(?<![\w$.,/-])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<year>(?:19|20)?\d\d)(?![\w/-]|[.,]\d)")
def numeric_date(match: re.Match[str]) -> TimeSpec | None:
    """Month first with a slash (American) unless only the other order fits; day first with full stops."""
    a, b = int(match["a"]), int(match["b"])
    if (match["s"] == "-" or match["s"] == ".") and len(match["year"]) == 2:
        return None
    day_first = match["s"] == "." or a > 12
    return _numeric(w.year_value(match["year"]), b if day_first else a, a if day_first else b)


def _numeric(year: int, month: int, day: int) -> TimeSpec | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return TimeSpec(kind="date", year=year, month=month, day=day)


@rule(
    "DATE",
    rf"{BEFORE}{EDGE}(?P<year>1[5-9]\d\d|20\d\d)(?![\w%]|[,.:/-]\d|-[a-z])(?! (?:percent|per cent|million|billion|GMT|UTC|hours|hrs))",
)
def year(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="date", year=_year(match), mod=_mod(match))


@rule(
    "DATE",
    r"\b[Tt]he (?P<day>\d{1,2}(?:st|nd|rd|th))(?= (?:of (?:this|the|last|next) month)?)(?! (?:century|anniversary|[a-z]+|[A-Z]))(?P<m> of (?:this|the|last|next) month)?",
)
def day_of_month(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="date", day=_day(match["day"]))


@rule("DATE", rf"{BEFORE_WORD}(?:(?P<shift>[Ll]ast|[Tt]his past|[Tt]his coming|[Tt]his|[Nn]ext|[Tt]he following|[Tt]he previous) |(?P<edge>[Ee]arly|[Ll]ate) )?"
      rf"(?P<weekday>{w.WEEKDAY})(?! ?(?:Times|Telegraph|Mirror|Herald|Mail|Night Live|Express|Post|Night Football))")  # fmt: skip
def weekday(match: re.Match[str]) -> TimeSpec | None:
    shift = match["shift"] and SHIFTS[match["shift"].lower().removeprefix("the ")]
    return TimeSpec(kind="weekday", weekday=w.weekday_number(match["weekday"]), shift=shift)


@rule("TIME", rf"{BEFORE_WORD}(?:(?P<shift>[Ll]ast|[Tt]his past|[Tt]his coming|[Tt]his|[Nn]ext|[Tt]he following) )?(?:(?P<edge>[Ee]arly|[Ll]ate|[Mm]id)[- ])?"
      rf"(?P<weekday>{w.WEEKDAY}) (?:(?:early|late|mid)[- ]?)?(?P<part>{w.PART})(?! (?:Live|Football))")  # fmt: skip
def weekday_part(match: re.Match[str]) -> TimeSpec | None:
    shift = match["shift"] and SHIFTS[match["shift"].lower().removeprefix("the ")]
    return TimeSpec(kind="weekday", weekday=w.weekday_number(match["weekday"]), shift=shift, part=_part(match))


@rule(
    "DATE",
    r"\b(?P<word>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]he day before yesterday|[Tt]he day after tomorrow)(?!['’]s? (?:generation|world))",
)
def named_day(match: re.Match[str]) -> TimeSpec | None:
    shifts = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    return TimeSpec(kind="unit", unit="day", shift=shifts[match["word"].lower()])


@rule(
    "TIME",
    rf"\b(?:(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater) )?(?:(?P<word>[Yy]esterday|[Tt]omorrow|[Ll]ast|[Tt]his) (?P<part>{w.PART})|(?P<tonight>[Tt]onight))",
)
def named_part(match: re.Match[str]) -> TimeSpec | None:
    shift = {"yesterday": -1, "tomorrow": 1, "last": -1}.get((match["word"] or "").lower(), 0)
    return TimeSpec(kind="unit", unit="day", shift=shift, part="NI" if match["tonight"] else _part(match))


@rule("DATE", r"\b(?:(?P<edge>[Ee]arly|[Ll]ate|[Mm]id|[Ee]arlier|[Ll]ater)[- ](?:in )?)?(?:[Tt]he )?(?:(?P<edge2>beginning|start|middle|end) of )?"
      r"(?P<shift>[Ll]ast|[Pp]ast|[Pp]revious|[Tt]his past|[Tt]his coming|[Tt]his|[Cc]urrent|[Nn]ext|[Cc]oming|[Uu]pcoming|[Ff]ollowing) "
      r"(?P<unit>week|weekend|fortnight|month|quarter|year|decade|century)(?!['’]?s? ?(?:-|old|long))\b")  # fmt: skip
def deictic_unit(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="unit", unit=w.unit_name(match["unit"]), shift=SHIFTS[match["shift"].lower()], mod=_mod(match))


@rule("DATE", r"\b(?:(?P<edge>[Ee]arly|[Ll]ate|[Mm]id)[- ](?:in )?|(?:[Tt]he )?(?:(?P<edge2>beginning|start|middle|end) of )?)?(?:(?P<shift>last|this past|this coming|this|next|the) )?"
      rf"(?P<season>{w.SEASON})(?:(?:,| of)? (?P<year>{w.YEAR}))?", flags=0)  # fmt: skip
def season(match: re.Match[str]) -> TimeSpec | None:
    if not (match["shift"] or match["year"] or match["edge"]):
        return None
    shift = SHIFTS[match["shift"]] if match["shift"] and match["shift"] != "the" else None
    if match["shift"] == "the" and not match["year"] and match["season"].lower() in ("fall", "spring"):
        return None
    return TimeSpec(
        kind="season", name=w.SEASONS[match["season"].lower()], year=_year(match), shift=shift, mod=_mod(match)
    )


@rule(
    "DATE",
    rf"\b(?:[Tt]he )?(?:(?P<edge>early|mid|late)[- ])?(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th|last)[- ](?P<fiscal>fiscal )?quarter(?:(?: of|,)?(?: fiscal)?(?: year)? (?P<year>{w.YEAR}))?",
)
def ordinal_quarter(match: re.Match[str]) -> TimeSpec | None:
    word = match["ordinal"]
    number = 4 if word == "last" else int(word[0]) if word[0].isdigit() else w.ORDINALS.index(word) + 1
    if word == "last" and not match["year"]:
        return TimeSpec(kind="unit", unit="quarter", shift=-1)
    return TimeSpec(kind="quarter", number=number, year=_year(match), name="fiscal" if match["fiscal"] else None)


@rule("DATE", rf"\b(?P<letter>[QH])(?P<number>[1-4])(?:(?: of|,)? ?(?P<year>{w.YEAR}|['’]\d\d\b))?(?!\w)")
def short_quarter(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(
        kind="quarter" if match["letter"] == "Q" else "half", number=int(match["number"]), year=_year(match)
    )


@rule("DATE", rf"\b[Tt]he (?P<ordinal>first|second) half of (?P<year>{w.YEAR})")
def ordinal_half(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="half", number=1 if match["ordinal"] == "first" else 2, year=_year(match))


@rule(
    "DATE",
    r"\b(?:[Tt]he )?(?:(?P<edge>[Ee]arly|[Ll]ate|[Mm]id)[- ])?(?P<year>(?:1[5-9]|20)\d0)['’]?s\b|\b[Tt]he (?P<short>['’]?[2-9]0)['’]?s\b",
)
def decade(match: re.Match[str]) -> TimeSpec | None:
    digits = match["year"] or match["short"].strip("'’")
    return TimeSpec(kind="decade", year=int(digits) if len(digits) == 4 else 1900 + int(digits), mod=_mod(match))


@rule(
    "DATE",
    rf"\b(?:[Tt]he )?(?:(?P<edge>[Ee]arly|[Ll]ate|[Mm]id)[- ])?(?P<ordinal>\d\d?(?:st|nd|rd|th)|{'|'.join(sorted(w.ORDINALS, key=len, reverse=True))})[- ][Cc]entury",
)
def century(match: re.Match[str]) -> TimeSpec | None:
    word = match["ordinal"]
    number = _day(word) if word[0].isdigit() else w.ORDINALS.index(word) + 1
    return TimeSpec(kind="century", number=number)


@rule("DATE", rf"\b(?:[Ff]iscal(?: year)?|FY) ?['’]?(?P<year>{w.YEAR}|\d\d\b)")
def fiscal(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="fiscal", year=_year(match))


AMOUNT = rf"(?:(?P<about>about|around|some|nearly|almost|roughly|approximately|more than|less than|over|just over|just|at least|only) )?(?P<number>{w.NUMBER}{w.HALF}?|{w.VAGUE_NUMBER})"


@rule(
    "DATE",
    rf"(?<![\w-]){AMOUNT}[ -](?P<unit>{w.UNIT})(?: and a half)? (?P<way>ago|earlier|later|before|afterwards?|previously|hence|from (?:now|today)|prior|back)\b",
    flags=re.I,
)
def offset(match: re.Match[str]) -> TimeSpec | None:
    way = match["way"].lower()
    shift = 1 if way.startswith(("later", "after", "hence", "from")) else -1
    return TimeSpec(kind="offset", number=w.number_value(match["number"]), unit=w.unit_name(match["unit"]), shift=shift,
                    mod="APPROX" if match["about"] or not _exact(match) else None, name=way)  # fmt: skip


def _exact(match: re.Match[str]) -> bool:
    return not re.match("a couple", match["number"].lower())


@rule(
    "DURATION",
    rf"\b(?:[Tt]he |[Tt]hese |[Tt]his )?(?P<shift>[Ll]ast|[Pp]ast|[Pp]revious|[Nn]ext|[Cc]oming|[Ff]ollowing) (?:(?P<number>{w.NUMBER}{w.HALF}?|{w.VAGUE_NUMBER}) )?(?P<unit>{w.UNIT})\b",
)
def shifted_duration(match: re.Match[str]) -> TimeSpec | None:
    if match["number"] is None and not match["unit"].endswith("s"):
        return None
    number = w.number_value(match["number"]) if match["number"] else None
    return TimeSpec(
        kind="duration", number=number, unit=w.unit_name(match["unit"]), shift=SHIFTS[match["shift"].lower()]
    )


@rule(
    "DURATION", rf"(?<![\w.,$-]){AMOUNT}[ -](?P<unit>{w.UNIT})(?P<old>[- ]olds?)?(?: and a half)?(?![\w-])", flags=re.I
)
def duration(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="duration", number=w.number_value(match["number"]), unit=w.unit_name(match["unit"]))


@rule(
    "SET",
    rf"\b(?:every|each) (?:(?P<number>{w.NUMBER}|{w.VAGUE_NUMBER}|other) )?(?P<unit>{w.UNIT})\b|\b(?P<adverb>daily|weekly|monthly|quarterly|annually|yearly|hourly)\b|\bevery (?P<weekday>{w.WEEKDAY})",
    flags=re.I,
)
def every(match: re.Match[str]) -> TimeSpec | None:
    if match["weekday"]:
        return TimeSpec(kind="set", number=1, unit="week", weekday=w.weekday_number(match["weekday"]))
    if match["adverb"]:
        adverb = match["adverb"].lower()
        unit = {"daily": "day", "annually": "year"}.get(adverb) or adverb.removesuffix("ly")
        return TimeSpec(kind="set", number=1, unit=unit)
    number = 2 if match["number"] == "other" else w.number_value(match["number"]) if match["number"] else 1
    return TimeSpec(kind="set", number=number, unit=w.unit_name(match["unit"]))


@rule(
    "TIME",
    r"(?<![\w.,:$-])(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.? ?m\b\.?(?: \(?(?P<zone>GMT|UTC|EST|EDT|ET|CET|CST|PST|PDT|PT|BST|local time|Moscow time)(?: ?[+-] ?\d\d?)?\)?)?",
    flags=re.I,
)
def clock_half(match: re.Match[str]) -> TimeSpec | None:
    hour = int(match["hour"])
    if hour > 12:
        return None
    hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return _clock(match, hour)


@rule("TIME", r"(?<![\w.,:$-])(?P<hour>[01]?\d|2[0-4])[:.]?(?P<minute>[0-5]\d)(?: ?hours| ?hrs)? \(?(?P<zone>GMT|UTC|EST|EDT|CET|CST|PST|PDT|BST|local time)(?: ?[+-] ?\d\d?)?\)?"
      r"|(?<![\w.,:$-])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?![\w:.]\d|:|-\d)")  # fmt: skip
def clock_full(match: re.Match[str]) -> TimeSpec | None:
    return _clock(match, int(match["hour"] or match["h"]))


def _clock(match: re.Match[str], hour: int) -> TimeSpec:
    groups = match.groupdict()
    minute = groups.get("minute") or groups.get("m")
    return TimeSpec(
        kind="clock",
        hour=hour,
        minute=int(minute) if minute else 0,
        zone=w.ZONES.get((groups.get("zone") or "").upper()),
    )


@rule(
    "DATE",
    r"\b(?:(?:right |just |even |until |by )?now(?! (?:that))|currently|at present|at the moment|nowadays|these days)\b",
    flags=re.I,
)
def present(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="vague", name="PRESENT_REF")


@rule(
    "DATE",
    r"\b(?:(?:just |very |more |most )?recently|lately|previously|formerly|in the past|once(?= (?:was|were|had)))\b",
    flags=re.I,
)
def past(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="vague", name="PAST_REF")


@rule(
    "DATE",
    r"\b(?:(?:very )?soon(?! as| after)|in (?:the )?(?:near |coming |not too distant )?future|shortly(?! (?:after|before)))\b",
    flags=re.I,
)
def future(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="vague", name="FUTURE_REF")


def feast_rule() -> Rule:
    """The names in `knowledge/feasts.csv`, capitalised as there."""
    names = [n.strip() for row in feasts().values() for n in (row["name"], *row["aliases"].split(";")) if n.strip()]
    found = "|".join(re.escape(n) for n in sorted(set(names), key=lambda n: (-len(n), n)))
    pattern = rf"\b(?:(?P<shift>last|this|next) )?(?P<name>{found})(?:,? (?P<year>{w.YEAR}))?(?![\w-])"

    def feast(match: re.Match[str]) -> TimeSpec:
        shift = SHIFTS[match["shift"]] if match["shift"] else None
        return TimeSpec(kind="feast", name=feasts()[match["name"].lower()]["name"], year=_year(match), shift=shift)

    return Rule("feast", "DATE", re.compile(pattern), feast)


RULES.append(feast_rule())


def find_spans(text: str) -> list[Found]:
    """Every time expression in a text, longest first where they overlap, in order of the text."""
    found: list[Found] = []
    for name, type_, pattern, build in RULES:
        for match in pattern.finditer(text):
            spec = build(match)
            if spec is not None:
                found.append(Found(match.start(), match.end(), name, type_, spec))
    found.sort(key=lambda f: (f.start - f.end, f.start))
    kept: list[Found] = []
    for one in found:
        if all(one.end <= k.start or one.start >= k.end for k in kept):
            kept.append(one)
    return sorted(kept)
