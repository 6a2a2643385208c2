"""Where the names of persons stand: titles, the model's entities, people known, and families named elsewhere."""

from __future__ import annotations

import re
from collections import Counter

from summitry.extract.people.elsewhere import named_elsewhere
from summitry.extract.people.spans import PARTICLES, SUFFIXES, NameSpan, is_name_word
from summitry.extract.people.titles import Title, country_ending_at, role_ending_at, title_before
from summitry.extract.people.words import Word
from summitry.knowledge.people import (
    family_rows,
    find_role,
    first_name_words,
    is_given_name,
    known_names,
    name_key,
    name_takers,
    no_name_words,
    not_people,
)
from summitry.knowledge.places import find_country, find_place

LONGEST_NAME = 6
ACRONYMS = re.compile(r"^[A-Z]{2,}s$")  # "MPs"


def _is_country_in_name(words: list[Word], index: int) -> bool:
    """Whether a country's name is part of a person's: Chuck Jordan, Israel Katz, by the model's eye for the whole."""
    word = words[index]
    if word.label != "PERSON" or not find_country(word.text, by=("name",)):
        return False
    before, after = words[index - 1] if index else None, words[index + 1] if index + 1 < len(words) else None
    if before and before.entity == word.entity and word.gap == " " and is_given_name(before.text):
        return True
    named = after and after.entity == word.entity and after.gap == " " and after.is_capital and not word.possessive
    return bool(named and not find_role(after.text) and (not before or before.entity != word.entity))


def is_initial(word: Word) -> bool:
    """Whether a word is one or more initials ("H.R.", "J")."""
    return word.text.endswith(".") or len(word.text) == 1


def run_from(words: list[Word], first: int, *, most: int = LONGEST_NAME) -> int:
    """One past the last word of the longest run of name words that starts at words[first]."""
    index = first
    while index < len(words) and index - first < most:
        word = words[index]
        if index > first and not _continues(words, index):
            break
        fits = is_name_word(word) or _is_country_in_name(words, index) or (index > first and _is_particle(words, index))
        if not fits:
            break
        if find_role(word.text) and word.folded not in ("king", "major", "prince", "pope", "judge", "bishop"):
            break
        if index > first and word.folded in no_name_words():
            break
        index += 1
        if word.possessive:
            break
    while index > first and words[index - 1].folded in PARTICLES:
        index -= 1
    return index


def _continues(words: list[Word], index: int) -> bool:
    """Whether words[index] stands right after the word before: a space, or the dot of an initial between."""
    gap, before = words[index].gap, words[index - 1]
    return (
        gap == " " or (gap == ". " and len(before.text) == 1) or (gap == ", " and words[index].folded in ("jr", "sr"))
    )


def _is_particle(words: list[Word], index: int) -> bool:
    following = index + 1 < len(words) and words[index + 1].gap == " " and words[index + 1].is_capital
    return words[index].folded in PARTICLES and following


def find_names(words: list[Word]) -> list[NameSpan]:
    """Every name in the words, without overlaps, in order."""
    spans = _titled_names(words) + _entity_names(words) + _known_names(words) + _national_names(words)
    spans = _choose(spans)
    return _choose(spans + named_elsewhere(words, spans))


def _titled_names(words: list[Word]) -> list[NameSpan]:
    spans = []
    for first in range(1, len(words)):
        if not is_name_word(words[first]) or find_role(words[first].text) or words[first].folded in not_people():
            continue
        title = title_before(words, first)
        if title is None:
            continue
        covering = role_ending_at(words, first)
        if covering and covering[0] < first:
            continue
        last = _without_tail(words, first, run_from(words, first))
        if _begins_later(words, first, last):
            continue
        if words[first].headline:
            last = _trim_headline(words, first, last)
        last = _trim_entity(words, first, last)
        if last > first and _is_credible(words, first, last, title):
            spans.append(NameSpan(first=first, last=last, title=title, rule="title"))
    return spans


def _begins_later(words: list[Word], first: int, last: int) -> bool:
    """Whether the model's PERSON begins only inside the run ("head of Military | Intelligence Tamir Hayman")."""
    if last - first < 3 or words[first].label == "PERSON":
        return False
    return any(
        words[i].label == "PERSON" and words[i].entity != words[i - 1].entity and last - i >= 2
        for i in range(first + 1, last)
    )


def _without_tail(words: list[Word], first: int, last: int) -> int:
    """Cut words behind a person known that are no part of the name ("Donald Trump Play")."""
    for end in range(last - 1, first, -1):
        if _key(words, first, end) in known_names() and _key(words, first, last) not in known_names():
            return last if words[end].folded in SUFFIXES else end
    return last


def _trim_entity(words: list[Word], first: int, last: int) -> int:
    """End a titled run where the model's PERSON ends, when that leaves a name ("Prime Minister X Monday")."""
    number = words[first].entity
    if words[first].label == "PERSON" and not words[first].headline:
        end = first
        while end < last and words[end].entity == number:
            end += 1
        if end < last and words[end].label not in ("", "PERSON"):
            return end
    return last


def _trim_headline(words: list[Word], first: int, last: int) -> int:
    """In a line of capitals trust only people known and the model's PERSON."""
    for end in range(last, first, -1):
        if _key(words, first, end) in known_names():
            return end
    number = words[first].entity
    end = first
    while end < last and words[end].label == "PERSON" and words[end].entity == number:
        end += 1
    return end


def _is_credible(words: list[Word], first: int, last: int, title: Title) -> bool:
    """Whether a titled run is a person: known, a PERSON, or two words that are no organisation around the title."""
    if _key(words, first, last) in known_names() or words[first].label == "PERSON":
        return True
    around = words[first - 1].entity
    same_entity = around >= 0 and around == words[first].entity and words[first].label in ("ORG", "FAC", "EVENT", "LAW")
    if find_place(words[first].text) and last - first == 1:
        return False
    if last - first >= 2:
        return not same_entity or is_given_name(words[first].text)
    return not same_entity and title.rank in (
        "state",
        "government",
        "honorific",
        "minister",
        "military",
        "legislator",
        "royal",
        "religious",
    )


def _key(words: list[Word], first: int, last: int) -> str:
    return name_key(" ".join(w.text for w in words[first:last]))


def _entity_names(words: list[Word]) -> list[NameSpan]:
    """Names that the model calls PERSON, stripped of titles and of words that are none."""
    votes: dict[str, Counter[str]] = {}
    for word in words:
        if word.is_capital and word.label:
            votes.setdefault(word.folded, Counter())[word.label] += 1
    spans, index = [], 0
    while index < len(words):
        number = words[index].entity
        end = index + 1
        while end < len(words) and words[end].entity == number and number >= 0:
            end += 1
        if words[index].label == "PERSON":
            spans.extend(_trim_person(words, index, end, votes))
        index = end
    return spans


def _trim_person(words: list[Word], first: int, last: int, votes: dict[str, Counter[str]]) -> list[NameSpan]:
    while first < last and (_is_title_word(words, first, last) or not _may_begin(words, first)):
        first += 1
    end = run_from(words, first) if first < last else first
    headline = first < len(words) and words[first].headline
    end = _without_tail(words, first, min(end, last) if headline else _grow(words, first, end, last))
    while (
        end - first > 1
        and words[first].text.isupper()
        and len(words[first].text) > 3
        and not words[end - 1].text.isupper()
    ):
        first += 1  # "GETTY Obama"
    if end <= first or not _is_person(words, first, end, votes):
        return []
    return [NameSpan(first=first, last=end, title=title_before(words, first), rule="entity")]


def _may_begin(words: list[Word], index: int) -> bool:
    return is_name_word(words[index]) or _is_country_in_name(words, index)


def _grow(words: list[Word], first: int, end: int, last: int) -> int:
    """Let an entity end where the run of capitals ends when the model cut it short by a suffix only."""
    while end > last and words[end - 1].folded not in SUFFIXES:
        end -= 1
    return end


def _is_title_word(words: list[Word], first: int, last: int) -> bool:
    return last - first > 1 and bool(find_role(words[first].text))


def _is_person(words: list[Word], first: int, last: int, votes: dict[str, Counter[str]]) -> bool:
    phrase = " ".join(w.text for w in words[first:last])
    if name_key(phrase) in known_names():
        return True
    if find_role(phrase) or ACRONYMS.match(phrase) or _is_like_place(words, first, last, votes):
        return False
    if find_place(phrase) or words[first].folded in not_people() or words[last - 1].folded in not_people():
        return False
    if words[last - 1].folded in name_takers():
        return False
    if last < len(words) and words[last].gap == " " and not words[last - 1].possessive:
        after = words[last]
        if after.is_capital and after.folded in name_takers():
            return False
    if last - first == 1:
        word = words[first]
        if is_initial(word) or len(word.text) < 3 or (word.text.isupper() and not word.headline):
            return False
        count = votes.get(word.folded, Counter())
        return count["PERSON"] * 2 >= sum(count.values()) and not (word.headline and count["PERSON"] < 2)
    return True


def _is_like_place(words: list[Word], first: int, last: int, votes: dict[str, Counter[str]]) -> bool:
    """Whether a single word named once stands as places do: "a port in Paldiski", "Ceuta and Melilla"."""
    if last - first > 1 or first == 0 or words[first].possessive or words[first].headline:
        return False
    before = words[first - 1]
    if sum(votes.get(words[first].folded, Counter()).values()) > 1 or words[first].gap != " ":
        return False
    if before.folded in ("in", "near", "at"):
        return True
    return before.folded == "and" and first > 1 and words[first - 2].label in ("GPE", "LOC") and before.gap == " "


def _known_names(words: list[Word]) -> list[NameSpan]:
    """Names and distinctive family names of people.csv, hyphened pairs ("Netanyahu-Putin") included elsewhere."""
    spans = []
    for first in range(len(words)):
        if not (words[first].is_capital or words[first].folded in ("von", "de", "el", "al", "bin")):
            continue
        begins = name_key(words[first].text).split()[:1]
        if not words[first].text.endswith(".") and begins and begins[0] not in first_name_words():
            continue
        for last in range(min(first + LONGEST_NAME, len(words)), first, -1):
            if all(_continues(words, i) for i in range(first + 1, last)) and _key(words, first, last) in known_names():
                spans.extend(_known_span(words, first, last))
                break
    return spans


def _known_span(words: list[Word], first: int, last: int) -> list[NameSpan]:
    if any(w.possessive for w in words[first : last - 1]) or any(w.in_place for w in words[first:last]):
        return []
    after = words[last] if last < len(words) and words[last].gap == " " and not words[last - 1].possessive else None
    if after and after.is_capital and after.folded in name_takers() and not after.headline:
        return []
    begin = first
    if last - first == 1 and first and words[first].gap == " " and not words[first - 1].possessive:
        before = words[first - 1]
        if (
            is_given_name(before.text)
            and before.is_capital
            and not find_role(before.text)
            and not find_place(before.text)
        ):
            begin = first - 1
    return [NameSpan(first=begin, last=last, title=title_before(words, begin), rule="known")]


def _choose(spans: list[NameSpan]) -> list[NameSpan]:
    """The longest of overlapping spans; among equals one with a title, then the first found."""
    order = {"title": 0, "known": 1, "entity": 2}
    chosen: list[NameSpan] = []
    taken: set[int] = set()
    ranked = sorted(spans, key=lambda s: (s.first - s.last, s.title is None, order.get(s.rule, 3), s.first))
    for span in ranked:
        cover = range(span.first, span.last)
        if not taken.intersection(cover):
            taken.update(cover)
            chosen.append(span)
    return sorted(chosen, key=lambda s: s.first)


def _national_names(words: list[Word]) -> list[NameSpan]:
    """Family names of people.csv behind their country: "Japan's Abe", "Chinese President Xi"."""
    spans = []
    for index, word in enumerate(words):
        if not is_name_word(word) or not index or word.gap != " ":
            continue
        title = title_before(words, index)
        before = words[index - 1]
        country = title.country if title else (country_ending_at(words, index - 1) if before.possessive else None)
        if country and any(row["country"] == country for row in family_rows(word.text)):
            spans.append(NameSpan(first=index, last=index + 1, title=title, rule="country and family name"))
        elif country and before.possessive and (last := _countryman(words, index)):
            spans.append(NameSpan(first=index, last=last, title=title, rule="country and full name"))
    return spans


def _countryman(words: list[Word], first: int) -> int | None:
    """ "Australia's Claire Donnellan": where a name of two to four words behind its country ends; None if it is none.

    The first word must be a given name known, or all of them be what the model gives no other label.
    """
    last = run_from(words, first)
    run = words[first:last]
    if not 2 <= last - first <= 4 or words[first].headline or find_place(" ".join(w.text for w in run)):
        return None
    if any(w.folded in not_people() or find_role(w.text) for w in run) or words[last - 1].folded in name_takers():
        return None
    unlabelled = all(w.label in ("", "PERSON") for w in run)
    return last if unlabelled or is_given_name(words[first].text) else None
