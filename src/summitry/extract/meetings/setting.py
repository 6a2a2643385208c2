"""When, where, how and on what occasion: what stands in a trigger's sentence and hangs on it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from spacy.tokens import Span, Token

from summitry.extract.meetings.scene import SUBJECTS, Scene, hosting_verb, spine, told_span
from summitry.extract.meetings.triggers import Trigger
from summitry.extract.meetings.words import EVENT_NOUNS, SAYING, phrases, word_rows
from summitry.knowledge.places import find_place
from summitry.records import DayRange, PlaceMention, TimeExpression, record

ABOUT = frozenset(["about", "around", "some", "nearly", "almost", "roughly", "approximately"])
ARRANGED = frozenset(["set", "scheduled", "planned", "due", "slated", "held", "arranged", "expected"])
NOT_THE_DAY = frozenset(["since", "until", "till", "before", "after", "through", "during", "from"])
BEGINNING = frozenset(["begin", "start", "open", "take", "happen", "occur"])
LEAVING = frozenset(["leave", "depart", "head", "set", "fly", "sail", "embark"])  # "left for Baghdad"
# What stands under these verbs is what the talks are about, not where they are.
AGENDA = frozenset(["center", "centre", "focus", "discuss", "concern", "address", "cover", "revolve"]) | frozenset(
    ["touch", "deal", "talk", "include", "involve", "coordinate"]
)
# "behind closed doors in Oslo", "at a hotel in Oslo": nouns that set the scene, not the agenda.
SCENE_PREPOSITIONS = frozenset(["at", "in", "inside", "outside", "behind", "during", "near", "amid", "aboard"])
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
    if (verb := hosting_verb(token)) is not None:
        levels.setdefault(verb.i, 3)
        levels.update({c.i: 3 for c in verb.children if c.dep_ == "dobj" and c.i not in levels})
    if token.pos_ in ("NOUN", "PROPN"):  # "the meeting, set for Moscow on Thursday", wherever the parser hangs it
        verb = next((t for t in token.doc[token.i + 1 : token.sent.end] if t.pos_ in ("VERB", "AUX")), None)
        if verb is not None and verb.lower_ in ARRANGED and verb.tag_ in ("VBN", "VBD"):
            levels.setdefault(verb.i, 1)
    for child in token.children:
        if child.dep_ == "advcl" and child.lemma_ == "be" and not any(c.dep_ in SUBJECTS for c in child.children):
            levels.setdefault(child.i, 1)  # "the last time they met was in March", as the parser may hang it
        if child.lemma_.lower() in SAYING:
            continue  # "the talks, confirmed on Tuesday"
        if child.dep_ in ("acl", "relcl", "prep", "xcomp") and child.pos_ in ("VERB", "AUX", "ADP"):
            levels.setdefault(child.i, 1)
            for below in _arranged_below(child):
                levels.setdefault(below.i, 1)
    return levels


def _arranged_below(verb: Token) -> list[Token]:
    """ "a visit that was due to begin on Monday": the words down to the beginning, on which the day hangs."""
    found = []
    for word in verb.children:
        if word.dep_ in ("acomp", "xcomp") and (word.lower_ in ARRANGED or word.lemma_.lower() in BEGINNING):
            found += [word, *_arranged_below(word)]
    return found


def _climb(scene: Scene, token: Token, known: dict[int, int], nouns: bool) -> int | None:
    """How far a time or place word hangs from the trigger's spine; None when something else owns it."""
    steps = 0
    while token.i not in known:
        if token.head.i == token.i or steps > 8:
            return None
        head = token.head
        if nouns and token.lower_ in ("since", "until", "before") and token.pos_ in ("ADP", "SCONJ"):
            return None
        if head.i not in known:
            passes = (
                head.pos_ in ("ADP", "SCONJ", "PART", "ADV", "NUM")
                or head.i in scene.place_tokens
                or head.i in scene.time_tokens
                or head.i in scene.people_at
                or (head.lemma_.lower() in EVENT_NOUNS and head.pos_ in ("NOUN", "PROPN"))
                or (head.dep_ in ("pobj", "dobj") and head.pos_ == "NOUN" and _is_partner(head, known))
                or (head.dep_ == "pobj" and head.pos_ == "NOUN" and head.head.lower_ in SCENE_PREPOSITIONS)
                or (nouns and head.pos_ in ("NOUN", "PROPN"))
            )
            if not passes:
                return None
        token, steps = head, steps + 1
    return known[token.i] * 2 + steps


def _is_partner(noun: Token, known: dict[int, int]) -> bool:
    """Whether a noun is whom a trigger is with: "met with officials in Washington"."""
    link = noun.head
    return link.lower_ == "with" and link.head.i in known and known[link.head.i] == 0


def time_of(scene: Scene, trigger: Trigger, kind: str, *, cancelled: bool = False) -> TimeExpression | None:
    """The time expression that says when the meeting is (of one called off: when it was to be), or None."""
    token = scene.doc[trigger.token]
    known = levels(scene, token)
    sent = told_span(scene, token)
    candidates = []
    for start, end, time in scene.times:
        if not (sent.start <= start < sent.end) or time.type not in ("DATE", "TIME") or time.earliest is None:
            continue
        root = scene.doc[start:end].root
        if _ends_range(scene, start):
            continue
        time = _from_to(scene, start, time)
        if _preposition(scene, start, root) in NOT_THE_DAY and time.latest == time.earliest:
            continue
        cost = _climb(scene, root, known, True)
        if cost is None and start < token.sent.start:
            cost = 20  # the fragment before the sentence
        if cost is None and kind in ("caption", "title"):
            cost = 30
        if cost is None or _on_saying_verb(root, token) or _runs_before(root, token):
            continue
        if cancelled and _is_day_of_calling_off(root, token):
            continue
        width = (time.latest - time.earliest).days if time.latest else 9999
        candidates.append((cost, width, abs(start - token.i), start, time))
    if not candidates:
        return None
    best = min(candidates, key=lambda c: c[:4])
    inner = [c for c in candidates if c[0] <= best[0] + 3 and _within(c[4], best[4])]
    return min(inner, key=lambda c: (c[1], c[0], c[3]))[4]  # "two weeks ago, on November 15"


def _is_day_of_calling_off(root: Token, token: Token) -> bool:
    """ "called off on Tuesday a meeting", "the meeting was called off on Tuesday": the day it was called off.

    After an object the day is the meeting's: "scrapped a trip to Oslo on Friday".
    """
    link = root
    while link.head.pos_ == "ADP" and link.head.i != link.i:
        link = link.head
    verb = link.head
    words = word_rows("cancel")
    if not any(w.split()[0] == verb.lemma_.lower() for w in words):
        return False
    return not verb.i < token.i < root.i


def _within(time: TimeExpression, other: TimeExpression) -> bool:
    """Whether the days of one expression lie within those of another."""
    if time.latest is None or other.latest is None:
        return time is other
    return other.earliest <= time.earliest and time.latest <= other.latest


def _runs_before(root: Token, token: Token) -> bool:
    """ "arrived on Tuesday, before the talks": the day is the arrival's."""
    above = {t.i: t for t in root.ancestors}
    while token.head.i != token.i and token.i not in above:
        marks = [c.lower_ for c in token.children if c.dep_ == "mark"]
        if token.lower_ in ("before", "ahead", "until", "eve") or set(marks) & {"before", "until"}:
            return True
        token = token.head
    return False


def _ends_range(scene: Scene, start: int) -> bool:
    """Whether an expression is the end of "from April 27 to 28", which the first one carries."""
    return any(
        begin < start and _from_to(scene, begin, time) is not time and start - begin <= 6
        for begin, _, time in scene.times
    )


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
    if root.dep_ in ("poss", "compound", "nmod", "amod") and root.i in scene.time_tokens:
        return ""  # "after Thursday's meeting"
    while root.dep_ in ("conj", "appos") and root.head.i < root.i:
        root = root.head
    if root.dep_ == "pobj" and root.head.i < root.i and root.head.pos_ in ("ADP", "SCONJ"):
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
            return lower.dep_ in ("ccomp", "parataxis", "dobj", "dep", "npadvmod", "appos")
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
        if cost is None and _beside_participant(scene, trigger, start, end):
            cost = 15
        if cost is not None:
            found.append((cost, start, place))
    if not found and any(c.lower_ == "here" and c.dep_ == "advmod" for _, t in spine(token) for c in t.children):
        return where([p for _, _, p in scene.places if scene.article.kind_at(p.start) == "dateline"][:1])
    return where([place for _, _, place in sorted(found, key=lambda f: f[:2])])


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
    led = root.head.lower_ == "for" and (root.head.head.lower_ in ARRANGED or root.head.head.lemma_.lower() in LEAVING)
    allowed = {"for"} if led else set()
    if (
        any(i in scene.people_at for i in range(start, end))
        or _preposition(scene, start, root) in NOT_THE_PLACE - allowed
    ):
        return None
    if root.dep_ == "nsubj" and root.head.lemma_.lower() in ("host", "stage") and token.is_ancestor(root.head) is False:
        return 1 if root.head.is_ancestor(token) else None  # "Hanoi hosts the summit"
    if root.dep_ in ("amod", "nsubj", "nsubjpass", "poss") and kind != "caption":
        return None
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
    cost = _climb(scene, root, known, False)
    if cost is not None and kind != "caption" and not _is_town(scene, start) and not _is_own_country(root, token):
        return None
    if not _is_town(scene, start) and kind != "caption" and phrases("agenda").search(_between(scene, token, start)):
        return None
    if cost is None and (kind == "caption" or (kind == "title" and _preposition(scene, start, root) in ("in", "at"))):
        return 30
    return cost


def _between(scene: Scene, token: Token, start: int) -> str:
    return scene.doc[token.i + 1 : start].text if start > token.i else ""


def residence_of(scene: Scene, people: frozenset[str]) -> Where:
    """The seat of one of those who met, if the article is at, in or inside exactly one such seat; else nothing.

    "the White House said" is no place; "entered the White House" and "in the Oval Office" are.
    """
    homes = {scene.persons[i].country for i in people if i in scene.persons} - {None}
    found = []
    for start, end, place in scene.places:
        root = scene.doc[start:end].root
        inside = root.dep_ == "pobj" and root.head.lower_ in ("at", "in", "inside", "into", "to", "outside")
        entered = root.dep_ == "dobj" and root.head.lemma_.lower() in ("enter", "visit", "leave", "reach")
        town = (find_place(place.place) or {}).get("city")
        if (
            place.kind == "venue"
            and phrases("seat").search(place.place)
            and town
            and place.country in homes
            and (inside or entered)
        ):
            found.append((town, place))
    if len({town for town, _ in found}) != 1:
        return Where()
    town, place = found[0]
    return Where(city=town, country=place.country, venue=place.place)


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


@record
class Offset:
    """ "about a month after": so many days, weeks, months or years, how loosely (in days), and in which direction."""

    count: int
    unit: str  # D, W, M, Y
    slack: int
    back: bool

    def days_from(self, days: DayRange) -> DayRange:
        """The days that lie so far from the days of another meeting."""
        name = {"D": "days", "W": "weeks", "M": "months", "Y": "years"}[self.unit]
        step = relativedelta(**{name: -self.count if self.back else self.count})
        slack = timedelta(days=self.slack)
        return DayRange(earliest=days.earliest + step - slack, latest=days.latest + step + slack)


def offset_of(scene: Scene, token: Token) -> Offset | None:
    """ "held about a month after Rivlin visited and met Putin": how far the clause's meeting is from the other one.

    Months, weeks and years are taken as round numbers, a quarter either way; days are exact unless "about".
    """
    clause = token
    while clause.dep_ == "conj" and clause.head.i != clause.i:
        clause = clause.head
    marks = [c for c in clause.children if c.dep_ == "mark" and c.lower_ in ("after", "before")]
    if not marks or clause.dep_ != "advcl":
        return None
    for start, end, time in scene.times:
        match = re.fullmatch(r"P(\d+)([DWMY])", time.value)
        if end == marks[0].i and match:
            count, unit = int(match.group(1)), match.group(2)
            loose = unit != "D" or {scene.doc[max(start - 1, 0)].lower_, scene.doc[start].lower_} & ABOUT
            slack = count * {"D": 1, "W": 7, "M": 30, "Y": 365}[unit] // 4 if loose else 0
            return Offset(count=count, unit=unit, slack=slack, back=marks[0].lower_ == "after")
    return None


def told_within(scene: Scene, token: Token, days: DayRange | None) -> bool:
    """Whether one of the times below a word gives these days."""
    low, high = token.left_edge.i, token.right_edge.i
    inside = [t for a, _, t in scene.times if low <= a <= high and t.type in ("DATE", "TIME")]
    return days is not None and any((t.earliest, t.latest) == (days.earliest, days.latest) for t in inside)


def days_gone_by(days: DayRange | None, published: DayRange) -> DayRange | None:
    """The days after "since", which never looks ahead: in a sentence on the future March is the last one, not the next."""
    ahead = days is not None and days.is_bounded and published.is_bounded and days.earliest > published.latest
    year = relativedelta(years=1)
    return DayRange(earliest=days.earliest - year, latest=days.latest - year) if ahead else days


WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)


def planned_days(time: TimeExpression | None, published: DayRange) -> DayRange | None:
    """The days of a meeting called off: a bare weekday lies ahead, for what is called off was still to come."""
    days = days_of(time)
    bare = time is not None and WEEKDAY.fullmatch(time.text)
    if bare and days.is_day and published.is_day and days.latest < published.earliest:
        return DayRange(earliest=days.earliest + timedelta(days=7), latest=days.latest + timedelta(days=7))
    return days


def days_of(time: TimeExpression | None) -> DayRange | None:
    """The days of a time expression, or None."""
    return DayRange(earliest=time.earliest, latest=time.latest) if time else None


def gathering_of(scene: Scene, trigger: Trigger) -> bool:
    """Whether the sentence places the meeting at a multilateral gathering."""
    return bool(word_rows("gathering")) and bool(phrases("gathering").search(scene.doc[trigger.token].sent.text))
