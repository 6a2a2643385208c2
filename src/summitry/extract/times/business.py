"""Rules for the periods business news reckons in: third-quarter, fiscal 1998, a year earlier, the first half."""

from __future__ import annotations

import re

from summitry.extract.times import words as w
from summitry.extract.times.grammar import Rule, rule, shift_of, year_of
from summitry.extract.times.mention import TimeSpec

RULES: list[Rule] = []
FISCAL = r"(?:fiscal|financial|business)"
ORDINAL = r"(?:first|second|third|fourth|1st|2nd|3rd|4th|final|last)"
A_YEAR_BEFORE = r"""(?:last_year|(?:previous|prior|preceding)_year|year_(?:previous|before|earlier|ago)
      |a_year_(?:ago|earlier|before|previously)|one_year_(?:ago|earlier|before)|(?P<year>(?:19|20)\d\d))"""


@rule(RULES, "DATE", "unit", rf"""\b(?:[Tt]he_|[Ll]ast_year['’]s_|[Tt]his_year['’]s_)?
      (?:(?P<year3>{w.YEAR})(?:['’]s)?_)?(?:(?P<edge>early|mid|late)[-_])?(?P<fiscal3>{FISCAL}[-_])?
      (?P<ordinal>{ORDINAL})(?P<fiscal>[-_]{FISCAL})?[-_]quarter
      (?:(?:,?_of|_in)?(?:_the)?(?P<fiscal2>_{FISCAL})?(?:_year)?,?_(?:(?P<year>{w.YEAR})
      |(?:of_)?(?P<shift>this|last|next)(?:_{FISCAL})?_year))?(?!\w|-)""", any_case=True)  # fmt: skip
def ordinal_quarter(match: re.Match[str]) -> TimeSpec | None:
    """ "The third quarter", "third-quarter", "last year's fourth quarter", "the 1988 first quarter"."""
    word = match["ordinal"].lower()
    year = year_of(match) or (int(match["year3"]) if match["year3"] else None)
    shift = shift_of(match)
    if owner := re.match(r"(last|this) +year", match.group(), re.IGNORECASE):
        shift = -1 if owner.group(1).lower() == "last" else 0
    if word == "last" and year is None and shift is None:
        return TimeSpec(kind="unit", unit="quarter", shift=-1)
    number = 4 if word in ("last", "final") else w.ordinal_value(word)
    is_fiscal = match["fiscal"] or match["fiscal2"] or match["fiscal3"]
    return TimeSpec(kind="quarter", number=number, year=year, shift=shift, name="fiscal" if is_fiscal else None)


@rule(
    RULES,
    "DATE",
    "number",
    rf"\b(?P<letter>[QH])(?P<number>[1-4])(?:(?:_of)?,?_?(?P<year>{w.YEAR}|['’]\d\d\b))?(?![\w-])",
)
def short_quarter(match: re.Match[str]) -> TimeSpec | None:
    kind = "quarter" if match["letter"] == "Q" else "half"
    number = int(match["number"])
    return None if kind == "half" and number > 2 else TimeSpec(kind=kind, number=number, year=year_of(match))


@rule(RULES, "DATE", "vague", rf"""\b[Tt]he_(?P<ordinal>first|second|latter)[-_]half_of_
      (?:(?P<year>{w.YEAR})|(?P<shift>this|last|next|the)_year)\b
      |\b(?:[Tt]he_)?(?P<ordinal2>first|second)-half(?=_[a-z])
      |\b(?:[Ii]n|[Ff]or|[Dd]uring)_(?P<span>the_(?P<ordinal3>first|second)[-_]half)\b(?!_of\b)""")  # fmt: skip
def ordinal_half(match: re.Match[str]) -> TimeSpec | None:
    """ "The second half of last year"; "in the first half" alone may be a match's (see `filters`)."""
    first = (match["ordinal"] or match["ordinal2"] or match["ordinal3"]) == "first"
    return TimeSpec(kind="half", number=1 if first else 2, year=year_of(match), shift=shift_of(match))


@rule(RULES, "DATE", "number",
      rf"""\b(?:[Tt]he_)?(?:[Ff]iscal|[Ff]inancial)(?:_[Yy]ear)?_['’]?(?P<year>{w.YEAR}|\d\d\b)(?!\w)
      |\bFY_?['’]?(?P<year2>{w.YEAR}|\d\d\b)(?!\w)""")  # fmt: skip
def fiscal(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="fiscal", year=w.year_value(match["year"] or match["year2"]))


@rule(
    RULES,
    "DATE",
    "period",
    rf"""\bthe_(?:same|corresponding|comparable|similar|like)_
      (?:(?:three|six|nine|\d+)[-_]months?_)?(?P<unit>period|quarter|month|week|time|day|point|stage)_
      (?:(?:of|in|from)_)?(?:the_)?{A_YEAR_BEFORE}\b""",
    any_case=True,
)
def same_period(match: re.Match[str]) -> TimeSpec | None:
    """ "The same month a year ago": that month of the year before; "the same period": whatever the story tells of."""
    if match["year"] and match["unit"].lower() in ("quarter", "month"):
        return TimeSpec(kind="unit", unit=match["unit"].lower(), shift=0, year=int(match["year"]), name="narrative")
    if match["year"]:
        return TimeSpec(kind="date", year=int(match["year"]))
    return TimeSpec(kind="offset", number=1, unit="year", shift=-1, name="narrative")


@rule(
    RULES,
    "DATE",
    "period",
    r"""\b(?:(?:the|a|its)_)?(?P<way>year[-–](?:earlier|ago))(?:_(?:first|second|third|fourth))?
      (?:[-_](?:period|quarter|month|week|level))?\b|\b(?P<latest>[Tt]he_latest_(?P<unit>quarter|month|week|year))\b
      |\bthe_(?P<before>(?:year|quarter|month|week)_(?:previous|ago|earlier))\b
      |\b(?P<prior>(?:the_)?(?:prior|preceding|year[-_]before)_(?P<unit2>quarter|month|week|year|period))\b
      |\b(?P<earlier>a_year_(?:before|previously|ago)(?=_period))""",
)
def year_earlier(match: re.Match[str]) -> TimeSpec | None:
    """The periods business news compares with."""
    if match["latest"]:
        return TimeSpec(kind="unit", unit=match["unit"], shift=-1)
    unit = "year"
    if match["before"]:
        unit = match["before"].split()[0]
    elif match["prior"] and "before" not in match["prior"] and match["unit2"] != "period":
        unit = match["unit2"]
    return TimeSpec(kind="offset", number=1, unit=unit, shift=-1, name="narrative")


@rule(
    RULES,
    "DATE",
    "unit",
    r"\b(?:[Ii]n|[Ff]or|[Dd]uring|[Oo]ver|of)_(?P<span>the_(?:full_|whole_|entire_)?quarter)\b(?!-)",
)
def told_quarter(match: re.Match[str]) -> TimeSpec | None:
    """ "Sales in the quarter": the one the story tells of, else the one last over."""
    return TimeSpec(kind="unit", unit="quarter", shift=0, name="narrative")


@rule(RULES, "DATE", "unit", r"\b[Ff]or_(?P<span>(?:the_)?(?:full|whole|entire)_year|the_year(?=[.,]))\b(?!-)")
def told_year(match: re.Match[str]) -> TimeSpec | None:
    """ "A loss for the full year": the one the story tells of."""
    return TimeSpec(kind="unit", unit="year", shift=0, name="narrative")


@rule(RULES, "DATE", "unit", r"\b[Tt]he_(?:fiscal|financial)_year\b(?!-|_\d)")
def fiscal_year(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="unit", unit="year", shift=0, name="fiscal")


@rule(RULES, "DURATION", "unit",
      rf"""\b(?:the_)?(?:first|last|final)_(?P<number>{w.NUMBER})_(?P<unit>months|weeks|quarters)
      (?=_(?:of|ended|ending|this|last)\b)|\bthe_(?P<first>first_)(?P<number2>{w.NUMBER})_(?P<unit2>months|weeks)\b
      |\bthe_(?:(?P<number3>{w.NUMBER})_)?(?P<unit3>months|weeks|years?)(?=_(?:ended|ending)_|(?<=s)_(?:to|through)_)
      """)  # fmt: skip
def ended_period(match: re.Match[str]) -> TimeSpec | None:
    """ "The nine months ended Sept. 30", "the first six months of 1998", "the year ended Aug. 31": lengths of time."""
    number = match["number"] or match["number2"] or match["number3"] or "one"
    unit = match["unit"] or match["unit2"] or match["unit3"]
    return TimeSpec(kind="duration", number=w.number_value(number), unit=w.unit_name(unit))
