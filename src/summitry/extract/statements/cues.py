"""The cue words of reported speech, from `knowledge/cues.csv`, and small questions about them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from summitry.knowledge import read_rows

# Forms the model's lemmatizer gets wrong or writes in its own way.
LEMMA_REPAIRS = {"streese": "stress", "retweete": "tweet", "hop": "hope", "rat": "rate", "incense": "incense"}
FINITE = {"VBD", "VBZ", "VBP", "VBN", "VBG", "VB", "MD"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One cue verb: its tier (speech, attitude), what it takes as content, and how it names the addressee."""

    lemma: str
    tier: str
    clause: bool
    infinitive: bool
    object: bool
    prepositions: frozenset[str]
    addressee: str


@functools.cache
def read_cues() -> dict[str, Cue]:
    """The cue verbs by lemma."""
    cues = {}
    for row in read_rows("cues", required=("lemma", "tier", "frames", "source")):
        frames = row["frames"].split()
        cues[row["lemma"]] = Cue(
            lemma=row["lemma"],
            tier=row["tier"],
            clause="clause" in frames,
            infinitive="infinitive" in frames,
            object="object" in frames,
            prepositions=frozenset(f.removeprefix("prep:") for f in frames if f.startswith("prep:")),
            addressee=row["addressee"],
        )
    return cues


def lemma_of(token) -> str:
    """The token's lemma in lower case, with the model's slips repaired."""
    lemma = token.lemma_.lower()
    if lemma in LEMMA_REPAIRS and not (lemma == "hop" and token.lower_.startswith("hopp")):
        return LEMMA_REPAIRS[lemma]
    return lemma


def cue_of(token) -> Cue | None:
    """The cue a verb token is, or None."""
    if token.lower_ in ("said", "says"):  # "Said Ellis: ..." is often read as a name
        return read_cues()["say"]
    if token.pos_ not in ("VERB", "AUX") and not token.tag_.startswith("VB"):
        return None
    return read_cues().get(lemma_of(token))


def is_speech(token) -> bool:
    cue = cue_of(token)
    return cue is not None and cue.tier == "speech"
