"""When a meeting is: the time expression that hangs on the words that tell of it, and its days."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from spacy.tokens import Token

from summitry.extract.meetings.scene import Scene, Trigger, told_span
from summitry.extract.meetings.setting import climb, levels, preposition_before
from summitry.extract.meetings.status import calls_off
from summitry.extract.meetings.words import SAYING
from summitry.records import DayRange, PlaceMention, TimeExpression, record

ABOUT = frozenset(["about", "around", "some", "nearly", "almost", "roughly", "approximately"])


WIDEST = 3700  # days: what is told of longer than a decade is no time of a meeting
MONTHS_BACK = 60  # days: of a plan, no further back than this lies a day told without its year
WISHING = frozenset(["wish", "congratulate", "thank", "pray", "greet"])  # "wished him well for the holiday"
NOT_THE_DAY = frozenset(["since", "until", "till", "before", "after", "through", "during", "from"])


def time_of(scene: Scene, trigger: Trigger, kind: str, *, cancelled: bool = False) -> TimeExpression | None:
    """The time expression that says when the meeting is (of one called off: when it was to be), or None."""
    token = scene.doc[trigger.token]
    known = levels(scene, token)
    sent = told_span(scene, token)
    if (described := _described_by_when(scene, token)) is not None:
        return described
    candidates = []
    for start, end, time in scene.times:
        if cancelled:
            time = _coming(time, scene.published)
        if not (sent.start <= start < sent.end) or time.type not in ("DATE", "TIME") or time.earliest is None:
            continue
        root = scene.doc[start:end].root
        if _ends_range(scene, start) or (time.latest and (time.latest - time.earliest).days > WIDEST):
            continue  # "a 16th-century castle"
        time = _from_to(scene, start, time)
        if is_of_since(scene, token, start):
            continue
        led = preposition_before(scene, start, root)
        if led in NOT_THE_DAY and time.latest == time.earliest:
            continue
        if led == "for" and root.head.head.lemma_.lower() in WISHING:
            continue
        cost = climb(scene, root, known, True)
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


def is_of_since(scene: Scene, token: Token, start: int) -> bool:
    """ "the first call since seven workers were killed on Monday": the day of what "since" tells, up to a comma."""
    between = scene.doc[token.i + 1 : start]
    marks = [t.i for t in between if t.lower_ == "since"]
    if not marks or any(scene.doc[marks[-1] + 1].i == a for a, _, _ in scene.times):
        return False
    after = scene.doc[marks[-1] : start]
    return not any(t.text in (",", ";") for t in after) and any(t.pos_ in ("VERB", "AUX") for t in after)


def _described_by_when(scene: Scene, token: Token) -> TimeExpression | None:
    """ "have not met since July 6, when Z hosted them": the day that the clause of a trigger describes."""
    marked = any(c.lower_ == "when" and c.i < token.i for c in token.children)
    if not marked or token.dep_ not in ("relcl", "advcl", "acl"):
        return None
    mark = token.left_edge.i
    ends = [t for _, b, t in scene.times if mark - 2 <= b <= mark and t.type == "DATE" and t.earliest and t.latest]
    return ends[-1] if ends else None


def _coming(time: TimeExpression, published: DayRange) -> TimeExpression:
    """A day and month of a plan, whose year the verb of calling off left open: the next after publication."""
    match = re.fullmatch(r"XXXX-(\d\d)-(\d\d)", time.value or "")
    if time.earliest is not None or match is None or not published.is_day:
        return time
    day = published.earliest + relativedelta(month=int(match[1]), day=int(match[2]))
    day += relativedelta(years=1) if day < published.earliest else relativedelta()
    return replace(time, earliest=day, latest=day)


def _is_day_of_calling_off(root: Token, token: Token) -> bool:
    """ "called off on Tuesday a meeting", "the meeting was called off on Tuesday": the day it was called off.

    After an object the day is the meeting's: "scrapped a trip to Oslo on Friday".
    """
    link = root
    while link.head.pos_ == "ADP" and link.head.i != link.i:
        link = link.head
    verb = link.head
    if not calls_off(verb):
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
    """The days after "since", which never looks ahead: "will meet for the first time since March" means the last."""
    ahead = days is not None and days.is_bounded and published.is_bounded and days.earliest > published.latest
    year = relativedelta(years=1)
    return DayRange(earliest=days.earliest - year, latest=days.latest - year) if ahead else days


def day_beside(scene: Scene, place: PlaceMention | None, token: Token) -> DayRange | None:
    """The one day told in the sentence of the place that "there" means, or, unknown, in the sentence before it.

    "The tour began on Tuesday in Belem. There the pair ..."
    """
    start = token.sent.start
    span = scene.doc[start - 1].sent if start else None
    if place is not None:
        span = next((s for s in scene.doc.sents if s.start_char <= place.start < s.end_char), None)
    inside = [t for a, _, t in scene.times if span is not None and span.start <= a < span.end and t.type == "DATE"]
    days = {(t.earliest, t.latest) for t in inside if t.earliest is not None and t.earliest == t.latest}
    return DayRange(earliest=min(days)[0], latest=min(days)[1]) if len(days) == 1 else None


WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)


LATE = re.compile(r"\b(?:at the last minute|hours before|at the last moment)\b", re.IGNORECASE)


def planned_days(time: TimeExpression | None, published: DayRange, told: str) -> DayRange | None:
    """The days of a meeting called off: what a bare weekday or a day without its year means lies ahead.

    `told` is the sentence: what is called off "at the last minute on Monday" was to be that Monday.
    """
    days = days_of(time)
    if days is None or not days.is_day or not published.is_day or days.latest >= published.earliest:
        return days
    if WEEKDAY.fullmatch(time.text):
        week = timedelta(days=0 if LATE.search(told) else 7)
        return DayRange(earliest=days.earliest + week, latest=days.latest + week)
    if re.search(r"\d{4}", time.text) or (published.earliest - days.latest).days <= MONTHS_BACK:
        return days
    ahead = days.earliest + relativedelta(year=published.earliest.year)
    ahead += relativedelta(years=1) if ahead < published.earliest else relativedelta()
    return DayRange(earliest=ahead, latest=ahead)


def only_day(scene: Scene, token: Token) -> DayRange | None:
    """The one day a sentence names, wherever it hangs, unless it is the day on which somebody said so."""
    span = told_span(scene, token)
    days = set()
    for start, end, time in scene.times:
        if span.start <= start < span.end and time.earliest and time.earliest == time.latest:
            if is_of_since(scene, span[0], start):
                continue
            head = scene.doc[start:end].root.head
            days.add(
                (head.head if head.pos_ == "ADP" else head).lemma_.lower() in SAYING or (time.earliest, time.latest)
            )
    found = days.pop() if len(days) == 1 else True
    return None if found is True else DayRange(earliest=found[0], latest=found[1])


def by_tense(days: DayRange | None, time: TimeExpression | None, status: str | None, token: Token) -> DayRange | None:
    """Of a bare weekday left open between two weeks the one before for what was held, the one after for what is told
    in the present or as planned: "He and the Brazilian meet on Tuesday".
    """
    if time is None or days is None or not days.is_bounded or not WEEKDAY.fullmatch(time.text):
        return days
    if (days.latest - days.earliest).days != 7:
        return days
    ahead = status == "announced" or (status is None and token.tag_ in ("VBP", "VBZ", "NN"))
    day = days.latest if ahead else days.earliest if status in ("held", "recalled") else None
    return DayRange(earliest=day, latest=day) if day else days


def days_of(time: TimeExpression | None) -> DayRange | None:
    """The days of a time expression, or None."""
    return DayRange(earliest=time.earliest, latest=time.latest) if time else None
