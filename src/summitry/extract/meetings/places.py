"""Where a meeting is: city, country and venue that hang on the words that tell of it."""

from __future__ import annotations

from spacy.tokens import Token

from summitry.extract.meetings.scene import Scene, Trigger, spine, told_span
from summitry.extract.meetings.setting import ARRANGED, climb, levels, preposition_before
from summitry.extract.meetings.words import EVENT_NOUNS, GROUP_WORDS, SAYING, phrases, word_rows
from summitry.knowledge.places import find_place
from summitry.records import PlaceMention, record

# What stands under these verbs is what the talks are about, not where they are.
AGENDA = frozenset(["center", "centre", "focus", "discuss", "concern", "address", "cover", "revolve"]) | frozenset(
    ["touch", "deal", "talk", "include", "involve", "coordinate"]
)


NOT_THE_PLACE = frozenset(
    ["of", "from", "on", "about", "against", "over", "for", "than", "as", "between", "toward", "towards", "with"]
)


TOWNS = frozenset(["side", "outskirts", "centre", "center", "town", "city", "resort", "port"]) | frozenset(
    ["capital", "village", "suburb", "hamlet"]
)
LEFT = frozenset(["leave", "depart", "quit", "flee", "abandon"])  # "left Riyadh": whatever comes is elsewhere
LEAVING = frozenset(["leave", "depart", "head", "set", "fly", "sail", "embark"])  # "left for Baghdad"


@record
class Where:
    """The place of a telling, as far as it says."""

    city: str | None = None
    country: str | None = None
    venue: str | None = None


def place_of(scene: Scene, trigger: Trigger, kind: str) -> Where:
    """City, country and venue that hang on the trigger or the verbs above it."""
    token = scene.doc[trigger.token]
    known = levels(scene, token)
    sent = told_span(scene, token)
    described = _described_by_where(scene, token)
    found: list[tuple[int, int, PlaceMention]] = []
    for start, end, place in scene.places:
        if not (sent.start <= start < sent.end):
            continue
        cost = _place_cost(scene, start, end, token, known, kind)
        cost = 2 if place is described else cost
        if cost is None and _beside_participant(scene, trigger, start, end):
            cost = 15
        if cost is not None:
            found.append((cost, start, place))
    if not found and any(c.lower_ == "here" and c.dep_ == "advmod" for _, t in spine(token) for c in t.children):
        return where([p for _, _, p in scene.places if scene.article.kind_at(p.start) == "dateline"][:1])
    if not found and (there := place_pointed_at(scene, token)):
        return where([there])
    return where([place for _, _, place in sorted(found, key=lambda f: f[:2])] or _only_town(scene, trigger))


def _described_by_where(scene: Scene, token: Token) -> PlaceMention | None:
    """ "left Riyadh for Cairo, where he is to meet Sisi": the place that the clause of a trigger describes."""
    clause = token
    while clause.dep_ in ("xcomp", "conj", "dobj", "ccomp") and clause.head.i != clause.i:
        clause = clause.head
    mark = next((c for c in clause.children if c.lower_ == "where" and c.i < token.i), None)
    if mark is None or clause.dep_ not in ("relcl", "advcl"):
        return None
    before = [
        p for a, _, p in scene.places if token.sent.start <= a < mark.i and p.kind in ("city", "venue", "country")
    ]
    return before[-1] if before else None


def points_there(scene: Scene, token: Token) -> bool:
    """Whether a sentence of meeting points back to a town: "There the pair crossed to an island"."""
    return any(t.lower_ == "there" and t.dep_ != "expl" for t in told_span(scene, token))


def place_pointed_at(scene: Scene, token: Token) -> PlaceMention | None:
    """The town that "there" means in a sentence of meeting: the one named last before it, a sentence or two back.

    "a tour that had begun in Cairo. There the prince was received by Sisi"
    """
    start = token.sent.start
    span = told_span(scene, token)
    if not points_there(scene, token):
        return None
    if any(span.start <= a < span.end and p.kind in ("city", "venue") for a, _, p in scene.places):
        return None
    floor = scene.doc[start - 1].sent.start if start else 0
    floor = scene.doc[floor - 1].sent.start if floor else 0
    before = [p for a, _, p in scene.places if floor <= a < start and p.kind in ("city", "venue")]
    return before[-1] if before else None


# Nouns between a meeting and its town that say nothing else of the town: "as leaders in Bali".
PASSING = EVENT_NOUNS | GROUP_WORDS | frozenset(["bank", "garden", "hall", "room", "house", "guesthouse", "airport"])


def _is_of_other(scene: Scene, trigger: Trigger, town: int) -> bool:
    """Whether another word of meeting stands nearer to a town: "met him in Paris, but have held no sit-down since"."""
    words = {*word_rows("verb"), *word_rows("noun"), *word_rows("host")}
    span = told_span(scene, scene.doc[trigger.token])
    far = abs(trigger.token - town)
    return any(abs(t.i - town) < far and t.i != trigger.token and t.lemma_.lower() in words for t in span)


def _only_town(scene: Scene, trigger: Trigger) -> list[PlaceMention]:
    """The one town of the sentence, after "in" or "at", that belongs to nothing else there; else nothing."""
    span = told_span(scene, scene.doc[trigger.token])
    towns = [(a, b, p) for a, b, p in scene.places if span.start <= a < span.end and p.kind in ("city", "venue")]
    if len({(find_place(p.place) or {}).get("city") or p.place for _, _, p in towns}) != 1:
        return []
    kept = []
    for start, end, place in towns:
        if _is_of_other(scene, trigger, start):
            continue
        link = scene.doc[start:end].root.head
        owner = link.head
        free = owner.pos_ in ("VERB", "AUX", "PROPN") and owner.lemma_.lower() not in SAYING
        free = free or owner.lower_ in ("other", "another")
        free = free or owner.i in scene.people_at or owner.i in scene.time_tokens
        led = ("in", "at", "inside", "to", "into") if trigger.kind == "company" else ("in", "at", "inside")
        if link.lower_ in led and (free or owner.lemma_.lower() in PASSING):
            kept.append(place)
    return kept if not any(scene.article.kind_at(p.start) == "dateline" for p in kept) else []


def _beside_participant(scene: Scene, trigger: Trigger, start: int, end: int) -> bool:
    """ "exchanged views with X in Oslo": a town that the parser hangs on one of the two, after the trigger."""
    root = scene.doc[start:end].root
    if not (
        _is_town(scene, start) and root.dep_ == "pobj" and root.head.lower_ in ("in", "at") and start > trigger.token
    ):
        return False
    return bool(set(scene.people_at.get(root.head.head.i, ())) & set(trigger.people))


def _place_cost(scene: Scene, start: int, end: int, token: Token, known: dict[int, int], kind: str) -> int | None:
    root = scene.doc[start:end].root
    if root.dep_ == "poss" and root.head.dep_ == "pobj" and root.head.head.lower_ in ("in", "at", "on", "inside"):
        root = root.head  # "at Moscow's Danilov monastery", "in a villa on Moscow's Alexei Tolstoy Street"
    led = root.head.lower_ == "for" and (root.head.head.lower_ in ARRANGED or root.head.head.lemma_.lower() in LEAVING)
    allowed = {"for"} if led else set()
    if root.head.lower_ == "of" and root.head.head.lemma_.lower() in TOWNS:
        allowed = {"of"}  # "in the port of Kiel"
    if (
        any(i in scene.people_at for i in range(start, end))
        or preposition_before(scene, start, root) in NOT_THE_PLACE - allowed
    ):
        return None
    if root.dep_ == "nsubj" and root.head.lemma_.lower() in ("host", "stage") and token.is_ancestor(root.head) is False:
        return 1 if root.head.is_ancestor(token) else None  # "Hanoi hosts the summit"
    if root.dep_ in ("amod", "nsubj", "nsubjpass", "poss") and kind != "caption":
        return None
    if root.dep_ == "dobj" and root.head.lemma_ in LEFT and any(c.lower_ == "for" for c in root.head.children):
        return None  # "left Riyadh for Cairo"; "left Moscow after their talks" is where they were
    if root.dep_ in ("compound", "nmod") and not _is_town(scene, start) and kind != "caption":
        return None
    if (
        root.dep_ == "compound"
        and root.head.i != token.i
        and root.head.i not in scene.place_tokens
        and not (root.head.dep_ == "pobj" and root.head.head.lower_ in ("at", "in", "inside"))
        and kind != "caption"
    ):
        return None
    if _under_agenda(scene, root, token):
        return None
    cost = climb(scene, root, known, False)
    if cost is not None and kind != "caption" and not _is_town(scene, start) and not _is_own_country(root, token):
        return None
    if not _is_town(scene, start) and kind != "caption" and phrases("agenda").search(_between(scene, token, start)):
        return None
    if cost is None and (
        kind == "caption" or (kind == "title" and preposition_before(scene, start, root) in ("in", "at"))
    ):
        return 30
    return cost


def _between(scene: Scene, token: Token, start: int) -> str:
    return scene.doc[token.i + 1 : start].text if start > token.i else ""


def _is_own_country(root: Token, token: Token) -> bool:
    """A country says where a meeting is when it hangs on the trigger, or on a journey made for its sake.

    "travelled to Russia to meet him" does; "will act against Iran in Syria, he said at the meeting" does not.
    """
    link = root.head if root.head.pos_ == "ADP" else root
    verb = link.head
    while verb.pos_ not in ("VERB", "AUX") and verb.i != token.i and verb.head.i != verb.i:
        verb = verb.head
    if verb.i == token.i or verb.head.i == token.i:
        return True
    if token.pos_ in ("NOUN", "PROPN") and token.head.i == verb.i and token.dep_ in ("dobj", "nsubj", "nsubjpass"):
        return verb.lemma_.lower() in word_rows("light")
    return verb.lemma_.lower() in word_rows("travel") and not _apart(token, verb)


def _apart(token: Token, verb: Token) -> bool:
    """Whether "after", "before" or the like stands between a trigger and a verb above it."""
    while token.i != verb.i and token.head.i != token.i:
        if token.lower_ in ("after", "before", "following", "since", "until", "without"):
            return True
        if any(c.dep_ == "mark" and c.lower_ in ("after", "before", "since", "until", "once") for c in token.children):
            return True
        token = token.head
    return False


def _under_agenda(scene: Scene, root: Token, token: Token) -> bool:
    """Whether a country hangs on a verb that tells what is talked about: "talks will focus on security in Syria"."""
    head = root.head
    while head.pos_ in ("ADP", "PROPN") and head.head.i != head.i:
        head = head.head
    town = any(a <= root.i < b and p.kind in ("city", "venue") for a, b, p in scene.places)
    return not town and head.lemma_.lower() in AGENDA and head.pos_ == "VERB"


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
