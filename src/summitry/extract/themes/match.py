"""Find the phrases of a codebook among the words of a sentence.

What is compared is a word's printed form and its lemma; hyphens, quotation marks and the possessive 's are skipped,
so "air-defense system" and "Iran's 'nuclear' program" are found by plain phrases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from summitry.knowledge.codebook import GAP_WORDS, Pattern, Word
from summitry.records import record

SKIPPED = frozenset("-–—‐‑\"“”„‘’'`*[]") | {"''", "``", "'s", "’s"}

NOTHING = ("", "", "")  # fits no word


@record
class Hit:
    """The words by which a pattern was found: the tokens of each of its parts, in the order of the text."""

    pattern: str
    tokens: tuple[Token, ...]


class SentenceWords:
    """The comparable words of one sentence. Built once per sentence, asked for many patterns."""

    __slots__ = ("forms", "present", "shouts", "tokens")

    def __init__(self, tokens: Sequence[Token]):
        self.tokens = [t for t in tokens if not t.is_space and t.tag_ != "POS" and t.text not in SKIPPED]
        self.forms = [(t.text, t.lower_, t.lemma_.lower()) for t in self.tokens]
        self.present = frozenset(form for three in self.forms for form in three)
        self.shouts = any(len(t) > 3 and t.text.isupper() for t in self.tokens)

    def without(self, tokens: Iterable[Token]) -> SentenceWords:
        """The same words with some made unmatchable; they keep their places, so nothing moves together."""
        gone = {t.i for t in tokens}
        if not gone:
            return self
        other = SentenceWords(())
        other.tokens = self.tokens
        other.forms = [NOTHING if t.i in gone else f for t, f in zip(self.tokens, self.forms, strict=True)]
        other.present = frozenset(form for three in other.forms for form in three)
        other.shouts = self.shouts
        return other

    def find(self, pattern: Pattern) -> Hit | None:
        """The first place where all parts of a pattern are found, or None."""
        found: list[list[tuple[int, ...]]] = []
        for part in pattern.parts:
            places = [place for phrase in part for place in self._places(phrase)]
            if not places:
                return None
            found.append(sorted(places))
        chosen = _choose(found, pattern.within)
        if chosen is None:
            return None
        return Hit(pattern=pattern.source, tokens=tuple(self.tokens[i] for i in sorted({i for p in chosen for i in p})))

    def find_all(self, pattern: Pattern) -> list[Hit]:
        """Every place of a pattern of one part (a name, an excepted phrase); of several parts, the first."""
        if len(pattern.parts) > 1:
            hit = self.find(pattern)
            return [hit] if hit else []
        places = sorted({place for phrase in pattern.parts[0] for place in self._places(phrase)})
        return [Hit(pattern=pattern.source, tokens=tuple(self.tokens[i] for i in place)) for place in places]

    def _places(self, phrase: tuple[Word, ...]) -> list[tuple[int, ...]]:
        if not all(word.gap or self._may_stand(word) for word in phrase):
            return []
        places = []
        for start in range(len(self.tokens)):
            place = self._place_from(phrase, start)
            if place:
                places.append(place)
        return places

    def _place_from(self, phrase: tuple[Word, ...], at: int) -> tuple[int, ...] | None:
        """The indices of a phrase that starts at one word; a gap skips up to GAP_WORDS words."""
        place: list[int] = []
        reach = 1
        for word in phrase:
            if word.gap:
                reach = GAP_WORDS + 1
                continue
            hit = next((i for i in range(at, min(at + reach, len(self.tokens))) if fits(word, self.forms[i])), None)
            if hit is None:
                return None
            place.append(hit)
            at, reach = hit + 1, 1
        return tuple(place)

    def _may_stand(self, word: Word) -> bool:
        """Whether any word of the sentence fits; the cheap question first, since most patterns fail here."""
        if not word.exact.isdisjoint(self.present) or not word.cased.isdisjoint(self.present):
            return True
        if word.prefixes and any(form.startswith(word.prefixes) for form in self.present):
            return True
        return bool(word.cased) and self.shouts and any(fits(word, three) for three in self.forms)


def fits(word: Word, forms: tuple[str, str, str]) -> bool:
    """Whether a word of a phrase fits a token given as (printed form, lower case, lemma in lower case).

    A word with a capital also fits a headline's all-capital spelling, if it is too long to be an abbreviation.
    """
    text, lower, lemma = forms
    if lower in word.exact or lemma in word.exact:
        return True
    if word.prefixes and (lower.startswith(word.prefixes) or lemma.startswith(word.prefixes)):
        return True
    return text in word.cased or (len(text) > 3 and text.isupper() and any(text == c.upper() for c in word.cased))


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
