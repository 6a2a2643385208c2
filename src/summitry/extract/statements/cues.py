"""The cue words of reported speech, from `knowledge/cues.csv`, and small questions about them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from spacy.tokens import Token

from summitry.knowledge import read_list, read_rows

# Lemmas the model's lemmatizer gets wrong (hopes -> hop).
LEMMA_REPAIRS = {"hop": "hope", "retweete": "retweet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One cue word: what it takes as content (frame -> tier) and how it names the addressee.

    Frames: clause (that ...), infinitive (to ...), object, prep:X. Tiers: speech, attitude. `addressee` is `dative`
    (told X), a preposition (said to X), or empty.
    """

    lemma: str
    frames: dict[str, str]
    addressee: str

    @property
    def tier(self) -> str:
        """The tier of the word beside a quotation: speech if any of its frames is."""
        return "speech" if "speech" in self.frames.values() else "attitude"


@functools.cache
def read_cues(part: str = "verb") -> dict[str, Cue]:
    """The cues by lemma: `part` is verb, noun or adjective. A word may have a row for each tier."""
    cues: dict[str, Cue] = {}
    for row in read_rows("cues", required=("lemma", "part", "tier", "frames", "source")):
        if row["part"] != part:
            continue
        known = cues.get(row["lemma"])
        frames = dict.fromkeys(row["frames"].split(), row["tier"])
        if known is not None:
            frames = known.frames | frames
        cues[row["lemma"]] = Cue(lemma=row["lemma"], frames=frames, addressee=row["addressee"])
    return cues


def word_list(name: str) -> frozenset[str]:
    """The words of one list of `knowledge/speech_words.csv`."""
    return read_list("speech_words", name)


@functools.cache
def participles() -> frozenset[str]:
    """The forms in -ing of the verbs, which the model may read as nouns."""
    return frozenset(form for verb in read_cues() for form in (verb + "ing", verb.removesuffix("e") + "ing"))


def lemma_of(token: Token) -> str:
    """The token's lemma in lower case, with the model's slips repaired."""
    lemma = token.lemma_.lower()
    return lemma if token.lower_.startswith("hopp") else LEMMA_REPAIRS.get(lemma, lemma)


def cue_of(token: Token) -> Cue | None:
    """The cue a verb is, or None."""
    if token.lower_ in ("said", "says"):  # "Said Ellis: ..." is often read as a name
        return read_cues()["say"]
    if token.pos_ not in ("VERB", "AUX") and not token.tag_.startswith("VB"):
        if token.dep_ in ("advcl", "xcomp") and token.lower_.endswith("ing"):  # ", warning of ..." read as a noun
            return read_cues().get(token.lower_[:-3]) or read_cues().get(token.lower_[:-3] + "e")
        return None
    return read_cues().get(lemma_of(token))


def noun_cue_of(token: Token) -> Cue | None:
    """The cue a noun is (the claim that ...), or None."""
    return read_cues("noun").get(lemma_of(token)) if token.pos_ == "NOUN" else None


def adjective_cue_of(token: Token) -> Cue | None:
    """The cue an adjective is (sure that ...), or None."""
    return read_cues("adjective").get(token.lower_) if token.pos_ == "ADJ" else None


def is_speech(token: Token) -> bool:
    """Is the token a verb of saying, writing or posting?"""
    cue = cue_of(token)
    return cue is not None and cue.tier == "speech"
