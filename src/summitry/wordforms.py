"""Part of speech, morphology and lemma of words, looked up once per distinct word instead of once per word.

spaCy's attribute ruler and rule lemmatizer decide from the word itself, its tag and its dependency label (a few
patterns look at two words). So their answer for (word, tag, label) can be kept: the same annotations at a fraction of
the time, and a quarter of the whole parse saved. A pipeline whose rules look at anything else runs as it is.
Source: the precedence of rules in `spacy.pipeline.AttributeRuler`, the order of steps in `spacy.pipeline.Lemmatizer`.
"""

from __future__ import annotations

from spacy.attrs import DEP, ORTH, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.pipeline.attributeruler import set_token_attrs
from spacy.tokens import Doc, Token

REPLACED = ("attribute_ruler", "lemmatizer")
# What a pattern may look at for its answer to be kept; what a rule may set.
LOOKED_AT = {"ORTH", "LOWER", "TAG", "DEP", "IS_SPACE"}
SET = {"POS", "MORPH", "LEMMA", "TAG", "DEP"}
SEPARATOR = "\N{INVISIBLE SEPARATOR}"  # keeps the sample's words from being read as neighbours
MOST_KEPT = 200_000  # words; beyond it the memory starts anew, so that a long run does not grow

Key = tuple[int, int, int]  # ORTH, TAG, DEP


def wordforms_of(nlp: Language) -> Wordforms | None:
    """The memory that stands in for two components of `nlp`, or None where they must run themselves."""
    pipes = dict(nlp.pipeline)
    ruler, lemmatizer = (pipes.get(name) for name in REPLACED)
    if type(ruler) is not AttributeRuler or not isinstance(lemmatizer, Lemmatizer) or lemmatizer.mode != "rule":
        return None
    names = list(pipes)
    needed = [name for name in ("tagger", "parser") if name in names]
    if any(names.index(name) > names.index(REPLACED[0]) for name in needed) or names.index(REPLACED[0]) > names.index(
        REPLACED[1]
    ):
        return None
    tokens = [token for rule in ruler.patterns for pattern in rule["patterns"] for token in pattern]
    if not all(token and set(token) <= LOOKED_AT for token in tokens):
        return None
    return Wordforms(ruler, lemmatizer) if all(set(rule["attrs"]) <= SET for rule in ruler.patterns) else None


class Wordforms:
    """Sets `pos`, `morph` and `lemma` of every token of a tagged and parsed Doc as the two components would."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self.ruler, self.lemmatizer = ruler, lemmatizer
        _make_index_quick(lemmatizer)
        self._rules: dict[Key, tuple[int, ...]] = {}
        self._answers: dict[Key, tuple[int, int, int, int, int]] = {}
        self._pairs = Matcher(ruler.vocab)
        for number, rule in enumerate(ruler.patterns):
            longer = [pattern for pattern in rule["patterns"] if len(pattern) > 1]
            if longer:
                self._pairs.add(str(number), longer)

    def __call__(self, doc: Doc) -> Doc:
        """Set the annotations in place and give the Doc back."""
        keys: list[Key] = [tuple(row) for row in doc.to_array([ORTH, TAG, DEP]).tolist()]
        if len(self._answers) > MOST_KEPT:
            self._answers.clear()
            self._rules.clear()
        self._learn(doc, [key for key in dict.fromkeys(keys) if key not in self._answers])
        for token, key in zip(doc, keys, strict=True):
            pos, morph, lemma, tag, dep = self._answers[key]
            token.pos, token.lemma = pos, lemma
            token.set_morph(morph)
            if tag != key[1]:
                token.tag = tag
            if dep != key[2]:
                token.dep = dep
        for i, numbers in self._matches_of_pairs(doc).items():
            self._apply(doc[i], keys[i], sorted({*self._rules[keys[i]], *numbers}))
        return doc

    def _learn(self, doc: Doc, keys: list[Key]) -> None:
        """Let the components answer for words not met before, each standing alone."""
        if not keys:
            return
        words = [word for key in keys for word in (doc.vocab.strings[key[0]], SEPARATOR)]
        sample = Doc(doc.vocab, words=words)
        for number, (_, tag, dep) in enumerate(keys):
            sample[2 * number].tag, sample[2 * number].dep = tag, dep
        rules: dict[int, list[int]] = {}
        for number, _, start, _ in self.ruler.match(sample):
            rules.setdefault(start, []).append(number)
        for number, key in enumerate(keys):
            token = sample[2 * number]
            self._rules[key] = tuple(rules.get(token.i, ()))
            self._apply(token, key, self._rules[key])
            self._answers[key] = (token.pos, token.morph.key, token.lemma, token.tag, token.dep)

    def _apply(self, token: Token, key: Key, numbers: tuple[int, ...] | list[int]) -> None:
        """What the rules of these numbers, later ones last, and then the lemmatizer make of a word."""
        token.pos = token.lemma = 0
        token.set_morph(None)
        _, token.tag, token.dep = key
        for number in numbers:
            set_token_attrs(token, self.ruler.attrs[number])
        if self.lemmatizer.overwrite or not token.lemma:
            token.lemma_ = self.lemmatizer.lemmatize(token)[0]

    def _matches_of_pairs(self, doc: Doc) -> dict[int, list[int]]:
        """{index of a word: the rules that look at its neighbours and fire there}."""
        found: dict[int, list[int]] = {}
        for name, start, end in self._pairs(doc, allow_missing=True):
            number = int(doc.vocab.strings[name])
            at = range(start, end)[self.ruler.indices[number]]
            found.setdefault(at, []).append(number)
        return found


def _make_index_quick(lemmatizer: Lemmatizer) -> None:
    """Let the lemmatizer find its forms in sets: its tables are lists of up to 60,000, searched from the start."""
    index = lemmatizer.lookups.get_table("lemma_index", {})
    for part_of_speech, forms in index.items():
        index[part_of_speech] = frozenset(forms)
