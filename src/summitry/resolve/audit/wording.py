"""Sentences that make a claim about the series of meetings: how many, the how-manieth, the first since, the last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from summitry.records import EVIDENCE_KINDS, Article, DayRange, Mention, TimeExpression, record

CARDINALS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
        ]
    )
}
ORDINALS = {
    w: n
    for n, w in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        1,
    )
}
_NUMBER = r"(?P<n>\d{1,3}|" + "|".join(CARDINALS) + r")"
_ORDINAL = r"(?P<n>\d{1,2}(?:st|nd|rd|th)|" + "|".join(ORDINALS) + r")"
_KIND = (
    r"(?P<noun>(?:face-to-face |in-person |bilateral |formal |phone |telephone )?"
    r"(?:meetings|summits|encounters|calls|conversations|visits|trips))"
)
_TURN = r"(?:phone )?(?:meeting|summit|encounter|visit|trip(?! abroad)|call|conversation|sit-down|talks|time)"
_PATTERNS = (
    ("count", re.compile(rf"\b{_NUMBER}\s+(?:\w+\s+)?{_KIND}\b", re.I)),
    (
        "count",
        re.compile(rf"\b(?:met|meet|spoken|talked|visited)\b[^.;]{{0,40}}?\b{_NUMBER}\s+(?P<noun>times)\b", re.I),
    ),
    ("first_since", re.compile(r"\bfirst\b(?P<noun>[^.;“”\"]{0,60}?)\bsince\b", re.I)),
    ("nth", re.compile(rf"\b{_ORDINAL}\s+(?:[\w-]+\s+){{0,2}}?(?P<noun>{_TURN})\b", re.I)),
    (
        "last_met",
        re.compile(
            r"\blast\s+(?P<noun>met|spoke|talked|visited|travell?ed|flew|went|saw|hosted|received|came)\b", re.I
        ),
    ),
    (
        "not_since",
        re.compile(
            r"\b(?:not|n['’]t|never)\s+(?P<noun>(?:met|spoken|talked|held|had|seen|visited)\b[^.;]{0,60}?)\bsince\b",
            re.I,
        ),
    ),
)


@record
class Wording:
    """A claim as worded. `number` for counts and turns; `days` those it names ("since September 2016")."""

    article_id: str
    start: int
    end: int
    text: str
    kind: str
    number: int | None
    noun: str
    people: tuple[str, ...]  # person_ids
    since: DayRange | None
    days: DayRange | None
    formal: bool
    sentence: str
    event: str  # what a "first since" counts from, as far as the clause goes


def find_wordings(
    article: Article, doc: Doc, mentions: Sequence[Mention], times: Sequence[TimeExpression], pair: tuple[str, ...]
) -> Iterator[Wording]:
    """The claims of an article's sentences. `pair`: whom a sentence means that names fewer than two persons."""
    seen: set[tuple[int, str]] = set()
    for sent in doc.sents:
        if article.kind_at(sent.start_char) not in (*EVIDENCE_KINDS, None):
            continue
        text = sent.text
        for kind, pattern in _PATTERNS:
            for match in pattern.finditer(text):
                wording = _wording(article, sent, match, kind, mentions, times, pair)
                clash = wording and kind == "nth" and (wording.start, "first_since") in seen
                if wording and (wording.start, kind) not in seen and not clash:
                    seen.add((wording.start, kind))
                    yield wording


def _wording(article, sent: Span, match, kind: str, mentions, times, pair) -> Wording | None:
    start = sent.start_char + match.start()
    near = [t for t in times if sent.start_char <= t.start < sent.end_char and t.earliest is not None]
    after = [t for t in near if t.start >= sent.start_char + match.start() and t.type in ("DATE", "TIME")]
    since_at = re.compile(r"\bsince\b", re.I).search(sent.text, match.start())
    since = next((t for t in after if since_at and t.start >= sent.start_char + since_at.start()), None)
    named = since or (after[0] if after else None)
    people = _people(sent, mentions, pair)
    if len(people) < 2 or not _about_meetings(kind, match, sent):
        return None
    end = max(sent.start_char + match.end(), named.end if named else 0)
    if kind == "first_since" and since is None:  # the event is what the reader must see
        end = sent.start_char + re.compile(r"[^,.;”\"\n]*").match(sent.text, match.end()).end()
    return Wording(
        article_id=article.article_id,
        start=start,
        end=end,
        text=article.text[start:end],
        kind=kind,
        number=_number(match.groupdict().get("n")),
        noun=(match.group("noun") or "").strip().lower(),
        people=people,
        since=_range(since),
        days=_range(named),
        formal=bool(re.search(r"\bformal\b|\bsignificant\b|\bfull\b|\bofficial\b", sent.text, re.I)),
        sentence=sent.text.strip(),
        event=_event(sent, match) if kind == "first_since" else "",
    )


def _event(sent: Span, match: re.Match) -> str:
    return re.compile(r"[^.;”\"\n]*").match(sent.text, match.end()).group().strip()


def _range(time: TimeExpression | None) -> DayRange | None:
    return DayRange(earliest=time.earliest, latest=time.latest) if time else None


def _number(text: str | None) -> int | None:
    if not text:
        return None
    low = text.lower()
    digits = re.match(r"\d+", low)
    return int(digits.group()) if digits else CARDINALS.get(low, ORDINALS.get(low))


def _people(sent: Span, mentions: Sequence[Mention], pair: tuple[str, ...]) -> tuple[str, ...]:
    """The pair a claim is about: of the persons its sentence names those of the pair, else exactly two others."""
    inside = [m for m in mentions if sent.start_char <= m.start < sent.end_char]
    ids = list(dict.fromkeys(i for m in inside for i in ((m.person_id,) if m.person_id else m.people)))
    if not ids or any(i in pair for i in ids):
        return tuple(sorted(pair))
    return tuple(sorted(ids)) if len(ids) == 2 else ()


def _about_meetings(kind: str, match: re.Match, sent: Span) -> bool:
    """A claim of this kind must speak of meetings: "first since" and "third time" alone might be of anything."""
    words = (
        r"\bmeet(?:ing|ings|s)?\b|\bmet\b|\btalks\b|\bsummit\b|\bsit-down\b|\bvisit|\btrip\b(?! abroad)|\bcall\b"
        r"|\bspoke|\bencounter\b|\bconversation\b"
    )
    if kind == "first_since":  # "first meeting since", "first time they met since", "the meeting was the first since"
        noun = match.group("noun").strip()
        return bool(re.search(words, noun or sent.text[: match.end()], re.I)) or (
            bool(re.match(r"time\b|such\b|face-to-face\b", noun, re.I)) and bool(re.search(words, sent.text, re.I))
        )
    if kind == "nth":
        if match.group("noun").lower() == "time":
            return bool(re.search(words, sent.text, re.I))
        return bool(re.search(r"\bthis year\b|\bin \d{4}\b|\bsince\b|\bmonths?\b", sent.text[match.end() :], re.I))
    if kind == "not_since":
        return bool(re.search(words + r"|\bspoken\b|\bseen\b", match.group("noun"), re.I))
    return True
