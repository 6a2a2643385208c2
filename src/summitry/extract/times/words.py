"""The words times are made of: names of months and weekdays, numbers in words, units, parts of day, time zones.

Patterns are written in the notation of `grammar.rule`: white space and comments are free, `_` is a space.
"""

from __future__ import annotations

import re

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = {
    "second": "second", "sec": "second", "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour",
    "day": "day", "night": "day", "evening": "day", "morning": "day", "afternoon": "day", "weekend": "weekend",
    "week": "week", "fortnight": "fortnight", "month": "month", "quarter": "quarter", "year": "year",
    "yr": "year", "decade": "decade", "centurie": "century", "century": "century",
}  # fmt: skip
ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
            "nineteenth", "twentieth", "twenty-first")  # fmt: skip
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI", "lunchtime": "MI",
         "dawn": "MO", "dusk": "EV"}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
SHIFTS = {"last": -1, "past": -1, "previous": -1, "this past": -1, "preceding": -1, "prior": -1,
          "this": 0, "current": 0, "the same": 0, "that": 0, "that same": 0, "this same": 0, "this very": 0, "the": 0,
          "next": 1, "coming": 1, "this coming": 1, "upcoming": 1, "following": 1}  # fmt: skip
EDGES = {"early": "START", "beginning": "START", "start": "START", "turn": "START", "earlier": "BEFORE", "mid": "MID",
         "middle": "MID", "late": "END", "end": "END", "close": "END", "later": "AFTER"}  # fmt: skip
ZONES = {"GMT": "Z", "UTC": "Z", "UT": "Z"}

_SHORT = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
MONTH = rf"""(?:(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May(?:\.(?=_\d))?|Jun(?:e|\.)?
      |Jul(?:y|\.)?
    |Aug(?:ust|\.)?|Sep(?:t?\.|t(?:ember)?)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?
    |{"|".join(m.upper() for m in MONTHS)})(?![A-Za-z]))"""
WEEKDAY = rf"""(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY
    |(?:Mon|Tue|Tues|Wed|Weds|Thu|Thur|Thurs|Fri|Sat|Sun)\.?(?=,?_(?:the_)?(?:\d|{_SHORT})))(?![A-Za-z]))"""
DAY = r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%\w]|[.,:]\d|_?[ap]\.?m\b))"
YEAR = r"(?:(?:1\d|20)\d\d(?!\d))"
YEARISH = r"(?:(?:1[5-9]|20)\d\d(?!\d))"
_WORD_NUMBER = rf"(?:(?:{'|'.join(TENS)})[-_](?:{'|'.join(ONES[1:10])})|{'|'.join(TENS)}|{'|'.join(ONES[:0:-1])})"
HALF = r"(?:_and_an?[-_](?:half|quarter)|_?½|-and-a-half)"
NUMBER = rf"""(?:(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|half_an?|an?_(?:hundred|thousand)
    |{_WORD_NUMBER}(?:_hundred|_thousand)?|an?){HALF}?(?!\d))"""
VAGUE_NUMBER = r"""(?:several|some|many|a_(?:good_)?few|few|a_couple(?:_of)?|couple_of|a_number_of|a_dozen|dozens_of
    |hundreds_of|thousands_of|countless|numerous)"""
UNIT = r"""(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weekends?|weeks?|fortnights?|months?|quarters?|years?
    |yrs?|decades?|centur(?:y|ies))"""
LONG_UNIT = r"(?:day|weekend|week|fortnight|month|quarter|year|decade|century)"
PART = r"(?:morning|afternoon|evening|night|lunchtime|midday|dawn|dusk)"
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter)"
ORDINAL = rf"(?:\d\d?(?:st|nd|rd|th)|{'|'.join(ORDINALS[::-1])})"
ABOUT = r"""(?:about|around|some|nearly|almost|roughly|approximately|more_than|less_than|fewer_than|over|under
    |just_over|just_under|just|at_least|at_most|up_to|only|nearly)"""


def month_number(word: str) -> int:
    """1 to 12 for any form of a month's name."""
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(word.lower()[:3]))


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for any form of a weekday's name."""
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(word.lower()[:3]))


def unit_name(word: str) -> str:
    """The unit a word names: "years" is year, "nights" is day, "centuries" is century."""
    word = word.lower()
    return UNITS.get(word) or UNITS[word.removesuffix("s")]


def ordinal_value(word: str) -> int:
    """1 for "first", 20 for "20th" and "twentieth"."""
    return int(re.match(r"\d+", word).group()) if word[0].isdigit() else ORDINALS.index(word.lower()) + 1


def number_value(words: str) -> float | None:
    """The number said in digits or words; None for "several" and the like.

    >>> number_value("two and a half"), number_value("forty-one"), number_value("1,200"), number_value("a few")
    (2.5, 41.0, 1200.0, None)
    """
    words = words.lower().strip().replace(",", "")
    if len(words) > 40 or re.match(r"\d{9}", words):
        return None  # no length of time
    extra = 0.0
    if match := re.search(r"(?: +and an?[- ](half|quarter)| ?½|-and-a-half)$", words):
        extra = 0.25 if match.group(1) == "quarter" else 0.5
        words = words[: match.start()]
    if re.fullmatch(r"\d+(\.\d+)?", words):
        return float(words) + extra
    if words in ("a", "an"):
        return 1.0 + extra
    if words.startswith("half a"):
        return 0.5
    if "couple" in words:
        return 2.0
    if words == "a dozen":
        return 12.0
    return _spelt_number(words.split(), extra)


def _spelt_number(words: list[str], extra: float) -> float | None:
    total, seen = 0.0, False
    for word in (part for w in words for part in w.split("-")):
        if word in ONES:
            total, seen = total + ONES.index(word), True
        elif word in TENS:
            total, seen = total + 10 * (TENS.index(word) + 2), True
        elif word in ("hundred", "thousand"):
            total, seen = max(total, 1) * (100 if word == "hundred" else 1000), True
        elif word not in ("a", "and"):
            return None
    return total + extra if seen else None


def year_value(digits: str) -> int:
    """A year of two or four digits; '07 is 2007 and '68 is 1968 (pivot 50)."""
    number = int(digits.lstrip("'’"))
    return number if number >= 100 else number + (2000 if number < 50 else 1900)


def _signals() -> dict[str, tuple[str, ...]]:
    """The kinds of signal a word gives ("0" stands for any number): every rule names one that its matches hold."""
    month = {form for m in MONTHS for form in (m, m[:3])} | {"sept"}
    weekday = {form for d in WEEKDAYS for form in (d, d + "s", d[:3])} | {"tues", "weds", "thur", "thurs"}
    unit = {form for u in UNITS for form in (u, u + "s")} | {"midyear", "midweek", "midmonth"}
    part = {form for p in PARTS for form in (p, p + "s")} | {"tonight", "hours"}
    by_kind = {
        "number": {"0"},
        "clock": {"0", "noon", "midnight"},
        "month": month,
        "weekday": weekday,
        "unit": unit,
        "part": part,
        "season": set(SEASONS),
        "decade": {tens.removesuffix("y") + "ies" for tens in TENS},
        "day": {"today", "yesterday", "tomorrow"},
        "period": unit | {"period", "time", "point", "stage", "level"},
        "repeat": unit | weekday | {"daily", "weekly", "monthly", "quarterly", "annually", "yearly", "hourly"},
        "vague": unit
        | {"ago", "later", "earlier", "half", "now", "currently", "present", "moment", "nowadays", "recently"}
        | {"lately", "past", "recent", "coming", "future"},
    }
    kinds: dict[str, list[str]] = {"0": []}
    for kind, forms in by_kind.items():
        for form in forms:
            kinds.setdefault(form, []).append(kind)
    return {form: tuple(found) for form, found in kinds.items()}


SIGNALS = _signals()
