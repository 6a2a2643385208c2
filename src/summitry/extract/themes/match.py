"""Find the phrases of a codebook among the words of a sentence.

What is compared is a word's printed form and its lemma; hyphens, quotation marks and the possessive 's are skipped,
so "air-defense system" and "Iran's 'nuclear' program" are found by plain phrases.

A codebook has a thousand phrases and a sentence twenty words, so the words are asked, not the phrases: `Matcher`
numbers the distinct words of a codebook, tells for every word of a text which of them it fits (once per form), and so
knows the few patterns a sentence can hold at all. Matching then takes time in proportion to the length of the text.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import field

from spacy.tokens import Token

from summitry.knowledge.codebook import GAP_WORDS, PATTERN_KEYS, Code, Codebook, Pattern, Word
from summitry.records import record

SKIPPED = frozenset("-–—‐‑\"“”„‘’'`*[]") | {"''", "``", "'s", "’s"}
GAP = -1  # in a phrase: the number that stands for ".."
MOST_FORMS = 200_000  # how many forms of words are remembered


@record
class Hit:
    """The words by which a pattern was found: the tokens of each of its parts, in the order of the text."""

    pattern: str
    tokens: tuple[Token, ...]


Phrase = tuple[int, ...]  # the numbers of its words, GAP between


@record
class Search:
    """A pattern with its words as numbers: alternative phrases for each part. `number` is its place in the codebook."""

    number: int
    source: str
    parts: tuple[tuple[Phrase, ...], ...]
    within: int | None
    needs: tuple[tuple[frozenset[int], ...], ...] = field(compare=False)  # the words of every phrase


@record
class CodeSearch:
    """A code with its patterns as searches."""

    code: Code
    terms: tuple[Search, ...]
    names: tuple[Search, ...]
    hints: tuple[Search, ...]
    unless: tuple[Search, ...]
    except_in: tuple[Search, ...]


class Matcher:
    """A codebook made ready for looking up. Built once per codebook, by `matcher_of`."""

    __slots__ = ("_by_capitals", "_by_case", "_by_form", "_by_prefix", "_by_word", "_forms", "_lengths", "_numbers",
                 "_searches", "codes", "frames", "owners")  # fmt: skip

    def __init__(self, codebook: Codebook):
        self._numbers: dict[Word, int] = {}
        self._searches: list[Search] = []
        self._by_word: dict[int, list[int]] = {}  # a word that a phrase cannot do without -> searches
        self.codes = tuple(
            CodeSearch(code=c, **{key: self._compile(getattr(c, key)) for key in PATTERN_KEYS}) for c in codebook.codes
        )
        self.frames = self._compile(codebook.frames)
        # The number of every search that can give a code, with the place of that code.
        self.owners = {s.number: n for n, c in enumerate(self.codes) for s in (*c.terms, *c.names, *c.hints)}
        self._index_words()
        self._forms: dict[tuple[int, int], tuple[int, ...] | None] = {}

    def _compile(self, patterns: Iterable[Pattern]) -> tuple[Search, ...]:
        done = []
        for pattern in patterns:
            parts = tuple(tuple(tuple(map(self._number, phrase)) for phrase in part) for part in pattern.parts)
            search = Search(
                number=len(self._searches),
                source=pattern.source,
                parts=parts,
                within=pattern.within,
                needs=tuple(tuple(frozenset(phrase) - {GAP} for phrase in part) for part in parts),
            )
            self._searches.append(search)
            for phrase in parts[0]:
                self._by_word.setdefault(phrase[-1], []).append(search.number)
            done.append(search)
        return tuple(done)

    def _number(self, word: Word) -> int:
        return GAP if word.gap else self._numbers.setdefault(word, len(self._numbers))

    def _index_words(self) -> None:
        """Which words a form, a beginning, a printed form or a form all in capitals fits."""
        self._by_form: dict[str, list[int]] = {}
        self._by_prefix: dict[str, list[int]] = {}
        self._by_case: dict[str, list[int]] = {}
        self._by_capitals: dict[str, list[int]] = {}
        for word, number in self._numbers.items():
            for form in word.exact:
                self._by_form.setdefault(form, []).append(number)
            for prefix in word.prefixes:
                self._by_prefix.setdefault(prefix, []).append(number)
            for form in word.cased:
                self._by_case.setdefault(form, []).append(number)
                self._by_capitals.setdefault(form.upper(), []).append(number)
        self._lengths = sorted({len(prefix) for prefix in self._by_prefix})

    def read(self, tokens: Sequence[Token]) -> SentenceWords:
        """The comparable words of a sentence, each with the words of the codebook that it fits."""
        kept, fits = [], []
        for token in tokens:
            key = (token.orth, token.lemma)
            found = self._forms.get(key, ())
            if found == () and key not in self._forms:
                found = self._fitting(token)
                if len(self._forms) > MOST_FORMS:
                    self._forms.clear()
                self._forms[key] = found
            if found is not None and token.tag_ != "POS":
                kept.append(token)
                fits.append(found)
        return SentenceWords(kept, fits)

    def _fitting(self, token: Token) -> tuple[int, ...] | None:
        """The words a token fits; None for what is no word at all.

        A word with a capital also fits a headline's all-capital spelling, if that is too long to be an abbreviation.
        """
        text, forms = token.text, (token.lower_, token.lemma_.lower())
        if token.is_space or text in SKIPPED:
            return None
        found: set[int] = set(self._by_case.get(text, ()))
        if len(text) > 3 and text.isupper():
            found.update(self._by_capitals.get(text, ()))
        for form in forms:
            found.update(self._by_form.get(form, ()))
            for length in self._lengths:
                found.update(self._by_prefix.get(form[:length], ()))
        return tuple(sorted(found))

    def possible(self, words: SentenceWords) -> set[int]:
        """The numbers of the searches whose words all stand in a sentence, wherever."""
        present = words.places.keys()
        return {
            number
            for word in present
            for number in self._by_word.get(word, ())
            if all(any(need <= present for need in part) for part in self._searches[number].needs)
        }


@functools.lru_cache(maxsize=8)
def matcher_of(codebook: Codebook) -> Matcher:
    """The matcher of a codebook."""
    return Matcher(codebook)


class SentenceWords:
    """The comparable words of one sentence and where words of the codebook stand: {number: indices}."""

    __slots__ = ("_fits", "places", "tokens")

    def __init__(self, tokens: Sequence[Token], fits: Sequence[tuple[int, ...]]):
        self.tokens = tokens
        self._fits = fits
        self.places: dict[int, list[int]] = {}
        for index, numbers in enumerate(fits):
            for number in numbers:
                self.places.setdefault(number, []).append(index)

    def without(self, tokens: Iterable[Token]) -> SentenceWords:
        """The same words with some made unmatchable; they keep their places, so nothing moves together."""
        gone = {t.i for t in tokens}
        if not gone:
            return self
        fits = [() if t.i in gone else f for t, f in zip(self.tokens, self._fits, strict=True)]
        return SentenceWords(self.tokens, fits)

    def has_any(self, words: frozenset[str]) -> bool:
        """Whether a word stands here as printed, in lower case or by its lemma."""
        return any(t.text in words or t.lower_ in words or t.lemma_.lower() in words for t in self.tokens)

    def find(self, search: Search) -> Hit | None:
        """The first place where all parts of a pattern are found, or None."""
        found: list[list[tuple[int, ...]]] = []
        for part in search.parts:
            places = [place for phrase in part for place in self._places(phrase)]
            if not places:
                return None
            found.append(sorted(places))
        chosen = _choose(found, search.within)
        if chosen is None:
            return None
        return Hit(pattern=search.source, tokens=tuple(self.tokens[i] for i in sorted({i for p in chosen for i in p})))

    def find_all(self, search: Search) -> list[Hit]:
        """Every place of a pattern of one part (a name, an excepted phrase); of several parts, the first."""
        if len(search.parts) > 1:
            hit = self.find(search)
            return [hit] if hit else []
        places = sorted({place for phrase in search.parts[0] for place in self._places(phrase)})
        return [Hit(pattern=search.source, tokens=tuple(self.tokens[i] for i in place)) for place in places]

    def _places(self, phrase: Phrase) -> list[tuple[int, ...]]:
        starts = self.places.get(phrase[0], ())
        if len(phrase) == 1:
            return [(start,) for start in starts]
        return [place for start in starts if (place := self._place_from(phrase, start))]

    def _place_from(self, phrase: Phrase, at: int) -> tuple[int, ...] | None:
        """The indices of a phrase that starts at one word; a gap skips up to GAP_WORDS words."""
        place: list[int] = []
        reach = 1
        for word in phrase:
            if word == GAP:
                reach = GAP_WORDS + 1
                continue
            hit = next((i for i in range(at, min(at + reach, len(self._fits))) if word in self._fits[i]), None)
            if hit is None:
                return None
            place.append(hit)
            at, reach = hit + 1, 1
        return tuple(place)


def _choose(found: list[list[tuple[int, ...]]], within: int | None) -> tuple[tuple[int, ...], ...] | None:
    """One place per part, none sharing a word, the whole within so many words; the first such choice."""

    def extend(chosen: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...] | None:
        if len(chosen) == len(found):
            return chosen
        taken = {i for place in chosen for i in place}
        for place in found[len(chosen)]:
            if taken.isdisjoint(place) and _near(chosen, place, within):
                full = extend((*chosen, place))
                if full:
                    return full
        return None

    return extend(())


def _near(chosen: tuple[tuple[int, ...], ...], place: tuple[int, ...], within: int | None) -> bool:
    """Whether a place lies at most `within` words from every one chosen before."""
    if within is None:
        return True
    return all(max(place[0] - other[-1], other[0] - place[-1]) <= within for other in chosen)
