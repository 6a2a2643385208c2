"""When, where, how and on what occasion: what stands in a trigger's sentence and hangs on it."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span, Token

from summitry.extract.meetings.scene import Scene, spine, told_span
from summitry.extract.meetings.triggers import Trigger
from summitry.extract.meetings.words import EVENT_NOUNS, SAYING, phrases, word_rows
from summitry.knowledge.places import find_place
from summitry.records import DayRange, PlaceMention, TimeExpression, record

NOT_THE_DAY = frozenset(["since", "until", "till", "before", "after", "through", "during", "from"])
NOT_THE_PLACE = frozenset(
    ["of", "from", "on", "about", "against", "over", "for", "than", "between", "toward", "towards"]
)


@record
class Where:
    """The place of a telling, as far as it says."""

    city: str | None = None
    country: str | None = None
    venue: str | None = None


def levels(scene: Scene, token: Token) -> dict[int, int]:
    """The words a time or place may hang on, with their distance from the trigger."""
    levels = {t.i: n for n, t in spine(token)}
    for child in token.children:
        if child.dep_ in ("acl", "relcl", "prep", "xcomp") and child.pos_ in ("VERB", "AUX", "ADP"):
            levels.setdefault(child.i, 1)
    return levels


def _climb(scene: Scene, token: Token, known: dict[int, int], nouns: bool) -> int | None:
    """How far a time or place word hangs from the trigger's spine; None when something else owns it."""
    steps = 0
    while token.i not in known:
        if token.head.i == token.i or steps > 8:
            return None
        head = token.head
        if head.i not in known:
            passes = (
                head.pos_ in ("ADP", "SCONJ", "PART", "ADV", "NUM")
                or head.i in scene.place_tokens
                or head.i in scene.time_tokens
                or head.i in scene.people_at
                or head.lemma_.lower() in EVENT_NOUNS
                or (nouns and head.pos_ in ("NOUN", "PROPN"))
            )
            if not passes:
                return None
        token, steps = head, steps + 1
    return known[token.i] * 2 + steps


def time_of(scene: Scene, trigger: Trigger, kind: str) -> TimeExpression | None:
    """The time expression that says when the meeting is, or None."""
    token = scene.doc[trigger.token]
    known = levels(scene, token)
    sent = told_span(scene, token)
    candidates = []
    for start, end, time in scene.times:
        if not (sent.start <= start < sent.end) or time.type not in ("DATE", "TIME") or time.earliest is None:
            continue
        root = scene.doc[start:end].root
        time = _from_to(scene, start, time)
        if _preposition(scene, start, root) in NOT_THE_DAY and time.latest == time.earliest:
            continue
        cost = _climb(scene, root, known, True)
        if cost is None and start < token.sent.start:
            cost = 20  # the fragment before the sentence
        if cost is None and kind in ("caption", "title"):
            cost = 30
        if cost is None or _on_saying_verb(root, token):
            continue
        width = (time.latest - time.earliest).days if time.latest else 9999
        candidates.append((cost, width, abs(start - token.i), start, time))
    return min(candidates, key=lambda c: c[:4])[4] if candidates else None


def _from_to(scene: Scene, start: int, time: TimeExpression) -> TimeExpression:
    """ "from April 27 to 28": the days between two expressions, given to both; else the expression as it is."""
    before = scene.doc[start - 1].lower_ if start else ""
    if before not in ("from", "between") or time.earliest is None:
        return time
    for begin, _, later in scene.times:
        linked = 0 < begin - start <= 6 and scene.doc[begin - 1].lower_ in ("to", "and", "until", "through")
        if linked and later.latest and later.latest >= time.earliest:
            return replace(time, latest=later.latest)
    return time


def _preposition(scene: Scene, start: int, root: Token) -> str:
    if root.dep_ == "pobj" and root.head.i < start and root.head.pos_ in ("ADP", "SCONJ"):
        return root.head.lower_
    before = scene.doc[start - 1].lower_ if start else ""
    return before


def _on_saying_verb(root: Token, token: Token) -> bool:
    """The day of "officials said Wednesday that X will meet Y" is the officials'."""
    head = root.head
    while head.pos_ == "ADP" and head.head.i != head.i:
        head = head.head
    if head.lemma_.lower() not in SAYING or head.i == token.i:
        return False
    lower = token
    while lower.i != head.i and lower.head.i != lower.i:
        if lower.head.i == head.i:
            return lower.dep_ in ("ccomp", "parataxis", "dobj", "dep")
        lower = lower.head
    return False


def place_of(scene: Scene, trigger: Trigger, kind: str) -> Where:
    """City, country and venue that hang on the trigger or the verbs above it."""
    token = scene.doc[trigger.token]
    known = levels(scene, token)
    sent = told_span(scene, token)
    found: list[tuple[int, int, PlaceMention]] = []
    for start, end, place in scene.places:
        if not (sent.start <= start < sent.end):
            continue
        cost = _place_cost(scene, start, end, token, known, kind)
        if cost is not None:
            found.append((cost, start, place))
    return where([place for _, _, place in sorted(found, key=lambda f: f[:2])])


def _place_cost(scene: Scene, start: int, end: int, token: Token, known: dict[int, int], kind: str) -> int | None:
    root = scene.doc[start:end].root
    if any(i in scene.people_at for i in range(start, end)) or _preposition(scene, start, root) in NOT_THE_PLACE:
        return None
    if root.dep_ in ("amod", "nsubj", "nsubjpass", "poss") and kind != "caption":
        return None
    if (
        root.dep_ == "compound"
        and root.head.i != token.i
        and root.head.i not in scene.place_tokens
        and kind != "caption"
    ):
        return None
    cost = _climb(scene, root, known, False)
    if cost is None and (kind == "caption" or (kind == "title" and _preposition(scene, start, root) in ("in", "at"))):
        return 30
    return cost


def _is_town(scene: Scene, start: int) -> bool:
    return any(a == start and p.kind in ("city", "venue") for a, _, p in scene.places)


def where(places: list[PlaceMention]) -> Where:
    """City, country and venue from places in order of closeness; a country of another place does not count."""
    city = next((p for p in places if p.kind == "city"), None)
    venue = next((p for p in places if p.kind == "venue"), None)
    country = next((p.country or p.place for p in places if p.kind == "country"), None)
    if city is None and venue is not None:
        town = (find_place(venue.place) or {}).get("city") or None
        return Where(city=town, country=venue.country or country, venue=venue.place)
    home = city
    return Where(
        city=city.place if city else None,
        country=(home.country if home and home.country else country),
        venue=venue.place if venue else None,
    )


def format_of(scene: Scene, trigger: Trigger) -> str | None:
    """in_person, phone, video or sidelines as the words of the clause say; None where they leave it open."""
    token = scene.doc[trigger.token]
    clause = clause_span(token)
    for fmt in ("video", "phone", "sidelines"):
        for match in phrases("format", fmt=fmt).finditer(clause.text):
            hit = scene.doc.char_span(
                clause.start_char + match.start(), clause.start_char + match.end(), alignment_mode="expand"
            )
            if hit is not None and (trigger.token in range(hit.start, hit.end) or _belongs(hit.root, token)):
                return fmt
    if trigger.word in ("call", "phone", "telephone"):
        return "phone"
    return trigger.format


def clause_span(token: Token) -> Span:
    """The sentence of a token."""
    return token.sent


def _belongs(hit: Token, token: Token) -> bool:
    """Whether words of format hang on this trigger rather than on another verb of the sentence."""
    above = {t.i for _, t in spine(token)} if token.pos_ != "VERB" else {token.i}
    seen = 0
    while seen < 10:
        if hit.i in above or hit.i == token.i:
            return True
        if (
            hit.pos_ in ("VERB", "AUX")
            and hit.i != token.i
            and not (hit.dep_ in ("acl", "advcl") and hit.head.i in above)
        ):
            return False
        if hit.head.i == hit.i:
            return False
        hit, seen = hit.head, seen + 1
    return False


def days_of(time: TimeExpression | None) -> DayRange | None:
    """The days of a time expression, or None."""
    return DayRange(earliest=time.earliest, latest=time.latest) if time else None


def gathering_of(scene: Scene, trigger: Trigger) -> bool:
    """Whether the sentence places the meeting at a multilateral gathering."""
    return bool(word_rows("gathering")) and bool(phrases("gathering").search(scene.doc[trigger.token].sent.text))
