"""Rules for durations, sets of times, clock times and vague references: two years, every few months, 6:40 p.m., now."""

from __future__ import annotations

import re

from summitry.extract.times import words as w
from summitry.extract.times.grammar import Rule, rule, shift_of
from summitry.extract.times.mention import TimeSpec

RULES: list[Rule] = []
AMOUNT = rf"(?:(?P<about>{w.ABOUT})_)?(?P<number>{w.NUMBER}|{w.VAGUE_NUMBER})"


@rule(RULES, "DURATION", "unit", rf"""\b(?:(?:the|these|this)_)?(?P<shift>last|past|previous|next|coming|following)_
      (?:(?P<number>{w.NUMBER}|{w.VAGUE_NUMBER})_)?(?P<unit>{w.UNIT})\b(?!-)""", any_case=True)  # fmt: skip
def shifted_duration(match: re.Match[str]) -> TimeSpec | None:
    if match["number"] is None and not match["unit"].lower().endswith("s"):
        return None
    if match["number"] is None and match["shift"].lower() == "coming":
        return None  # "the coming days" are no length but the future
    number = w.number_value(match["number"]) if match["number"] else None
    return TimeSpec(kind="duration", number=number, unit=w.unit_name(match["unit"]), shift=shift_of(match))


@rule(
    RULES,
    "DURATION",
    "unit",
    r"\bfor_(?P<span>the_(?P<unit>day|night|weekend))\b(?!-|_(?:of|after|before|when|that)\b)",
)
def for_the_day(match: re.Match[str]) -> TimeSpec | None:
    """ "Flew in for the day": how long, not when."""
    return TimeSpec(kind="duration", number=1, unit=w.unit_name(match["unit"]))


@rule(RULES, "SET", "unit", r"""(?:(?:once|twice|times|[\d,.]+(?:_(?:million|billion|percent|people|tons
      |barrels))?)_(?=an?_)|\b(?=per_))
      (?P<span>(?:an?|per)_(?P<unit>hour|day|week|month|quarter|year))\b(?![-_](?:old|ago|later|earlier|before
      |after))""", any_case=True)  # fmt: skip
def rate(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="set", number=1, unit=match["unit"].lower(), name="rate")


@rule(RULES, "DURATION", "unit", rf"""(?<![\w.,$€£-])(?P<span>{AMOUNT}[-_](?:(?:consecutive|straight|more|full|whole
      |long|additional|solid
      |short|other|successive)_)?(?P<unit>{w.UNIT})(?P<old>[-_]olds?\b)?(?P<half>_and_an?[-_]half)?)(?![\w-])
      (?P<way>_(?:after|before|since|following|into)\b)?""", any_case=True)  # fmt: skip
def duration(match: re.Match[str]) -> TimeSpec | None:
    """A length; `name` keeps "after", "before" or "since" where it follows ("73 years after the Holocaust")."""
    number = w.number_value(match["number"])
    if number is not None and match["half"]:
        number += 0.5
    return TimeSpec(kind="duration", number=number, unit=w.unit_name(match["unit"]),
                    mod="APPROX" if match["about"] else None,
                    name=match["way"] and match["way"].strip().lower())  # fmt: skip


@rule(
    RULES,
    "DURATION",
    "unit",
    r"""\b(?:[Ff]or|in|[Aa]fter|over|[Ww]ithin|[Ff]ollow(?:s|ed|ing)|[Dd]espite)_
      (?P<span>(?P<unit>days|weeks|months|years|decades|centuries|hours|minutes))\b(?!_(?:to_come|ago|later))""",
)
def bare_duration(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="duration", unit=w.unit_name(match["unit"]), name="bare")


@rule(RULES, "SET", "repeat",
      rf"""\b(?:every|each)_(?:(?P<number>{w.NUMBER}|{w.VAGUE_NUMBER}|other)_)?(?:(?P<unit>{w.UNIT})
      |(?P<weekday>{w.WEEKDAY}))\b|\b(?P<adverb>daily|weekly|monthly|quarterly|annually|yearly|hourly)\b
      |\b(?P<days>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)\b""", any_case=True)  # fmt: skip
def every(match: re.Match[str]) -> TimeSpec | None:
    if day := match["weekday"] or match["days"]:
        return TimeSpec(kind="set", number=1, unit="week", weekday=w.weekday_number(day))
    if match["adverb"]:
        unit = {"daily": "day"}.get(match["adverb"].lower()) or match["adverb"].lower().removesuffix("ly")
        return TimeSpec(kind="set", number=1, unit={"annual": "year"}.get(unit, unit))
    number = 1.0 if match["number"] is None else 2.0 if match["number"] == "other" else w.number_value(match["number"])
    return TimeSpec(kind="set", number=number, unit=w.unit_name(match["unit"]))


@rule(RULES, "TIME", "part", r"\b(?P<word>midday)\b")
def clock_word(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="clock", hour=12, minute=0, name=match["word"])


@rule(RULES, "DATE", "vague", r"""\b(?:(?:right_now|just_now
      |(?:(?<=by[ ])|(?<=until[ ])|(?<=to[ ]))now|now(?!_that\b))(?!-)|currently|at_present
      |at_the_moment|nowadays)\b""",
      any_case=True)  # fmt: skip
def present(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="vague", name="PRESENT_REF")


@rule(RULES, "DATE", "vague", r"""\b(?:(?:very_|more_|most_|just_)?recently|lately|the_past(?=[.,;:!?'\"”’]|_(?:and|that
      |is|was|but)\b)|in_the_(?:recent_|distant_)?past
      (?!_(?:\w+_){0,3}(?:days?|weeks?|months?|years?|decades?|century|hours?|quarters?)\b)|recent_(?:days
      |weeks|months|years|decades|times))\b""", any_case=True)  # fmt: skip
def past(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="vague", name="PAST_REF")


@rule(RULES, "DATE", "vague", r"""\b(?:the_coming_(?:days|weeks|months|years|decades)
      |in_the_(?:near_|immediate_|distant_|not_too_distant_|not-too-distant_)?future
      |the_foreseeable_future
      |the_(?:near_)?future(?=[.,;:!?'\"”’]|_(?:and|that|is|was|but)\b))\b""", any_case=True)  # fmt: skip
def future(match: re.Match[str]) -> TimeSpec | None:
    return TimeSpec(kind="vague", name="FUTURE_REF")
