"""Rules for dates told by their numbers and names: 27 February 2019, 2/27/2019, the 1990s, Q3, Victory Day."""

from __future__ import annotations

import re

from summitry.extract.times import words as w
from summitry.extract.times.feasts import feasts, once_year
from summitry.extract.times.grammar import Rule, edge_of, rule, shift_of, year_of
from summitry.extract.times.mention import TimeSpec

RULES: list[Rule] = []
# What may not stand before a number or name that is a date: letters, currencies, decimal points, slashes.
FREE = r"(?<![\w$£€¥#.,/:@&+-])"
AFTER_DAY = r"(?:(?<=[ (]\d-)|(?<=[ (]\d\d-))(?=\d{1,2}[ ]+[A-Z][a-z.]+(?![ ]\d\d?\b))"  # the 8 of "6-8 April"
WORD = r"(?<![\w/@#-])"
EDGE = r"""(?:(?:[Tt]he_)?(?P<edge>[Ee]arly|[Ll]ate|[Mm]id)(?:-(?:to-late-)?|_(?:in_)?)
    |(?:[Tt]he_)?(?P<edge2>[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd|[Cc]lose)_of_)?"""
SHIFT = r"""(?P<shift>[Ll]ast|[Tt]his_past|[Tt]his_coming|[Tt]his|[Nn]ext|(?:[Tt]he_)?(?:following|previous
      |coming|upcoming)
    |[Tt]he_same)"""
OF_YEAR = rf"(?:(?:,_?|,?_of_|_)(?P<year>{w.YEAR}))"


def _calendar_day(match: re.Match[str]) -> TimeSpec:
    weekday = match.groupdict().get("weekday")
    return TimeSpec(
        kind="date",
        year=year_of(match),
        month=w.month_number(match["month"]),
        day=w.ordinal_value(match["day"] + "th" if match["day"].isdigit() else match["day"]),
        weekday=w.weekday_number(weekday) if weekday else None,
        shift=shift_of(match),
    )


@rule(
    RULES,
    "DATE",
    "number",
    r"""\bSept(?:ember|\.)?_11(?:th)?(?=,?_(?:terror|attack|hijack|bombing|commission|Commission|plot))
      |(?<![\w/])9/11(?![\w/])""",
)
def attacks_of_2001(match: re.Match[str]) -> TimeSpec | None:
    """The one day of recent history that is named by its numbers."""
    return TimeSpec(kind="date", year=2001, month=9, day=11)


@rule(RULES, "DATE", "month", rf"""{WORD}(?:(?P<weekday>{w.WEEKDAY}),?_(?:the_)?|(?P<shift>[Ll]ast|[Tt]his|[Nn]ext)_)?
      (?P<month>{w.MONTH})_(?:the_)?(?P<day>{w.DAY})(?!_(?:percent|per_cent|million|billion|people)\b)
      (?:{OF_YEAR}|,_'(?P<short>\d\d)\b)?""")  # fmt: skip
def month_day(match: re.Match[str]) -> TimeSpec | None:
    return _calendar_day(match)


@rule(RULES, "DATE", "month", rf"""(?:{FREE}|{AFTER_DAY})(?:(?P<weekday>{w.WEEKDAY}),?_)?(?:the_)?
      (?P<day>{w.DAY})(?:_day)?(?:_of)?[-_](?P<month>{w.MONTH})(?:{OF_YEAR}|-(?P<year2>{w.YEAR}))?""")  # fmt: skip
def day_month(match: re.Match[str]) -> TimeSpec | None:
    spec = _calendar_day(match)
    return spec if not match["year2"] else _numeric(int(match["year2"]), spec.month or 0, spec.day or 0)


@rule(RULES, "DATE", "month", rf"""\b[Tt]he_(?P<word>{w.ORDINAL})(?:_day)?_of_(?P<month>{w.MONTH}){OF_YEAR}?""")
def ordinal_of_month(match: re.Match[str]) -> TimeSpec | None:
    """ "The second of March, 1998"."""
    day = w.ordinal_value(match["word"])
    return TimeSpec(kind="date", year=year_of(match), month=w.month_number(match["month"]), day=day)


@rule(RULES, "TIME", "month",
      rf"""\b(?:[Tt]he_)?(?:early_|late_)?(?P<part>{w.PART})_of_(?:(?P<weekday>{w.WEEKDAY}),?_)?(?:the_)?
      (?:(?P<month>{w.MONTH})_(?P<day>{w.DAY})|(?P<day2>{w.DAY})_(?P<month2>{w.MONTH})){OF_YEAR}?""")  # fmt: skip
def part_of_date(match: re.Match[str]) -> TimeSpec | None:
    """ "The morning of Feb. 3"."""
    day, month = match["day"] or match["day2"], match["month"] or match["month2"]
    return TimeSpec(kind="date", year=year_of(match), month=w.month_number(month),
                    day=w.ordinal_value(day + "th" if day.isdigit() else day), part=w.PARTS[match["part"]])  # fmt: skip


@rule(RULES, "DATE", "weekday",
      rf"""{FREE}(?P<weekday>{w.WEEKDAY}),?_(?:the_)?(?P<day>(?:3[01]|[12]?\d)(?:st|nd|rd|th))\b
      (?!_(?:anniversary|century|time|round))""")  # fmt: skip
def weekday_day(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="date", day=w.ordinal_value(match["day"]), weekday=w.weekday_number(match["weekday"]))


@rule(RULES, "DATE", "month", rf"{WORD}{EDGE}(?P<month>{w.MONTH})(?:,?_of)?,?_(?P<year>{w.YEAR})(?![\w%]|[.,]\d)")
def month_year(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="date", year=year_of(match), month=w.month_number(match["month"]), mod=edge_of(match))


@rule(RULES, "DATE", "month",
      rf"""{WORD}(?:(?P<day2>{w.DAY})_)?{EDGE}(?P<month>{w.MONTH})(?:_(?P<day>{w.DAY}))?,?_(?:of_)?
      (?P<shift>last|this|next|the_same|that_same|that|the_following|the_previous)_year\b""")  # fmt: skip
def month_of_year(match: re.Match[str]) -> TimeSpec | None:
    digits = re.match(r"\d*", match["day"] or match["day2"] or "").group()
    day = int(digits) if digits else None
    name = "narrative" if match["shift"].split()[0] in ("the", "that") else None
    return TimeSpec(kind="date", month=w.month_number(match["month"]), day=day, unit="year", shift=shift_of(match),
                    mod=edge_of(match), name=name)  # fmt: skip


@rule(RULES, "DATE", "month", rf"{WORD}(?:{SHIFT}_)?{EDGE}(?P<month>{w.MONTH})(?!_\d)")
def month_alone(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="date", month=w.month_number(match["month"]), shift=shift_of(match), mod=edge_of(match))


def _numeric(year: int, month: int, day: int) -> TimeSpec | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return TimeSpec(kind="date", year=year, month=month, day=day)


@rule(RULES, "DATE", "number", rf"""{FREE}{EDGE}(?P<year>{w.YEARISH})(?![\w%°]|[,.:]\d|/\d(?!\d\b(?!/))
      |-[A-Za-z]|[-–]\d(?!\d{{3}}\b|\d\b))
      (?!_(?:percent|per_cent|million|billion|GMT|UTC|hours|hrs|local_time|EST|EDT|km|kilomet|miles|feet|lbs?
      |kg|MHz|p\.?m|B\.?C\.?E?)\b)
      (?!['’]s_(?:crew|engine))""")  # fmt: skip
def year(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="date", year=year_of(match), mod=edge_of(match))


@rule(RULES, "DATE", "number", rf"\b[Tt]he_year_(?P<year>{w.YEAR})(?![\w%°-]|[,.:]\d)")
def the_year(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="date", year=year_of(match))


@rule(RULES, "DATE", "month", rf"\b[Tt]he_month_of_(?P<month>{w.MONTH})(?:,?_(?P<year>{w.YEAR}))?(?!\w)")
def the_month(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="date", year=year_of(match), month=w.month_number(match["month"]))


@rule(RULES, "DATE", "number", rf"""(?<=\d[-–])(?<=\d\d\d\d.)(?P<year>{w.YEARISH})(?![\w%]|[,.:/-]\d|-[A-Za-z])
      |(?<![\w$€£.,-])(?P<first>(?:1[5-9]|20)\d\d)[-–/](?P<span>(?P<short>\d\d))(?![\w%]|[.,:/-]\d)
      (?P<season>_(?:season|school|academic|budget|fiscal|financial|winter|campaign|period|term|year)\b)?
      """)  # fmt: skip
def year_range_end(match: re.Match[str]) -> TimeSpec | None:
    """The second year of "2009-2010", of "the 1990-95 period"; 2010-11 may be a month unless it is a season."""
    if match["year"]:
        return TimeSpec(kind="date", year=year_of(match))
    year = int(match["first"]) // 100 * 100 + int(match["short"])
    if year <= int(match["first"]) or (int(match["short"]) <= 12 and not match["season"]):
        return None
    return TimeSpec(kind="date", year=year)


@rule(RULES, "DATE", "number", r"""\b[Oo]n_(?P<span>the_(?P<day>(?:3[01]|[12]?\d)(?:st|nd|rd|th))(?:_of_(?P<shift>this
      |last|next|the)_month)?)
      (?!_(?:of|century|anniversary|[A-Za-z]*_?(?:floor|day|hole|minute|time|lap|street|round|page))\b)(?!\w
      |-)""")  # fmt: skip
def day_of_month(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="date", day=w.ordinal_value(match["day"]), unit="month" if match["shift"] else None,
                    shift=shift_of(match))  # fmt: skip


@rule(
    RULES,
    "DATE",
    "season",
    rf"""\b{EDGE}(?:(?P<shift>[Ll]ast|[Tt]his_past|[Tt]his_coming|[Tt]his|[Nn]ext|[Tt]he_following|[Tt]he)_)?
      (?P<season>{w.SEASON})(?:,?(?:_of)?_(?P<year>{w.YEAR})(?:[-–/]\d\d(?:\d\d)?)?)?\b(?!_(?:[A-Z]\w+|of\b)|['’-])""",
)
def season(match: re.Match[str]) -> TimeSpec | None:
    """ "Spring 2018", "last summer", "early autumn"; a season alone ("in the summer") is no time of its own."""
    shift = shift_of(match) if (match["shift"] or "").lower() != "the" else None
    if match["year"] is None and shift is None and edge_of(match) is None:
        return None
    name = w.SEASONS[match["season"].lower()]
    return TimeSpec(kind="season", name=name, year=year_of(match), shift=shift, mod=edge_of(match))


@rule(
    RULES,
    "DATE",
    "season",
    r"""\b(?:in|by|since|until|till|during|before|after|through|from|for
      |over|throughout|(?:spen[dt]|spending|surviv(?:e|ed|ing)|last(?:ed|ing)?|most_of|much_of|rest_of))_
      (?P<span>the_(?:coming_)?(?P<season>spring|summer|fall|autumn|winter)
      |(?P<bare>spring|summer|autumn|winter))\b
      (?!_(?:of|[a-z]+s)\b|['’-])""",
    any_case=True,
)
def the_season(match: re.Match[str]) -> TimeSpec | None:
    """ "In the spring", "by summer": the one the sentence looks to."""
    return TimeSpec(kind="season", name=w.SEASONS[(match["season"] or match["bare"]).lower()])


@rule(RULES, "DATE", "season", r"(?<![\w’'-])(?:spring|summer|autumn|winter|Spring|Winter|Autumn)(?=_[a-z]+s\b)")
def season_subject(match: re.Match[str]) -> TimeSpec | None:
    """ "Spring shows signs of hope": a season that does something (see `filters`)."""
    return TimeSpec(kind="season", name=w.SEASONS[match.group().lower()])


@rule(RULES, "DATE", "unit", r"\b[Mm]id-?(?P<unit>year|week|month)(?![\w-])")
def middle_of_unit(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="unit", unit=match["unit"], shift=0, mod="MID")


@rule(
    RULES,
    "DATE",
    "number",
    r"""\b(?P<the>[Tt]he_)?(?:(?P<edge>[Ee]arly|[Ll]ate|[Mm]id)(?:-to-late|-to-mid)?[-_])?
      (?:(?P<year>(?:1[5-9]|20)\d0)['’]?s\b|(?<![\w$£€.,-])(?P<short>['’‘]?[2-9]0)['’]?s\b)
      |(?<!\w)(?P<short2>['’‘][2-9]0)['’]?s\b""",
)
def decade(match: re.Match[str]) -> TimeSpec | None:
    """ "The 1990s", "the early 80s", "'60s", "the 70s and 80s"; "in his 60s" and bare numbers are ages and counts."""
    digits = match["year"] or (match["short"] or match["short2"]).strip("'’‘")
    bare = match["short"] and not match["the"] and not edge_of(match)
    if bare and not SECOND_DECADE.search(match.string, max(0, match.start() - 24), match.start()):
        return None
    return TimeSpec(kind="decade", year=int(digits) if len(digits) == 4 else 1900 + int(digits), mod=edge_of(match))


SECOND_DECADE = re.compile(r"\bthe (?:early |late |mid-)?['’]?[2-9]0['’]?s (?:and|or|to) ['’]?$")


@rule(RULES, "DATE", "decade", r"""\b[Tt]he_(?:(?P<edge>early|late|mid)[-_])?
      (?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b""")  # fmt: skip
def decade_word(match: re.Match[str]) -> TimeSpec | None:
    tens = next(n for n, word in enumerate(w.TENS, 2) if match["word"].startswith(word[:4]))
    return TimeSpec(kind="decade", year=1900 + 10 * tens, mod=edge_of(match))


@rule(
    RULES,
    "DATE",
    "unit",
    rf"\b(?:[Tt]he_)?(?:(?P<edge>[Ee]arly|[Ll]ate|[Mm]id)[-_])?(?P<ordinal>{w.ORDINAL})[-_][Cc]entury\b",
)
def century(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="century", number=w.ordinal_value(match["ordinal"]), mod=edge_of(match))


def _feast_rule() -> Rule:
    """The names in `knowledge/feasts.csv`, written as there."""
    names = sorted({n.strip() for r in feasts().values() for n in (r["name"], *r["aliases"].split(";")) if n.strip()})
    found = "|".join(re.escape(n).replace(r"\ ", "[ ]") for n in sorted(names, key=len, reverse=True))
    pattern = (
        rf"(?<![\w-])(?:(?P<eve>(?:[Tt]he )?eve of )|(?P<shift>[Ll]ast|[Tt]his|[Nn]ext)[ ])?"
        rf"(?P<name>{found})(?:,?[ ](?P<year>{w.YEAR}))?(?![\w-])"
    )

    def feast(match: re.Match[str]) -> TimeSpec:
        name = feasts()[match["name"].lower()]["name"]
        return TimeSpec(
            kind="feast",
            name=name,
            year=year_of(match) or once_year(name),
            shift=shift_of(match),
            mod="EVE" if match["eve"] else None,
        )

    return Rule("feast", "DATE", "", re.compile(pattern), feast)


RULES.append(_feast_rule())
