"""What an article says about time, before any day is reckoned: one record per expression.

A `TimeMention` is recognition only. Its `spec` says what the words mean ("a Wednesday", "one month back", "the 27th
of February"), its `direction` whether the sentence looks back or ahead, its `scope` where on the page it stands, and
`reference` from which other mention it is reckoned, when not from the day of publication.
"""

from __future__ import annotations

from summitry.records import record

# What a TimeSpec can be; the fields each kind uses are listed beside it.
KINDS = (
    # number is the last of several days ("3 to 5 March"), name "either" leaves open which figure is the month
    "date",  # year, month, day as far as given ("27 February", "1943", "the 27th", "February"), part, weekday
    "weekday",  # weekday 0 (Monday) to 6, shift (-1 "last", 0 "this", 1 "next", None bare), part; number of weeks
    "unit",  # deictic: unit and shift ("last week", "next month", "today", "this year"); name for weekday-free parts
    "offset",  # number, unit and shift -1 or 1 ("three days ago", "two weeks later"); number None is "several"
    "season",  # name SP SU FA WI, year or shift
    "quarter",  # number 1-4, year or None; name "fiscal" for fiscal years
    "half",  # number 1-2, year or None
    "decade",  # year is the first year ("the 1990s")
    "century",  # number ("the 20th century")
    "fiscal",  # fiscal year: year
    "feast",  # name, year or shift
    "anniversary",  # number of years and the year counted from ("73 years after 1945"), where both are said
    "clock",  # hour, minute, zone, with date fields, weekday or unit of the day it belongs to
    "duration",  # number, unit; shift -1 ("the past two years"), 1 ("the next two years"), None
    "set",  # number, unit ("every few months", "annually")
    "vague",  # name PAST_REF, PRESENT_REF, FUTURE_REF
)


@record
class TimeSpec:
    """What an expression of time means by its words alone. Fields not said are None."""

    kind: str
    year: int | None = None
    month: int | None = None  # 1 to 12
    day: int | None = None  # 1 to 31
    weekday: int | None = None  # 0 is Monday
    unit: str | None = None  # second minute hour day weekend week month quarter half year decade century
    number: float | None = None
    shift: int | None = None  # -1 the one before, 0 this one, 1 the next; for offsets the sign
    name: str | None = None
    part: str | None = None  # part of day as in TIMEX3: MO MI AF EV NI DT
    hour: int | None = None
    minute: int | None = None
    zone: str | None = None
    mod: str | None = None  # START MID END APPROX BEFORE AFTER LESS MORE


@record
class TimeMention:
    """An expression of time in an article: `text == article.text[start:end]`, code points, half-open.

    `reference` is the mention it is reckoned from (the "Friday" of the report in which "last night" is quoted; the
    date before "two days later"); None means the day of publication, unless `anchor` is "none" (an explicit date, or
    an expression that hangs on something undated and is therefore refused).
    """

    article_id: str
    start: int
    end: int
    text: str
    type: str  # DATE, TIME, DURATION, SET
    spec: TimeSpec
    direction: str = "unknown"  # past, ahead, unknown
    scope: str = "text"  # text, caption, quotation, dateline, notice
    anchor: str = "publication"  # none, publication, speech, narrative, caption
    reference: TimeMention | None = None
    rule: str = ""

    @property
    def is_resolvable(self) -> bool:
        """Whether the words name days, given a day of publication."""
        return self.spec.kind not in ("vague", "set", "duration") and not (
            self.anchor == "none" and self.reference is None and self.spec.name in ("narrative", "event")
        )

    @property
    def is_explicit(self) -> bool:
        """Whether the same days come out whatever the day of publication."""
        return self.reference.is_explicit if self.reference is not None else self.anchor == "none"
