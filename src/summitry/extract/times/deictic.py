"""Rules for times told from the day of speaking or from another time: Thursday, last week, three days ago."""

from __future__ import annotations

import re

from summitry.extract.times import words as w
from summitry.extract.times.grammar import Rule, edge_of, rule, shift_of, year_of
from summitry.extract.times.mention import TimeSpec
from summitry.knowledge import read_rows

RULES: list[Rule] = []
WORD = r"(?<![\w/@#-])"
SHIFT = r"""(?P<shift>[Ll]ast|[Tt]his_past|[Tt]his_coming|[Tt]his|[Nn]ext
    |(?:[Tt]he_)?(?:following|previous|coming))"""
NAMES = (
    r"(?!_(?:Times|Telegraph|Mirror|Herald|Mail|Night_Live|Night_Football|Express|Post|Tribune|Agreement|Agreements)\b)"
)


@rule(
    RULES,
    "DATE",
    "weekday",
    rf"{WORD}(?:{SHIFT}_|(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater)_(?:on_)?)?(?P<weekday>{w.WEEKDAY}){NAMES}",
)
def weekday(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="weekday", weekday=w.weekday_number(match["weekday"]), shift=shift_of(match),
                    name=_narrative(match))  # fmt: skip


@rule(RULES, "DATE", "weekday", rf"""{WORD}(?P<weekday>{w.WEEKDAY}),?_(?:of_)?(?:(?P<shift>last|this|next|this_past
      |this_coming)_week\b
      |(?P<week>week)\b)""")  # fmt: skip
def weekday_week(match: re.Match[str]) -> TimeSpec | None:
    """ "Thursday next week", "Thursday of last week", British "Thursday week"."""
    shift = 1 if match["week"] else shift_of(match)
    return TimeSpec(kind="weekday", weekday=w.weekday_number(match["weekday"]), shift=shift, unit="week")


@rule(RULES, "TIME", "weekday",
      rf"""{WORD}(?:{SHIFT}_)?(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[-_](?:on_)?)?(?P<weekday>{w.WEEKDAY})
      (?:_at|_in_the)?_(?:(?:early|late|mid)[-_]?)?(?P<part>{w.PART})s?\b(?!_(?:Live|Football))""")  # fmt: skip
def weekday_part(match: re.Match[str]) -> TimeSpec | None:
    if match.group().endswith("s"):
        return None
    return TimeSpec(kind="weekday", weekday=w.weekday_number(match["weekday"]), shift=shift_of(match),
                    part=w.PARTS[match["part"]], name=_narrative(match))  # fmt: skip


@rule(RULES, "TIME", "weekday", rf"""\b(?:the_)?(?:early_|late_)?(?P<part>{w.PART}
      |early_hours)_of_(?:the_)?(?P<weekday>{w.WEEKDAY})""",
      any_case=False)  # fmt: skip
def part_of_weekday(match: re.Match[str]) -> TimeSpec | None:
    part = "MO" if match["part"].startswith("early") else w.PARTS[match["part"]]
    return TimeSpec(kind="weekday", weekday=w.weekday_number(match["weekday"]), part=part)


def _narrative(match: re.Match[str]) -> str | None:
    """ "The following Thursday" is reckoned from the story, "next Thursday" from today."""
    return "narrative" if re.search("following|previous", match.groupdict().get("shift") or "") else None


def _papers() -> str:
    """The names of papers and agencies, as alternatives of a pattern."""
    return "|".join(re.escape(row["publisher"].removeprefix("The ")) for row in read_rows("outlets"))


# "Today's Cabinet" sat today and "today's Haaretz" is of today, "today's Russia" is that of our days.
SITTING = rf"(?:Cabinet|Parliament|Senate|House|Congress|Knesset|Duma|Bundestag|Commons|Council|Court|{_papers()})"
DAY_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}


@rule(RULES, "DATE", "day", rf"""\b(?:(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly)_)?
      (?P<word>the_day_before_yesterday|the_day_after_tomorrow|today|yesterday|tomorrow)\b
      (?P<nowadays>(?=['’]s_(?:world|generation|youth|society|standards?|young|technology|prices|money|market(?:place)?
      |teenagers|students|children|kids|economy|climate|environment)\b
      |['’]s_(?!{SITTING}\b)(?-i:[A-Z][A-Za-z]+)(?=[.,;:!?"”’]|_(?:is|are|has|have|in|and|of|with)\b|\s*$)))?
      (?!['’]?s?_(?:Zaman|Show))""", any_case=True)  # fmt: skip
def named_day(match: re.Match[str]) -> TimeSpec | None:
    if match["word"].isupper():  # USA TODAY
        return None
    if match["nowadays"] is not None:
        return TimeSpec(kind="vague", name="PRESENT_REF")
    return TimeSpec(kind="unit", unit="day", shift=DAY_WORDS[" ".join(match["word"].lower().split())])


@rule(RULES, "TIME", "part", r"""\b(?:(?:early|late|earlier|later)_)?
      (?:(?P<word>yesterday|tomorrow|last|this)_(?:early_|late_)?(?P<part>morning|afternoon|evening|night)\b
      |(?P<tonight>tonight)\b
      (?!_Show))""", any_case=True)  # fmt: skip
def named_part(match: re.Match[str]) -> TimeSpec | None:
    shift = {"yesterday": -1, "tomorrow": 1, "last": -1}.get((match["word"] or "").lower(), 0)
    part = "NI" if match["tonight"] else w.PARTS[match["part"].lower()]
    return TimeSpec(kind="unit", unit="day", shift=shift, part=part)


@rule(RULES, "DURATION", "unit", rf"""\b(?P<span>the_(?P<past>past)_(?P<unit>{w.LONG_UNIT}))\b(?!-)
      |\b(?:over|in|during|within)_(?P<span2>the_(?P<shift>last|next)_(?P<unit2>{w.LONG_UNIT}))\b(?!-|_of\b)""",
      any_case=True)  # fmt: skip
def running_unit(match: re.Match[str]) -> TimeSpec | None:
    """ "The past year", "over the last decade": the year up to now, a length, not the calendar's."""
    unit = match["unit"] or match["unit2"]
    if unit.lower() in ("weekend", "quarter"):
        return None
    shift = 1 if (match["shift"] or "").lower() == "next" else -1
    return TimeSpec(kind="duration", number=1, unit=w.unit_name(unit), shift=shift)


@rule(RULES, "DATE", "unit", rf"""\b(?:(?P<edge>early|late|mid|earlier|later)[-_](?:in_)?|(?:the_)?(?P<edge2>beginning
      |start|middle|end
      |close)_of_)?(?:the_)?(?P<shift>last|past|previous|this_past|this_coming|this|current|next|coming
      |upcoming|following)
      (?:_(?P<fiscal>fiscal|financial|calendar|school|academic))?_(?P<unit>{w.LONG_UNIT})\b(?!-)(?!_(?:old|olds|long
      |period)\b)""",
      any_case=True)  # fmt: skip
def deictic_unit(match: re.Match[str]) -> TimeSpec | None:
    """ "Last week", "early next month"; "the following week" and "the previous year" belong to the story."""
    word, unit = match["shift"].lower(), w.unit_name(match["unit"])
    told = word in ("following", "previous") or (unit == "day" and word in ("next", "last"))
    if unit == "day" and word in ("this", "current", "coming", "upcoming", "past"):
        return None
    name = "narrative" if told else "fiscal" if (match["fiscal"] or "").lower() in ("fiscal", "financial") else None
    return TimeSpec(kind="unit", unit=unit, shift=shift_of(match), mod=edge_of(match), name=name)


@rule(RULES, "DATE", "unit", r"""\b(?:(?P<edge>earlier|later|early|late)_(?:on_)?in_the|(?:the_)?(?P<edge2>end
      |beginning|start|middle|close
      |turn)_of_the)_(?:(?P<fiscal>fiscal|financial|calendar|school|academic)_(?=year))?
      (?P<unit>day|week|month|quarter|year|decade|century)\b(?!-)
      |\b(?P<year>(?:the_)?(?:year['’]s[-_]end|year[-_]end
      |end_of_year|close_of_the_year))\b""", any_case=True)  # fmt: skip
def end_of_unit(match: re.Match[str]) -> TimeSpec | None:
    if match["year"]:
        return TimeSpec(kind="unit", unit="year", mod="END")
    name = "narrative" if match["unit"] == "day" else None
    if match["fiscal"] in ("fiscal", "financial"):
        name = "fiscal"
    return TimeSpec(kind="unit", unit=w.unit_name(match["unit"]), shift=0, mod=edge_of(match), name=name)


@rule(
    RULES,
    "DATE",
    "unit",
    r"\b(?P<span>the_(?:long_)?weekend)\b(?!-|_(?:of|after|before|when)\b)",
    any_case=True,
)
def the_weekend(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="unit", unit="weekend")


@rule(
    RULES,
    "DATE",
    "period",
    r"\b(?:at|by|since|until|before|around|from)_(?P<span>that_time)\b(?!_(?:of|that)\b)",
    any_case=True,
)
def that_time(match: re.Match[str]) -> TimeSpec | None:
    """ "By that time": the time told before, as exact as it was told."""
    return TimeSpec(kind="unit", unit="day", shift=0, name="narrative")


@rule(RULES, "TIME", "part", rf"""\b[Tt]he_(?P<shift>next|following|previous)_(?P<part>{w.PART})\b""")
def told_part(match: re.Match[str]) -> TimeSpec | None:
    """ "The next morning": of the story."""
    return TimeSpec(kind="offset", number=1, unit="day", shift=shift_of(match), part=w.PARTS[match["part"]],
                    name="narrative")  # fmt: skip


@rule(RULES, "TIME", "part", r"""\bin_
      (?P<span>the_(?P<part>morning|afternoon|evening))\b(?!_of\b|-)""")  # fmt: skip
def story_part(match: re.Match[str]) -> TimeSpec | None:
    """ "Arrived in the morning", "left later in the evening": of the story's day."""
    return TimeSpec(kind="unit", unit="day", shift=0, part=w.PARTS[match["part"]], name="narrative")


@rule(RULES, "DATE", "month", rf"""\b(?:[Tt]he_)?(?P<unit>week|weekend)_(?:of|beginning|starting)_
      (?P<month>{w.MONTH})_(?P<day>{w.DAY})
      (?:,?_(?P<year>{w.YEAR}))?""")  # fmt: skip
def week_of(match: re.Match[str]) -> TimeSpec | None:
    """ "The week of May 5"."""
    return TimeSpec(kind="date", year=year_of(match), month=w.month_number(match["month"]),
                    day=w.ordinal_value(match["day"] + "th" if match["day"].isdigit() else match["day"]),
                    unit=match["unit"])  # fmt: skip


@rule(RULES, "DATE", "weekday", rf"""\b(?P<number>{w.NUMBER})_(?P<unit>weeks?)_(?:(?P<from>from)
      |(?P<ago>ago)(?:_on|_last|_this)?)_(?P<weekday>{w.WEEKDAY})""", any_case=True)  # fmt: skip
def weeks_from_weekday(match: re.Match[str]) -> TimeSpec | None:
    """ "A week from Friday", "two weeks ago Monday": that weekday, so many weeks on or back."""
    number = w.number_value(match["number"])
    sign = 1 if match["from"] else -1
    return number and TimeSpec(kind="weekday", weekday=w.weekday_number(match["weekday"]), number=number, shift=sign)


@rule(RULES, "DATE", "unit", r"""\b(?:(?:earlier|later|early|late)_)?(?P<shift>the_same|that_same|that)_
      (?P<unit>day|week|weekend|month|year|morning|afternoon|evening|night)\b""", any_case=True)  # fmt: skip
def that_unit(match: re.Match[str]) -> TimeSpec | None:
    unit = match["unit"].lower()
    return TimeSpec(kind="unit", unit=w.unit_name(unit), shift=0, part=w.PARTS.get(unit), name="narrative")


@rule(RULES, "DATE", "unit", rf"""(?<![\w$€£.,-])(?:(?P<about>{w.ABOUT})_)?(?P<number>{w.NUMBER}|{w.VAGUE_NUMBER})[-_]
      (?P<unit>{w.UNIT})(?P<half>_and_a_half)?_(?P<way>ago|hence|from_now|from(?=_(?:today|tomorrow)\b)|(?:earlier|later|previously|back)(?!_(?:than|to)\b)
      |(?:before|afterwards?|after|prior)(?=[.,;:)”"]|_(?:and|but|when|in)\b
      |\s*$))(?:_(?P<day>today|yesterday|tomorrow)|_this_(?P<same>week|month|year))?\b""",
      any_case=True)  # fmt: skip
def offset(match: re.Match[str]) -> TimeSpec | None:
    """ "Three days ago" from today, "three days later" from the story."""
    way = " ".join(match["way"].lower().split())
    number = w.number_value(match["number"])
    if number is not None and match["half"]:
        number += 0.5
    ahead = way.startswith(("later", "after", "hence", "from"))
    told = way not in ("ago", "hence", "from now", "from", "back")
    loose = bool(match["about"]) or "couple" in match["number"].lower()
    if match["day"] or match["same"]:  # "a year ago today", "ten years ago this month"
        return number and TimeSpec(kind="offset", number=number, unit=w.unit_name(match["unit"]),
                                   shift=1 if ahead else -1, day=DAY_WORDS[(match["day"] or "today").lower()],
                                   name=match["same"] and match["same"].lower())  # fmt: skip
    return TimeSpec(kind="offset", number=number, unit=w.unit_name(match["unit"]), shift=1 if ahead else -1,
                    mod="APPROX" if loose else None, name="narrative" if told else None)  # fmt: skip


@rule(RULES, "DATE", "vague", r"""\b(?:(?:just_)?(?:seconds|minutes|hours|days|weeks|months|years|decades|centuries
      |generations)_(?P<way>ago
      |later|earlier)|(?:not_)?(?:so_)?long_ago|some_time_ago)\b""", any_case=True)  # fmt: skip
def vague_offset(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="vague", name="FUTURE_REF" if (match["way"] or "").lower() == "later" else "PAST_REF")


@rule(
    RULES,
    "DATE",
    "unit",
    r"""\b(?P<span>[Tt]he_(?P<unit>day|night|week|month|year)_(?P<way>before|after))(?=[.,;:)]|_(?:and|but
      |that)\b|\s*$)""",
)
def day_beside(match: re.Match[str]) -> TimeSpec | None:
    """ "The day before", with nothing after it: reckoned from the story."""
    unit = match["unit"]
    return TimeSpec(kind="offset", number=1, unit=w.unit_name(unit), shift=-1 if match["way"] == "before" else 1,
                    part=w.PARTS.get(unit), name="narrative")  # fmt: skip


@rule(RULES, "DATE", "unit", r"""\b(?P<span>[Tt]he_(?P<unit>day|week|month|year)_(?P<way>before|after))_(?=[\w“"‘'])""")
def beside_event(match: re.Match[str]) -> TimeSpec | None:
    """ "The day after the vote": a day only if the vote is dated; `references` sees to that, `filters` to metaphors."""
    return TimeSpec(
        kind="offset", number=1, unit=match["unit"], shift=-1 if match["way"] == "before" else 1, name="event"
    )
