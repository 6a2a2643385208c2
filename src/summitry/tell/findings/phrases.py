"""The turns of phrase that findings and the essay share: days, counts, shares, sources as they stand in a sentence."""

from __future__ import annotations

import re
from typing import Any

from summitry.tell.shares import say_interval
from summitry.tell.words import as_day, capitalise, say_count, say_day, say_days, say_list, say_number

LEAST_FOR_PERCENT = 20  # no percentages of fewer


def say_meeting_day(meeting: Any) -> str:
    """The day of a meeting in prose ("27 February 2019", "July 2018", "a day that is not told")."""
    return say_days(meeting.earliest, meeting.latest, unknown="a day that is not told")


def say_on(meeting: Any) -> str:
    """When a meeting was, as an adverbial: "on 27 February 2019", "in July 2018", "between 4 and 9 May 2018"."""
    first, last = as_day(meeting.earliest), as_day(meeting.latest)
    if first is None or last is None:
        return "on a day that is not told"
    if first == last:
        return f"on {say_day(first)}"
    period = say_days(first, last)
    if period[0].isalpha() or period.isdigit():  # a whole month or year
        return f"in {period}"
    if first.year == last.year:
        start = str(first.day) if first.month == last.month else say_day(first).rsplit(" ", 1)[0]
        return f"between {start} and {say_day(last)}"
    return f"between {say_day(first)} and {say_day(last)}"


def of_day(meeting: Any) -> str:
    """When a meeting was, as an attribute: "of 27 February 2019", "in July 2018"."""
    first, last = as_day(meeting.earliest), as_day(meeting.latest)
    if first is None or last is None:
        return "on a day that is not told"
    if first == last:
        return f"of {say_day(first)}"
    return say_on(meeting)


def say_source(speaker: str) -> str:
    """A source as it stands inside a sentence: "the Kremlin", not "The Kremlin"."""
    first, _, rest = speaker.partition(" ")
    return f"{first.lower()} {rest}" if first in ("The", "A", "An", "One", "Some") and rest else speaker


def agree(count: int, one: str, many: str) -> str:
    """The word that agrees with a count.

    >>> agree(1, "is", "are"), agree(2, "is", "are")
    ('is', 'are')
    """
    return one if count == 1 else many


def slug(name: str) -> str:
    """A name as part of a finding's id.

    >>> slug("27 February 2019")
    '27-february-2019'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def all_of(count: int) -> str:
    """The word for the whole of what has been counted just before: "both" of two, else "all"."""
    return "both" if count == 2 else "all"


def say_all(count: int, noun: str = "") -> str:
    """The whole of a count, with its noun where one is given.

    >>> say_all(2, "meeting"), say_all(5, "meeting"), say_all(3)
    ('both meetings', 'all five meetings', 'all three')
    """
    if count == 2:
        return f"both {noun}s" if noun else "both"
    return f"all {say_count(count, noun) if noun else say_number(count)}"


def say_share(part: int, whole: int, noun: str = "coded sentences") -> str:
    """A share with its numbers; in per cent, with its interval, only where twenty or more are counted.

    >>> say_share(3, 12), say_share(10, 27)
    ('three of twelve coded sentences', '37 per cent of the coded sentences (10 of 27; interval 22 to 56)')
    """
    if part == 0:
        return f"none of {say_number(whole)} {noun}"
    if part == whole > 2:
        return f"all {say_number(whole)} {noun}"
    if whole >= LEAST_FOR_PERCENT:
        interval = say_interval(part, whole)
        return f"{round(100 * part / whole)} per cent of the {noun} ({part} of {whole}; interval {interval})"
    return f"{say_number(part)} of {say_number(whole)} {noun}"


def say_at(names: list[str]) -> str:
    """Groups of meetings as an adverbial: "in 2017 and 2019", "on 12 March 2024".

    >>> say_at(["2017", "2019"]), say_at(["9 May 2018"]), say_at(["July 2018"])
    ('in 2017 and 2019', 'on 9 May 2018', 'in July 2018')
    """
    first = names[0]
    word = "in" if first[:1].isalpha() or first.isdigit() else "on"
    return f"{word} {say_list(names)}"


def say_part(part: int, whole: int, noun: str = "coded sentences", *, inside: bool = False) -> str:
    """A count of a whole, with per cent and interval only where the whole is large enough; `inside` parentheses.

    >>> say_part(27, 61), say_part(3, 9)
    ('27 of 61 coded sentences (44 per cent; interval 33 to 57)', 'three of nine coded sentences')
    """
    if part == whole > 2:
        return f"all {say_number(whole)} {noun}"
    if whole < LEAST_FOR_PERCENT:
        return f"{say_number(part)} of {say_number(whole)} {noun}"
    share = f"{round(100 * part / whole)} per cent; interval {say_interval(part, whole)}"
    counts = f"{say_number(part)} of {say_number(whole)} {noun}"
    return f"{counts}, or {share}" if inside else f"{counts} ({share})"


def say_quoted(who: str, quoted: int, whole: int, *, noun: str = "", of: str = "") -> str:
    """In how many of somebody's sentences or statements words are quoted; the noun only where it is given.

    >>> say_quoted("A", 14, 21, noun="sentence", of="on a theme"), say_quoted("B", 4, 4), say_quoted("C", 0, 1)
    ('in 14 of A’s 21 sentences on a theme', 'in all of B’s four', 'not in C’s one')
    """
    named = f" {noun}{agree(whole, '', 's')} {of}".rstrip() if noun else ""
    own = f"{who}’s {say_number(whole)}{named}"
    if whole == 1:
        return f"{'in' if quoted else 'not in'} {own}"
    return f"in {all_of(whole) if quoted == whole else say_number(quoted) if quoted else 'none'} of {own}"


def say_outlet(publisher: str) -> str:
    """An outlet as prose names it, without the address some metadata adds.

    >>> say_outlet("BT News (btnews.online)"), say_outlet("The Sun (London)")
    ('BT News', 'The Sun (London)')
    """
    return re.sub(r" \((?:[\w-]+\.)+[a-z]{2,}\)$", "", publisher)


def theme_verb(theme: str, one: str, many: str) -> str:
    """The verb that agrees with the name of a theme: of its last word before a preposition, or of two things joined.

    >>> theme_verb("air strikes in Syria", "is", "are"), theme_verb("the Red Army’s victory", "is", "are")
    ('are', 'is')
    """
    head = re.split(r" (?:in|between|of|at|for|over|with|on|as|to|out) ", theme)[0]
    noun = head.split()[-1]
    return many if " and " in head or (noun.endswith("s") and not noun.endswith(("ss", "politics"))) else one


TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905


def open_sentence(text: str) -> str:
    """A text as the beginning of a sentence: with a capital, and a number below a hundred in words.

    >>> open_sentence("37 of 70 sentences"), open_sentence("the end"), open_sentence("140 people")
    ('Thirty-seven of 70 sentences', 'The end', '140 people')
    """
    found = re.match(r"(\d\d)(?![\d.,])", text)
    if not found:
        return capitalise(text)
    tens, ones = divmod(int(found[1]), 10)
    word = TEENS[ones] if tens == 1 else TENS[tens - 2] + (f"-{say_number(ones)}" if ones else "")
    return capitalise(word + text[2:])
