"""The word lists of `knowledge/meeting_words.csv`, by kind.

Kinds: verb (A and B meet, A meets with B), host (A receives B), phrase (shake hands), noun (talks), light (hold
talks), travel (fly to), format (by phone), gathering (what a talk on the sidelines is on the sidelines of), status
(words of what lies ahead or was earlier), cancel, habit, modal, possible, denial (what makes a telling no meeting).
"""

from __future__ import annotations

import functools
import re

from summitry.knowledge import read_rows

# "his guest, X": who is at somebody's house; read in `acts`.
HOST_AND_GUEST = frozenset({"host", "guest", "visitor"})


@functools.cache
def word_rows(kind: str) -> dict[str, dict[str, str]]:
    """The rows of one kind: {word: row}."""
    rows = read_rows("meeting_words", required=("kind", "word", "example", "source"))
    return {row["word"]: row for row in rows if row["kind"] == kind}


@functools.cache
def trigger_lemmas() -> frozenset[str]:
    """Every lemma that can head a word of meeting: of a phrase its verb, of a noun of several words the last."""
    verbs = {word.split()[0] for kind in ("verb", "host", "travel", "together", "phrase") for word in word_rows(kind)}
    return frozenset(verbs | {word.split()[-1] for word in word_rows("noun")} | HOST_AND_GUEST)


@functools.cache
def phrases(kind: str, *, status: str = "", fmt: str = "") -> re.Pattern[str]:
    """A pattern that finds any word or phrase of a kind (of one status or format), longest first, in any case."""
    words = [w for w, r in word_rows(kind).items() if r["status"] in (status, status if status else "")]
    words = [w for w in words if not fmt or word_rows(kind)[w]["format"] == fmt]
    words.sort(key=lambda w: (-len(w), w))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(w) for w in words) + r")(?!\w)", re.IGNORECASE)


# Closed classes of grammar, not knowledge about meetings.
SAYING = frozenset(
    [
        "say",
        "tell",
        "announce",
        "confirm",
        "report",
        "add",
        "note",
        "state",
        "reveal",
        "declare",
        "claim",
        "inform",
        "promise",
        "stress",
        "remark",
        "tweet",
        "write",
        "disclose",
        "indicate",
        "explain",
        "acknowledge",
        "quote",
        "know",
        "learn",
        "hear",
        "understand",
        "believe",
        "think",
        "mention",
        "insist",
    ]
)
GROUP_WORDS = frozenset(
    [
        "leader",
        "two",
        "pair",
        "both",
        "man",
        "president",
        "duo",
        "minister",
        "they",
        "them",
        "trio",
        "three",
        "counterpart",
    ]
)
HE, THEY = frozenset({"he", "him", "she", "her", "his"}), frozenset({"they", "them", "their", "both", "each"})
EVENT_NOUNS = frozenset(
    [
        "sideline",
        "gathering",
        "margin",
        "fringe",
        "edge",
        "summit",
        "forum",
        "ceremony",
        "conference",
        "commemoration",
        "visit",
        "trip",
        "resort",
        "city",
        "town",
        "capital",
        "palace",
        "residence",
        "assembly",
        "session",
        "hotel",
        "parade",
        "meeting",
        "talk",
        "start",
        "end",
        "beginning",
        "opening",
        "dinner",
        "lunch",
        "reception",
        "office",
        "stop",
        "tour",
        "celebration",
        "anniversary",
        "inauguration",
        "funeral",
        "congress",
        "retreat",
        "course",
        "outset",
        "conclusion",
        "occasion",
        "evening",
        "morning",
        "afternoon",
        "day",
        "part",
        "framework",
        "side",
        "state",
        "headquarters",
        "mansion",
        "villa",
        "estate",
        "event",
        "way",
        "face",
    ]
)
