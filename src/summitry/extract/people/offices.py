"""Offices, groups and pronouns that point at people: "the Russian president", "the two leaders"."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from summitry.extract.people.titles import DETERMINERS, Title, domain_end, extend_left, role_ending_at
from summitry.extract.people.words import Word
from summitry.knowledge.people import word_list
from summitry.knowledge.places import find_country
from summitry.records import record

GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PRONOUNS = frozenset((*GENDERS, "they", "them", "their", "theirs", "themselves"))
# Offices of offices: words after a possessive title that make an institution of it.
INSTITUTIONS = word_list("institution of an office")
_LEADERS = (
    r"(?:leaders|presidents|[Pp]rime [Mm]inisters|premiers|heads of state(?: and government)?|heads of government|men|"
    r"women|statesmen|counterparts|[Ff]oreign [Mm]inisters|ministers|chancellors|politicians)\b"
)
GROUP = re.compile(
    r"\b(?:(?:[Tt]he|[Bb]oth|[Tt]hese|[Tt]hose|[Aa]ll)\s+(?:of\s+the\s+)?(?:(?:two|three|four|other|same)\s+)?"
    rf"(?:[A-Z][\w.]+(?:(?:-|,?\s+and\s+|,?\s+)[A-Z][\w.]+){{0,4}}\s+)?{_LEADERS}"
    r"(?:\s+of\s+(?:the\s+)?[A-Z][\w.]+(?:\s+[A-Z][\w.]+)*(?:,?\s+(?:and\s+)?(?:the\s+)?[A-Z][\w.]+(?:\s+[A-Z][\w.]+)*){1,3})?"
    r"|(?:[Tt]he|[Tt]his)\s+(?:pair|duo|trio|twosome)\b"
    r"|[Tt]he\s+(?:two|three|four)(?=\s+\w|\s*[,.;:]|$)"
    rf"|[Bb]oth(?=\s+(?:said|agreed|have|had|were|are)\b))",
    re.MULTILINE,
)


@record
class Office:
    """An office that points at somebody: character offsets, the office and its country."""

    start: int
    end: int
    role: str
    country: str | None
    gender: str | None
    possessor: str | None  # "Trump" in "Trump's national security adviser"


def find_offices(words: list[Word], doc: Doc, taken: set[int], headline_lines: list[tuple[int, int]]) -> list[Office]:
    """Definite offices without a name beside them; `taken` are the indices of words in names and their titles."""
    offices, index = [], 0
    roles = _roles(words)
    while index < len(words):
        last = roles.get(index)
        if last is None or index in taken:
            index += 1
            continue
        office = _office(words, doc, index, last, taken, headline_lines)
        if office:
            offices.append(office)
        index = last + 1
    return offices


def _roles(words: list[Word]) -> dict[int, int]:
    """{first word of a role: last word of the longest role that starts there}."""
    roles: dict[int, int] = {}
    for last in range(len(words)):
        found = role_ending_at(words, last)
        if found and all(words[i].gap in (" ", "-", ". ") for i in range(found[0] + 1, last + 1)):
            roles[found[0]] = last
    return roles


def _office(
    words: list[Word], doc: Doc, first: int, last: int, taken: set[int], headline_lines: list[tuple[int, int]]
) -> Office | None:
    row = role_ending_at(words, last)[1]
    following = words[last + 1] if last + 1 < len(words) else None
    if row["rank"] == "honorific" or not _is_head(words, doc, last):
        return None
    if following and words[last].possessive and following.folded in INSTITUTIONS:
        return None
    if last + 1 in taken and following.gap == " " and not words[last].possessive:
        return None
    title = extend_left(words, first, last + 1, row, tail="")
    begin, possessor = _determined(words, title, first)
    if begin is None:
        if not any(start <= words[first].start < end for start, end in headline_lines):
            return None
        begin = title.first
        if begin and words[begin].gap == " " and words[begin - 1].folded in ("a", "an", "as", "every", "no", "any"):
            return None
    country, role, end = _domain(words, title, last)
    return Office(
        start=words[begin].start, end=end, role=role, country=country, gender=title.gender, possessor=possessor
    )


def _determined(words: list[Word], title: Title, office: int) -> tuple[int | None, str | None]:
    """Where a definite phrase begins ("the", "his", "Trump’s") and whose office it is; None if indefinite."""
    first = title.first
    if any(w.possessive for w in words[first:office]):
        return first, None  # "Israel's prime minister", "South Korea's president"
    if first == 0 or words[first].gap not in (" ", "’s ", "'s ", "’ ", "' "):
        return None, None
    before = words[first - 1]
    if before.folded in DETERMINERS:
        return first - 1, None
    if before.possessive:
        return first - 1, before.text
    return None, None


def _domain(words: list[Word], title: Title, last: int) -> tuple[str | None, str, int]:
    """Take in "of Russia" or "of the Mossad" after the office: country, role, end offset."""
    country, role, end = title.country, title.role, words[last].end
    index = last + 1
    if index < len(words) - 1 and words[index].folded in ("of", "to") and words[index].gap == " ":
        stop = domain_end(words, index + 1)
        phrase = " ".join(w.text for w in words[index + 1 : stop])
        of_country = find_country(phrase, by=("name",)) if phrase else None
        if words[index].folded == "to" and not of_country:
            return country, role, end
        if of_country and words[index].folded == "of":
            return of_country, role, words[stop - 1].end
        if phrase:
            return country, f"{role} {words[index].text} {phrase}", words[stop - 1].end
    return country, role, end


def _is_head(words: list[Word], doc: Doc, last: int) -> bool:
    """Whether the word is a noun that no following noun takes as its modifier ("the president visited")."""
    span = doc.char_span(words[last].start, words[last].end, alignment_mode="expand")
    if span is None or not len(span):
        return False
    token = span[-1]
    if token.pos_ not in ("NOUN", "PROPN", "X"):
        return False
    return not (
        token.dep_ in ("compound", "nmod", "amod") and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN")
    )


def find_groups(doc: Doc) -> list[tuple[int, int]]:
    """Offsets of words for several leaders at once ("the two leaders", "the pair", "both presidents")."""
    return [match.span() for match in GROUP.finditer(doc.text) if not _counts_nouns(doc, match)]


def _counts_nouns(doc: Doc, match: re.Match[str]) -> bool:
    """Whether "the two" only counts the noun after it ("the two countries")."""
    span = doc.char_span(*match.span(), alignment_mode="expand")
    if span is None or span[-1].lower_ not in ("two", "three", "four"):
        return False
    after = doc[span.end] if span.end < len(doc) else None
    return after is not None and (after.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or after.text in ("-", "–"))


def find_pronouns(doc: Doc) -> list[tuple[int, int, str | None]]:
    """Offsets and gender of third-person personal pronouns."""
    found = []
    for token in doc:
        form = token.lower_
        if form in PRONOUNS and (token.pos_ in ("PRON", "DET") or form not in ("her", "his")):
            found.append((token.idx, token.idx + len(token), GENDERS.get(form)))
    return found
