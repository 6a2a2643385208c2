"""Titles around names: "Israeli Prime Minister X", "X, the prime minister of Japan", "his counterpart, X,".

All functions read the list of words of `words.split_words` by index and return half-open ranges of word indices.
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from summitry.extract.people.words import NEVER_NAMES, Word
from summitry.knowledge.people import find_role, last_role_words, word_list
from summitry.knowledge.places import find_country, find_place
from summitry.records import record

# Lower-case words that may stand in a title before its head ("former deputy foreign minister").
MODIFIERS = word_list("before an office")
DETERMINERS = word_list("determiner")
LONGEST_ROLE = 4
PREFIX = re.compile(r"^(?:then|ex|now)[-‑]", re.IGNORECASE)
ABBREVIATIONS = word_list("abbreviated office")


@record
class Title:
    """A title as found: word indices of the whole phrase, the office without country words, the country."""

    first: int
    last: int  # one past the last word
    role: str
    country: str | None
    rank: str
    gender: str | None
    plural: bool = False  # "Presidents X and Y"


def role_ending_at(words: list[Word], last: int) -> tuple[int, dict[str, str]] | None:
    """The longest known role whose last word is words[last]: its first index and row."""
    if not _may_end_role(words[last].folded):
        return None
    best = None
    for first in range(last, max(-1, last - LONGEST_ROLE), -1):
        if first < last and not _is_joined(words, first + 1):
            break
        row = find_role(PREFIX.sub("", " ".join(w.text for w in words[first : last + 1])))
        if row:
            best = (first, row)
    return best


@functools.lru_cache(maxsize=50_000)
def _may_end_role(folded: str) -> bool:
    return folded.replace(".", "").replace("-", " ").rpartition(" ")[2] in last_role_words()


def _is_joined(words: list[Word], index: int) -> bool:
    """Whether words[index] follows the word before at once; a dot between only after an abbreviation ("Gen. Eshel")."""
    gap = words[index].gap
    return gap in (" ", "-") or (gap == ". " and words[index - 1].folded in ABBREVIATIONS)


def _country_at(words: list[Word], index: int) -> tuple[int, str] | None:
    """A country name or adjective whose last word is words[index] (one to three words): its first index, country."""
    for size in (3, 2, 1):
        first = index - size + 1
        if first < 0 or any(
            w.gap != " " or w.possessive for w in words[first + 1 : index + 1] if w is not words[index]
        ):
            continue
        if (
            any(w.gap != " " for w in words[first + 1 : index + 1])
            or not words[first].text[0].isupper()
            or words[first].folded == "the"
        ):
            continue
        phrase = " ".join(w.text for w in words[first : index + 1])
        country = find_country(phrase, by=("name", "adjective")) or (phrase in ("UN", "U.N.", "EU") and phrase) or None
        if country in ("UN", "U.N.", "EU"):
            return None
        if country:
            return first, country
    return None


def country_ending_at(words: list[Word], index: int) -> str | None:
    """The country whose name or adjective ends at words[index]."""
    found = _country_at(words, index)
    return found[1] if found else None


def title_before(words: list[Word], index: int) -> Title | None:
    """The title that runs up to the name at words[index] ("Israel's Prime Minister", "President of Russia")."""
    if index == 0 or not _is_joined(words, index) or words[index - 1].possessive:
        return None
    found = role_ending_at(words, index - 1)
    if found and found[1]["rank"] == "other" and words[index - 1].text.isupper() and len(words[index - 1].text) > 3:
        return None  # "TO HOST NETANYAHU"
    if found and words[index].gap != "-":
        return extend_left(words, found[0], index, found[1], tail="")
    return _plural_title(words, index) or _title_with_of(words, index)


def _plural_title(words: list[Word], index: int) -> Title | None:
    """ "Presidents", "foreign ministers" before the first of several names."""
    last = words[index - 1]
    if not last.text.endswith("s") or len(last.text) < 5:
        return None
    one = last.renamed(last.text[:-1])
    near = [*words[max(0, index - 2 - LONGEST_ROLE) : index - 1], one]
    if role_ending_at(near, len(near) - 1) is None:  # a quick look, before all words are copied
        return None
    single = [*words[: index - 1], one, *words[index:]]
    found = role_ending_at(single, index - 1)
    return replace(extend_left(single, found[0], index, found[1], tail=""), plural=True) if found else None


def office_before(words: list[Word], index: int, last: int, text: str) -> Title | None:
    """The definite office set off by a comma before a name: "his Chinese counterpart, Xi Jinping,"."""
    if index == 0 or words[index].gap != ", " or words[index - 1].possessive:
        return None
    if text[words[last - 1].end : words[last - 1].end + 1] not in (",", ".", ";", ")", "\n", "'", "’", ""):
        return None
    found = role_ending_at(words, index - 1)
    title = extend_left(words, found[0], index, found[1], tail="") if found else _title_with_of(words, index)
    if title is None:
        return None
    first = title.first
    definite = words[first].possessive or (first and words[first - 1].folded in DETERMINERS)
    return title if definite or (first and words[first - 1].possessive) else None


def _title_with_of(words: list[Word], index: int) -> Title | None:
    """ "President of Russia" or "head of Military Intelligence" before a name."""
    for middle in range(index - 2, max(0, index - 8), -1):
        word = words[middle]
        if not _is_joined(words, middle + 1) or words[middle].possessive:
            return None
        if word.folded in ("of", "to", "for"):
            between = words[middle + 1 : index]
            found = role_ending_at(words, middle - 1) if middle else None
            if (
                not found
                or word.gap != " "
                or not all(w.is_capital or w.folded in ("the", "and", "for") for w in between)
            ):
                return None
            phrase = " ".join(w.text for w in between)
            if not any(w.is_capital for w in between):
                return None
            country = find_country(phrase, by=("name",)) if word.folded == "of" else None
            tail = "" if country else f" {word.text} {phrase}"
            title = extend_left(words, found[0], middle, found[1], tail=tail)
            return Title(
                first=title.first,
                last=index,
                role=title.role,
                country=country or title.country,
                rank=title.rank,
                gender=title.gender,
            )
    return None


def extend_left(words: list[Word], first: int, last: int, row: dict[str, str], *, tail: str) -> Title:
    """Take in modifiers, a country or its possessive to the left of a role that starts at words[first]."""
    kept = [words[i] for i in range(first, last)]
    country = None
    index = first
    while index > 0 and (_is_joined(words, index) or words[index].gap.strip("'’s") == " "):
        before = words[index - 1]
        at = _country_at(words, index - 1)
        if before.possessive:
            if at and words[index].gap.strip("'’s") in (" ", ""):
                country, index = country or at[1], at[0]
            break
        if at and country is None and not _is_place_only(before):
            country, index = at[1], at[0]
            continue
        longer = role_ending_at(words, index - 1)
        if longer and longer[0] < index - 1:  # "Chief of Staff Lt. Gen."
            kept = [*words[longer[0] : index], *kept]
            index = longer[0]
            continue
        if not _is_modifier(before):
            break
        kept.insert(0, before)
        index -= 1
    role = _join(kept)
    return Title(
        first=index, last=last, role=role + tail, country=country, rank=row["rank"], gender=row["gender"] or None
    )


def _is_modifier(word: Word) -> bool:
    if word.folded in MODIFIERS:
        return True
    if word.folded in NEVER_NAMES or word.headline or not word.is_capital:
        return False
    place = find_place(word.text)
    return (not place or (place["kind"] == "venue" and word.is_capital)) and len(word.text) > 1


def _is_place_only(word: Word) -> bool:
    place = find_place(word.text)
    return bool(place) and place["kind"] == "city" and not find_country(word.text, by=("name", "adjective"))


def _join(words: list[Word]) -> str:
    text = ""
    for number, word in enumerate(words):
        gap = "" if number == 0 else (word.gap if word.gap == "-" else " ")
        text += gap + word.text + ("." if word.folded in ABBREVIATIONS else "")
    return text


def title_after(words: list[Word], index: int, text: str) -> Title | None:
    """The office in apposition after a name that ends before words[index]: ", the prime minister of Japan,"."""
    if index >= len(words) or (words[index].gap.strip(" ’'s") != "," and words[index].gap.strip() not in (",", "(")):
        return None
    for last in range(index, min(index + 8, len(words))):
        if last > index and words[last].gap not in (" ", "-", "’s ", "'s ", "' ", "’ "):
            return None
        found = role_ending_at(words, last)
        longer = role_ending_at(words, last + 1) if last + 1 < len(words) and words[last + 1].gap == " " else None
        if not found or found[0] < index or (longer and longer[0] <= found[0]):
            continue
        title = extend_left(words, found[0], last + 1, found[1], tail="")
        opener = words[index].folded
        opened = opener in ("the", "a", "an", "his", "her") or words[index].possessive
        if not (title.first <= index or (title.first == index + 1 and opened)):
            return None
        return _with_domain(words, title, last + 1, text) or _with_second(words, title, last + 1, text)
    return None


def _with_second(words: list[Word], title: Title, index: int, text: str) -> Title | None:
    """Two offices of one person: ", Crown Prince and Prime Minister of Saudi Arabia,"."""
    if index + 1 >= len(words) or words[index].folded != "and" or words[index].gap != " ":
        return None
    for last in range(index + 1, min(index + 1 + LONGEST_ROLE, len(words))):
        found = role_ending_at(words, last)
        longer = role_ending_at(words, last + 1) if last + 1 < len(words) and words[last + 1].gap == " " else None
        if not found or found[0] != index + 1 or (longer and longer[0] <= found[0]):
            continue
        second = Title(
            first=index + 1,
            last=last + 1,
            role=_join(words[index + 1 : last + 1]),
            country=None,
            rank=found[1]["rank"],
            gender=found[1]["gender"] or None,
        )
        closed = _with_domain(words, second, last + 1, text)
        if closed is None:
            return None
        rank = closed.rank if closed.rank in ("state", "government") else title.rank
        return replace(
            title,
            last=closed.last,
            role=f"{title.role} and {closed.role}",
            country=closed.country or title.country,
            rank=rank,
            gender=title.gender or closed.gender,
        )
    return None


def domain_end(words: list[Word], first: int) -> int:
    """One past the last word of what an office is of: capital words, with "the", "of", "and" before a capital."""
    stop = first
    while stop < len(words) and words[stop].gap == " ":
        small = words[stop].folded in ("the", "of", "and") and not words[stop].is_capital
        after = words[stop + 1] if stop + 1 < len(words) and words[stop + 1].gap == " " else None
        if not words[stop].is_capital and not (small and after and (after.is_capital or after.folded == "the")):
            break
        stop += 1
        if words[stop - 1].possessive:
            break
    return stop


def country_after(words: list[Word], index: int) -> str | None:
    """The country in "of Jordan" right after a name; words[index] is the word behind the name."""
    if index + 1 >= len(words) or words[index].folded != "of" or words[index].gap != " ":
        return None
    for stop in (index + 4, index + 3, index + 2):
        part = words[index + 1 : stop]
        if all(w.gap == " " for w in part):
            country = find_country(" ".join(w.text for w in part), by=("name",))
            if country:
                return country
    return None


def _with_domain(words: list[Word], title: Title, index: int, text: str) -> Title | None:
    """Take in "of Japan", "to Russia", "of the Mossad" after an office; None unless punctuation closes it."""
    country, role, end = title.country, title.role, index
    if index < len(words) and words[index].folded in ("of", "to", "for", "at") and words[index].gap == " ":
        stop = domain_end(words, index + 1)
        phrase = " ".join(w.text for w in words[index + 1 : stop])
        of_country = find_country(phrase, by=("name",)) if phrase else None
        if of_country and words[index].folded == "of":
            country, end = of_country, stop
        elif phrase:
            role, end = f"{role} {words[index].text} {phrase}", stop
    following = text[words[end - 1].end : words[end - 1].end + 2] if end else ""
    if following[:1] not in (",", ".", ";", ")", "–", "—", "\n", "") and following not in (" —", " –", " -"):
        return None
    return Title(first=title.first, last=end, role=role, country=country, rank=title.rank, gender=title.gender)
