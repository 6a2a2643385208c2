"""The words times are made of: names of months and weekdays, numbers in words, units, parts of day, time zones."""

from __future__ import annotations

import re

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = {
    "second": "second", "sec": "second", "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour",
    "day": "day", "night": "day", "evening": "day", "morning": "day", "afternoon": "day", "weekend": "weekend",
    "week": "week", "fortnight": "fortnight", "month": "month", "quarter": "quarter", "year": "year",
    "yr": "year", "decade": "decade", "century": "century", "centurie": "century",
}  # fmt: skip
ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
            "nineteenth", "twentieth", "twenty-first")  # fmt: skip
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI", "noon": "MI",
         "lunchtime": "MI", "dawn": "MO", "dusk": "EV", "overnight": "NI"}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
ZONES = {"GMT": "Z", "UTC": "Z", "UT": "Z"}

# Regular expressions, each one group-free alternative set to be put into others.
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?![A-Za-z])"
)
WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY"
    r"|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat)(?:\.|(?=,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d)))"
    r"|Sun(?=\.?,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d)))(?![A-Za-z])"
)
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%])"
YEAR = r"(?:1[0-9]|20)\d\d(?!\d)"
WORD_NUMBER = rf"(?:(?:{'|'.join(TENS)})[- ](?:{'|'.join(ONES[1:10])})|{'|'.join(TENS)}|{'|'.join(sorted(ONES[1:], key=len, reverse=True))})"
HALF = r"(?: and (?:a|one)[- ](?:half|quarter)| ?½|-and-a-half)"
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{WORD_NUMBER}(?: hundred| thousand)?|an?|half an?|a hundred|a thousand)(?![\d])"
VAGUE_NUMBER = (
    r"(?:several|some|many|a few|few|a couple(?: of)?|a number of|dozens of|hundreds of|thousands of|countless|recent)"
)
UNIT = r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weekends?|weeks?|fortnights?|months?|quarters?|years?|yrs?|decades?|centur(?:y|ies))"
PART = r"(?:morning|afternoon|evening|night|lunchtime|midday|noon|dawn|dusk)"
SEASON = r"(?:spring|summer|fall|autumn|winter|Spring|Summer|Fall|Autumn|Winter)"


def month_number(word: str) -> int:
    """1 to 12 for any form of a month's name."""
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for any form of a weekday's name."""
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(word.lower().rstrip(".")[:3]))


def unit_name(word: str) -> str:
    """The unit a word names: "years" is year, "nights" is day, "centuries" is century."""
    word = word.lower()
    return UNITS.get(word) or UNITS[word.removesuffix("s")]


def number_value(words: str) -> float | None:
    """The number said in digits or words; None for "several" and the like.

    >>> number_value("two and a half"), number_value("forty-one"), number_value("1,200"), number_value("a few")
    (2.5, 41.0, 1200.0, None)
    """
    words = words.lower().strip().replace(",", "")
    extra = 0.0
    if match := re.search(r"(?: ?and (?:a|one)[- ](half|quarter)| ?½|-and-a-(half))$", words):
        extra = 0.25 if match.group(1) == "quarter" else 0.5
        words = words[: match.start()]
    if re.fullmatch(r"\d+(\.\d+)?", words):
        return float(words) + extra
    if words in ("a", "an"):
        return 1.0 + extra
    if words.startswith("half a"):
        return 0.5
    if words.startswith("a couple") or words == "couple":
        return 2.0
    total, seen = 0.0, False
    for word in re.split(r"[ -]", words):
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
