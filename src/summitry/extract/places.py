"""The places of an article: cities, countries, venues, regions of the gazetteer, and governments named by their seat.

"Moscow has said" is no place: a capital, country or seat of government that is the subject of a verb of speech, mind
or action comes out with kind `government`. Adjectives ("Russian") are no places.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from summitry.knowledge import read_rows
from summitry.knowledge.people import find_person, not_people, word_list
from summitry.knowledge.places import capital_of, find_country, find_place, fold_word, place_index
from summitry.records import Article, PlaceMention

__all__ = ["extract_places"]

WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?|\d+|&")
NAMED_THE = frozenset(fold_word(name) for name in ("The Hague", "The Gambia", "The Bahamas"))
# Houses of state that the gazetteer does not know, by their kind: "at Stenbock House", "in the Ala-Archa residence".
_HOUSE_NAME = r"[A-ZÀ-Þ][\w’'-]*(?:\s(?:[A-ZÀ-Þ][\w’'-]*|of|de|al|el))?"
HOUSE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Ii]nside|[Oo]utside|[Tt]o|[Ii]nto|[Oo]f)\s(?:the\s)?"
    rf"(?P<house>{_HOUSE_NAME}(?:\s[A-ZÀ-Þ][\w’'-]*){{0,2}}\s(?:(?:presidential|royal|state|government|official)\s)?"
    r"(?:Palace|palace|House|Castle|castle|Residence|residence|Headquarters|headquarters|Embassy|embassy|Lodge|Villa|"
    r"Mansion|Manor|Guesthouse|Guest\sHouse|Chancellery|Presidential\sOffice))\b(?!\s(?:of\s)?[A-ZÀ-Þ])"
)
# What a government does: verbs whose subject "Moscow" is not the city.
GOVERNMENT_VERBS = word_list("government verb")
ADDRESSED = word_list("verb to a government")
SPOKESPEOPLE = word_list("speaks for a government")
SUBJECTS = frozenset(("nsubj", "nsubjpass", "agent"))


def extract_places(article: Article, doc: Doc) -> tuple[PlaceMention, ...]:
    """Every place named in the article, in order, without overlaps.

    `place` is the gazetteer's name, `country` its country, `kind` city, country, region, venue or government;
    coordinates are in degrees, None where the gazetteer has none. Words that the model calls a place and the gazetteer
    does not know come with their own words as `place` and nothing else.
    """
    found = _gazetteer_places(article, doc)
    found = _with_houses(article, doc, found)
    found += _capitals(article, doc, found)
    covered = {offset for m in found for offset in range(m.start, m.end)}
    for ent in doc.ents:
        free = covered.isdisjoint(range(ent.start_char, ent.end_char))
        led = ent.start > 0 and doc[ent.start - 1].lower_ in ("in", "at", "to", "from", "near", "outside", "of", "for")
        if ent.label_ == "GPE" and free and led and _is_plausible(ent.text):
            found.append(_mention(article, ent.start_char, ent.end_char, ent.text, "city"))
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))


CAPITAL = re.compile(r"\b[Tt]he\s((?:[A-Z][\w.]+\s){1,2}capital)\b(?!\s(?:markets?|flows?|gains?|investment))")


def _capitals(article: Article, doc: Doc, found: list[PlaceMention]) -> list[PlaceMention]:
    """ "the Chinese capital" is Beijing."""
    capitals = []
    for match in CAPITAL.finditer(doc.text):
        country = find_country(match[1].removesuffix("capital").strip(), by=("adjective",))
        row = find_place(capital_of(country) or "") if country else None
        if row and not any(m.start < match.end(1) and match.start(1) < m.end for m in found):
            capitals.append(_mention(article, *match.span(1), match[1], "city", row))
    return capitals


def _with_houses(article: Article, doc: Doc, found: list[PlaceMention]) -> list[PlaceMention]:
    """Add houses the gazetteer does not know; a country or city inside gives way ("Indian embassy")."""
    places = list(found)
    for match in HOUSE.finditer(doc.text):
        start, end = match.span("house")
        if match[0].startswith(("of", "Of")) and match["house"].endswith("House"):
            continue  # "Smith of Chatham House" works for it
        inside = [m for m in places if m.start < end and start < m.end]
        if any(m.kind == "venue" for m in inside):
            continue
        places = [m for m in places if m not in inside]
        places.append(_mention(article, start, end, match["house"], "venue"))
    return places


@cache
def _first_words() -> dict[str, int]:
    """{first word of a place, folded: the most words of a place that begins so}."""
    longest: dict[str, int] = {}
    for key in place_index():
        parts = _parts(key)
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    return longest


def _parts(text: str) -> list[str]:
    return [m.group().rstrip(".") for m in WORD.finditer(fold_word(text))] or [text]


def _gazetteer_places(article: Article, doc: Doc) -> list[PlaceMention]:
    text, found, index = doc.text, [], 0
    matches = list(WORD.finditer(text))
    while index < len(matches):
        opens = text[matches[index].start()]
        span = _longest_place(text, matches, index) if opens.isupper() or opens.isdigit() else None
        if span is None:
            index += 1
            continue
        last, row = span
        start, end = matches[index].start(), _end(text, matches[last])
        token = _token_at(doc, start)
        if _is_place_here(doc, token, text[start:end], row):
            kind = _kind(doc, start, end, row)
            found.append(_mention(article, start, end, text[start:end], kind, row))
        index = last + 1
    return found


def _end(text: str, match: re.Match[str]) -> int:
    """A final dot belongs to the place only in abbreviations ("U.S.", "D.C.")."""
    form = match.group()
    return match.end() - (form.endswith(".") and form.count(".") < 2)


def _longest_place(text: str, matches: list[re.Match[str]], first: int) -> tuple[int, dict[str, str]] | None:
    form = matches[first].group()
    most = _first_words().get(fold_word(form).rstrip("."), 0)
    for last in range(min(first + most + 1, len(matches)) - 1, first - 1, -1):
        phrase = text[matches[first].start() : _end(text, matches[last])]
        row = find_place(" ".join(phrase.split())) if "\n" not in phrase else None
        if row and (form not in ("The", "THE") or fold_word(phrase) in NAMED_THE):
            return last, row
    return None


def _token_at(doc: Doc, start: int) -> Token | None:
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


# Places whose name is also a word or a person's name: believed only where the model sees a place.
AMBIGUOUS = word_list("ambiguous place")


def _is_place_here(doc: Doc, token: Token | None, words: str, row: dict[str, str]) -> bool:
    """Whether the words mean the place: no part of a person's or firm's name, no word that only looks like it."""
    if token is None:
        return False
    if words in ("US", "UK", "UAE", "USA", "D.C.", "U.S.", "U.K.", "DRC"):
        return True
    if token.ent_type_ == "PERSON" and row["kind"] not in ("venue", "country") and fold_word(words) != "leningrad":
        beside = doc[max(0, token.i - 2) : token.i + 3]
        around = [t for t in beside if t.ent_type_ == "PERSON" and t.sent == token.sent]
        return len(around) == 1 or row["kind"] != "city" or fold_word(words) not in AMBIGUOUS
    if fold_word(words) in AMBIGUOUS:
        return token.ent_type_ in ("GPE", "LOC", "FAC")
    return True


def _kind(doc: Doc, start: int, end: int, row: dict[str, str]) -> str:
    """The gazetteer's kind, or `government` when the place acts or speaks."""
    if not find_country(row["place"], by=("name", "metonym")):
        return row["kind"]
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return row["kind"]
    root = span.root
    verb = root.head
    if root.dep_ in ("compound", "nmod") and verb.lemma_.lower() in SPOKESPEOPLE:
        return "government"
    addressed = root.dep_ == "dobj" and verb.lemma_.lower() in ADDRESSED
    acts = root.dep_ in SUBJECTS and root.dep_ != "nsubjpass" and verb.lemma_.lower() in GOVERNMENT_VERBS
    by_agent = root.dep_ == "pobj" and verb.dep_ == "agent"
    return "government" if acts or by_agent or addressed else row["kind"]


def _is_plausible(words: str) -> bool:
    """Whether an unknown GPE can stand as a place: capital words, no adjective of a country, no line break."""
    if fold_word(words) in not_people() | _agencies() or find_person(words):
        return False
    return (
        words[0].isupper() and "\n" not in words and len(words) > 3 and not words.isupper() and not find_country(words)
    )


@cache
def _agencies() -> frozenset[str]:
    """Folded names of news agencies, which the model takes for places."""
    return frozenset(fold_word(row["name"]) for row in read_rows("press_agencies", required=("name",)))


def _mention(
    article: Article, start: int, end: int, words: str, kind: str, row: dict[str, str] | None = None
) -> PlaceMention:
    row = row or {"place": " ".join(words.split()), "country": "", "latitude": "", "longitude": ""}
    return PlaceMention(
        article_id=article.article_id,
        start=start,
        end=end,
        text=article.text[start:end],
        place=row["place"],
        country=row["country"] or None,
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        kind=kind,
    )
