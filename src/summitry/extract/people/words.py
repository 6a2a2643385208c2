"""A Doc as words with capitals, possessives and gaps: what the rules for names read."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc

from summitry.knowledge.people import find_person, is_given_name, word_list
from summitry.knowledge.places import find_place, first_place_words, fold_word
from summitry.records import Article

# Initials ("H.R."), or letters with inner hyphens and apostrophes ("Ben-Shabbat", "Ze’ev", "O'Brien").
# A letter with its combining marks, or one of UTF-8 once read as Latin-1 ("PeÃ±a"), common on scraped pages.
# Runs of plain letters first, which is what nearly every word is (A apart, as it may be half of such a letter).
LETTER = r"(?:(?:Ã|A\u0303)[\u0080-\u00bf\u2010-\u2122]|(?:[B-Za-z]+|[^\W\d_])[\u0300-\u036f]*)"
WORD = re.compile(rf"(?:[A-ZÀ-Þ]\.)+(?:-?[A-ZÀ-Þ]\.)*|{LETTER}+(?:['’‑-]{LETTER}+)*")
LINE = re.compile(r"[^\n]+")
POSSESSIVE = ("'s", "’s", "'S", "’S")
ARABIC_ARTICLE = re.compile(r"^(?:al|el|as|ash|ad|at|an|ar|ul|bin|ben)['’‑-][A-ZÀ-Þ]")
# Words with a capital that never belong to a name, in running text or headlines.
NEVER_NAMES = word_list("never a name")


class Word(NamedTuple):
    """One word: half-open offsets without the possessive `'s`; `gap` is the text between it and the word before.

    A tuple and no record: a page has thousands, and each is made anew when it is marked.
    """

    start: int
    end: int
    text: str
    gap: str
    possessive: bool
    headline: bool  # in a line that capitalises every word
    folded: str
    is_capital: bool
    label: str = ""  # of the model's entity it lies in
    entity: int = -1  # the number of that entity
    in_place: bool = False  # in a name of several words in the gazetteer ("White House")

    def renamed(self, text: str, **changes: int | str | bool) -> Word:
        """The word with another text, and what follows from it."""
        return self._replace(text=text, folded=fold_word(text), is_capital=_is_capital(text), **changes)


def _is_capital(text: str) -> bool:
    return text[0].isupper() or (text[0] in "aeub" and bool(ARABIC_ARTICLE.match(text)))


def split_words(article: Article, doc: Doc) -> list[Word]:
    """The words of a Doc whose offsets are the article's, with the model's entities and the gazetteer's names."""
    return _mark_places(_mark_entities(_split_pairs(_plain_words(doc)), doc))


def _mark_entities(words: list[Word], doc: Doc) -> list[Word]:
    """Give every word the label and number of the entity it lies in."""
    marked, number = list(words), 0
    for entity, ent in enumerate(doc.ents):
        while number < len(words) and words[number].end <= ent.start_char:
            number += 1
        index = number
        while index < len(words) and words[index].start < ent.end_char:
            marked[index] = words[index]._replace(label=ent.label_, entity=entity)
            index += 1
    return marked


def _mark_places(words: list[Word]) -> list[Word]:
    """Mark the words of places with names of two to five words, except where the model sees a person all through."""
    marked = list(words)
    for first, word in enumerate(words):
        if not word.is_capital or word.folded not in first_place_words():
            continue
        for last in range(min(first + 5, len(words)), first + 1, -1):
            part = words[first:last]
            if any(w.gap not in (" ", ". ") or before.possessive for before, w in pairwise(part)):
                continue
            if find_place(" ".join(w.text for w in part)) and not all(w.label == "PERSON" for w in part):
                for index in range(first, last):
                    marked[index] = marked[index]._replace(in_place=True)
                break
    return marked


def _split_pairs(words: list[Word]) -> list[Word]:
    """Take "Netanyahu-Putin" apart where both are people known or words that stand alone elsewhere in the article."""
    alone = {w.text for w in words if w.is_capital and "-" not in w.text}
    done: list[Word] = []
    for word in words:
        if "-" not in word.text and "‑" not in word.text:
            done.append(word)
            continue
        parts = re.split(r"[-‑]", word.text)
        pair = len(parts) == 2 and all(p[:1].isupper() and (p in alone or find_person(p)) for p in parts)
        if not pair or all(is_given_name(p) for p in parts) or any(fold_word(p) in ("al", "el", "ben") for p in parts):
            done.append(word)
            continue
        middle = word.start + len(parts[0])
        done.append(word.renamed(parts[0], end=middle, possessive=False))
        done.append(word.renamed(parts[1], start=middle + 1, gap=word.text[len(parts[0])]))
    return done


def _plain_words(doc: Doc) -> list[Word]:
    words: list[Word] = []
    end = 0
    text = doc.text
    for line in LINE.finditer(text):
        found = list(WORD.finditer(text, *line.span()))
        headline = _is_headline([m.group() for m in found], ends=line.group().rstrip()[-1:] == ".")
        for match in found:
            start, stop = match.span()
            form = match.group()
            possessive = form.endswith(POSSESSIVE)
            form = form[:-2] if possessive else form
            possessive = possessive or _plural_possessive(text, stop)
            if form:
                gap, folded, capital = text[end:start], fold_word(form), _is_capital(form)
                words.append(Word(start, start + len(form), form, gap, possessive, headline, folded, capital))
            end = stop
    return words


def _plural_possessive(text: str, stop: int) -> bool:
    """Whether a bare apostrophe after a final s marks a possessive ("the leaders’ talks")."""
    return text[stop - 1 : stop] in ("s", "S") and text[stop : stop + 2] in ("' ", "’ ")


def _is_headline(forms: list[str], *, ends: bool) -> bool:
    """Whether a line writes (nearly) every longer word with a capital; one that ends in a full stop, every one."""
    long = [form for form in forms if len(form) > 3]
    lower = sum(form[0].islower() for form in long if len(form) > 4)
    return len(long) >= 3 and sum(form[0].isupper() for form in long) >= 0.8 * len(long) and lower <= (not ends)
