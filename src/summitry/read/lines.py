"""What one line of a page is by itself: a line of date and time, a dateline, a byline.

Patterns describe the forms agencies and papers print: datelines after the AP and Reuters stylebooks ("PARIS, Feb 27
(Reuters) -"). Each works on a window of bounded length, so that a page takes time in proportion to its length.
"""

from __future__ import annotations

import functools
import re

from summitry.knowledge import read_rows

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DAY_FORMS = (
    rf"\b{_MONTH}\.?\s{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,2}}\d{{4}}\b",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s{{1,2}}(?:of\s)?{_MONTH}\.?,?\s{{1,2}}\d{{4}}\b",
    r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b",
    r"\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b",
    rf"\b\d{{1,2}}[- ]{_MONTH}[- ]\d{{2,4}}\b",
)
FULL_DAY = re.compile("|".join(_DAY_FORMS), re.IGNORECASE)
_SHORT_DAY = re.compile(rf"\b(?:{_MONTH}\.?\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:[+-]\d{2}(?::?\d{2})?)?\s?(?:[ap]\.?m\.?\b)?|\b\d{1,2}\s?[ap]\.?m\b",
    re.IGNORECASE,
)
_STAMP_START = re.compile(
    r"(?:last\s)?(?:updated|published|posted|modified|first published|date|created|issued)\b\s*(?:on|at|:)?",
    re.IGNORECASE,
)
_HOUR_ALONE = re.compile(r"\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\.?(?:\s[A-Z]{2,4})?|\d{1,2}[:.]\d{2}\s[A-Z]{2,4}")
_AGO = re.compile(r"\b\d{1,2}\s(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\sago\b", re.IGNORECASE)
_CITY = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]*(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,3}"
_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?:[ -][A-ZÀ-Þ][\w.'’-]*){0,3}"
_DATELINE = re.compile(
    rf"(?P<city>{_CITY}|{_NAME})(?P<land>,\s?(?!{_MONTH}\b){_NAME})?"
    rf"(?P<day>,?\s(?i:{_MONTH})\.?\s\d{{1,2}}(?:,?\s\d{{4}})?|,?\s\d{{1,2}}\s(?i:{_MONTH})\.?(?:\s\d{{4}})?)?"
    r"(?P<agency>,?\s?\([^()\n]{2,40}\))?,?\s?(?P<dash>--|[-–—])\s{0,2}(?=[A-ZÀ-Þ“\"'‘0-9\[(])"
)
_BARRED = re.compile(rf"{_NAME}(?:,\s?{_NAME})?\s?\|\s?(?P<agency>[^|\n]{{2,40}})\|\s{{0,2}}(?=[A-ZÀ-Þ“\"])")
_TASS = re.compile(rf"{_CITY},\s{_MONTH}\.?\s\d{{1,2}}\.\s/[A-Z][\w ./-]{{1,30}}/\.?(?=\s)", re.IGNORECASE)
_CITY_COLON = re.compile(rf"(?P<city>{_CITY}|{_NAME})\s?:(?=\s[A-ZÀ-Þ“\"'‘])")
_AGENCY_ONLY = re.compile(
    r"(?:\((?P<agency>[A-Z][^()\n]{1,40})\)|(?P<bare>[A-Z][A-Z./]{1,12}))\s?(?:--|[-–—])\s{0,2}(?=[A-ZÀ-Þ“\"'‘])"
)
_INDIAN = re.compile(
    rf"{_NAME}(?:\s\[{_NAME}\])?,?\s(?i:{_MONTH})\.?\s\d{{1,2}}(?:,?\s\d{{4}})?\s\((?P<agency>[A-Z]{{2,6}})\)(?P<colon>\s?:)?"
    r"(?=\s|$)"
)
_STOPPED = re.compile(rf"(?P<city>{_NAME})[.,]\s(?:{'|'.join(_DAY_FORMS[:2])})\.(?=\s[A-ZÀ-Þ“\"'‘])", re.IGNORECASE)
_SCRAPED_DAY = re.compile(r"date\s\d{4}-\d{2}-\d{2}(?=\s|$)", re.IGNORECASE)
_BYLINE = re.compile(r"(?:by|written by|posted by|story by|from)\b:?\s+(?P<names>\S.{0,110})", re.IGNORECASE)
_DESK = re.compile(
    r"\(?(?:writing|reporting|editing|additional reporting|compiled|translation|translated) by\s[A-Z]", re.IGNORECASE
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Maj|Lt|Col|Sgt|Sen|Rep|Gov|Brig|Adm|Rev|Hon|Prof|Jr|Sr|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept?|Oct|Nov|Dec|U\.S|U\.N|U\.K|E\.U|a\.m|p\.m|Inc|Ltd|Co)|\b[A-Z])\.$"
)
_STOP = re.compile(r"[.!?][\"'”’)\]]{0,3}\s+(?=[\"'“‘(\[]?[A-ZÀ-Þ0-9])")


def count_sentences(line: str, *, limit: int = 4) -> int:
    """How many sentences a line holds, roughly, counting no further than `limit`."""
    return 1 + len(sentence_starts(line, limit=limit - 1))


def sentence_starts(line: str, *, limit: int | None = None) -> list[int]:
    """Where the second and later sentences of a line start; abbreviations and initials end none."""
    starts = []
    for match in _STOP.finditer(line):
        before = line[max(0, match.start() - 12) : match.start() + 1]
        if not (line[match.start()] == "." and _ABBREVIATED.search(before)):
            starts.append(match.end())
            if limit is not None and len(starts) >= limit:
                break
    return starts


def is_stamp(line: str) -> bool:
    """Is the whole line a date or a time of publication ("October 7, 2018 11:45", "Updated: 3 hours ago")?"""
    if len(line) > 140:
        return False
    if _SCRAPED_DAY.fullmatch(line) or _HOUR_ALONE.fullmatch(line):
        return True
    rest, days = FULL_DAY.subn(" ", line)
    rest, ago = _AGO.subn(" ", rest)
    rest, clocks = _CLOCK.subn(" ", rest)
    rest, short = _SHORT_DAY.subn(" ", rest)
    led = bool(_STAMP_START.match(line))
    if not (days or (ago and (led or len(line.split()) <= 4)) or (led and (clocks or short)) or (short and clocks)):
        return False
    words = [w for w in re.findall(r"[^\W\d_]+", rest) if w.casefold() not in _words("stamp")]
    separated = re.search(r"[|/()]|\s[-–—]\s|:\s|,", rest) or clocks
    return not words or (len(words) <= 5 and all(not w[0].islower() for w in words) and bool(separated))


def is_place_line(line: str) -> bool:
    """Is the line a place in capitals ("PARIS", "WASHINGTON, D.C.") or a house and its city ("Blue House, Seoul")?"""
    house, comma, city = line.rpartition(", ")
    if comma and city.casefold() in _cities() and len(house.split()) <= 4 and house.istitle():
        return True
    if not 3 < len(line) <= 60 or len(line.split()) > 3 or not line.isupper():
        return False
    return bool(re.fullmatch(rf"{_CITY}(?:, {_NAME})?", line))


def glued_title_length(line: str) -> int:
    """How many characters before a dateline in capitals are a headline run into the story; 0 if there are none.

    "Leader meets leader in Tashkent TASHKENT: The prime minister ..." on pages saved without their line breaks.
    """
    window = line[:260]
    for match in re.finditer(rf"\s(?={_CITY}\b)", window):
        before = window[: match.start()]
        if sentence_starts(before + " A", limit=1) or before.endswith((".", "!", "?", ":", ",")):
            return 0
        rest = line[match.end() :]
        city = re.match(_CITY, rest).group()
        if len(before.split()) >= 4 and city.casefold() in _cities() and len(city) > 3 and dateline_length(rest):
            return match.start()
    return 0


def scraped_day_length(line: str) -> int:
    """How long the mark "date 2018-05-09" is that some collections set before the first line; 0 if there is none."""
    match = _SCRAPED_DAY.match(line)
    return match.end() if match else 0


def dateline_length(line: str) -> int:
    """How many characters at the start of a line are its dateline ("JERUSALEM (JTA) —")."""
    window = line[:120]
    if (barred := _BARRED.match(window)) and names_agency(barred["agency"]):
        return len(barred.group().rstrip())
    if tass := _TASS.match(window):
        return tass.end()
    if (colon := _CITY_COLON.match(window)) and colon["city"].casefold() in _cities():
        return colon.end()  # a city only: "PUTIN: We met" is a line of a transcript
    if (alone := _AGENCY_ONLY.match(window)) and names_agency(alone["agency"] or alone["bare"]):
        return len(alone.group().rstrip())
    if (indian := _INDIAN.match(window)) and (indian["colon"] or names_agency(indian["agency"])):
        return indian.end()
    if (stopped := _STOPPED.match(window)) and stopped["city"].casefold() in _cities():
        return stopped.end()  # "Bishkek. 9 October 2023. The President ..."
    match = _DATELINE.match(window)
    if not match:
        return 0
    city, agency = match["city"], match["agency"]
    in_capitals = city.isupper() and len(city) > 2 and city.split()[0] not in _words("no_place")
    wired = agency is not None and (in_capitals or names_agency(agency.strip(" ,()")))
    spaced = match.group()[: match.group().index(match["dash"])].endswith((" ", ",")) or wired
    in_capitals = in_capitals and (len(city.split()) <= 3 or bool(match["day"]))
    if spaced and (wired or in_capitals or (match["day"] and match["land"])):
        return len(match.group().rstrip())
    return 0


def is_byline(line: str) -> bool:
    """Does the line name who wrote ("By Ann Lee, Daily Post", "Reuters Staff", "Ann Lee and Bo Ek, Reuters")?"""
    if len(line) > 130 or (_STOP.search(line) and not _DESK.match(line)):
        return False
    if _DESK.match(line):
        return True
    if match := _BYLINE.fullmatch(line):
        return not line.lower().startswith("from") and _are_names(match["names"])
    words = line.rstrip(".").split()
    if 0 < len(words) <= 4 and words[-1].casefold() in ("staff", "correspondent", "reporter", "agencies"):
        return all(w[0].isupper() or w in _words("name_link") for w in words)
    names, comma, outlet = line.rpartition(",")
    return bool(comma) and names_outlet(outlet.strip()) and len(names.split()) <= 8 and _are_names(names)


def _are_names(text: str) -> bool:
    if text.endswith(("!", "?")) or (text.endswith(".") and not text.endswith(("Jr.", "Sr."))):
        return False
    words = re.findall(r"[^\s,;]+", text)
    first = words[0].casefold().strip(".")
    return (
        len(words) <= 14
        and first not in _words("no_name")
        and all(w[0].isupper() or w[0] in "@('’" or w.casefold() in _words("name_link") for w in words)
    )


def names_outlet(text: str) -> bool:
    """Is this the name of a news agency, a paper or a photo agency?"""
    return text.casefold() in _agencies()


def names_agency(text: str) -> bool:
    """Does any part of "POOL / AFP", "Sputnik via AP" name an agency?"""
    parts = re.split(r"\s?[/,;|&]\s?|\s(?:via|and|for)\s", text)
    return any(names_outlet(part.strip(" .")) for part in parts)


@functools.cache
def _words(name: str) -> frozenset[str]:
    """One of the lists of `knowledge/page_words.csv`."""
    rows = read_rows("page_words", required=("list", "word", "source"))
    return frozenset(row["word"] for row in rows if row["list"] == name)


def outlet_words() -> frozenset[str]:
    """Words that stand in the names of newspapers and stations ("Times", "Radio")."""
    return _words("outlet")


def link_words() -> frozenset[str]:
    """Small words inside personal names and lists of names ("von", "and")."""
    return _words("name_link")


@functools.cache
def _cities() -> frozenset[str]:
    return frozenset(row["place"].casefold() for row in read_rows("places") if row["kind"] == "city")


@functools.cache
def _agencies() -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in read_rows("press_agencies", required=("name", "source")))
