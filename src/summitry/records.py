"""The records that pass through summitry: data only, frozen, no behaviour beyond small questions about themselves.

Two laws hold for all of them. Offsets: a `Passage` marks code points of the article as decoded, half-open, and
`article.text[start:end] == passage.text`. Said and inferred are two fields: `text` is what the article says;
`value`, `earliest`, `latest`, `speaker` are what was inferred, may be None, and `rule` names the rule that fired.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from summitry.cards import article_card, meeting_card, statement_card
from summitry.visible import one_line

SEGMENT_KINDS = ("title", "deck", "dateline", "byline", "caption", "credit", "body", "notice", "chrome")
EVIDENCE_KINDS = ("title", "deck", "caption", "body")
FORMATS = ("in_person", "phone", "video", "sidelines")
STATUSES = ("announced", "held", "recalled", "cancelled")
FORMS = ("direct", "indirect", "mixed", "transcript")
QUOTED = ("direct", "mixed", "transcript")  # forms with words between quotation marks, or taken down


def record(cls):
    """A frozen, slotted, keyword-only dataclass."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@record
class Passage:
    """Words of one article: `text == article.text[start:end]`.

    >>> Passage(article_id="a", start=5, end=8, text="met").end
    8
    """

    article_id: str
    start: int
    end: int
    text: str


@record
class DayRange:
    """The days between `earliest` and `latest`, both included; None is open on that side.

    >>> DayRange(earliest=date(2019, 2, 27), latest=date(2019, 2, 28)).days
    2
    """

    earliest: date | None = None
    latest: date | None = None

    @property
    def is_day(self) -> bool:
        return self.earliest is not None and self.earliest == self.latest

    @property
    def is_bounded(self) -> bool:
        return self.earliest is not None and self.latest is not None

    @property
    def days(self) -> int | None:
        """How many days the range holds; None if it is open."""
        return (self.latest - self.earliest).days + 1 if self.is_bounded else None

    def __contains__(self, day: date) -> bool:
        return (self.earliest is None or self.earliest <= day) and (self.latest is None or day <= self.latest)

    def __iter__(self) -> Iterator[date]:
        """Every day of a bounded range."""
        if not self.is_bounded:
            raise ValueError("an open range of days cannot be listed")
        return (self.earliest + timedelta(days=n) for n in range(self.days))

    def overlaps(self, other: DayRange) -> bool:
        return not (
            (self.latest is not None and other.earliest is not None and self.latest < other.earliest)
            or (other.latest is not None and self.earliest is not None and other.latest < self.earliest)
        )

    def intersect(self, other: DayRange) -> DayRange | None:
        """The days both ranges hold, or None when they hold none in common."""
        if not self.overlaps(other):
            return None
        starts = [d for d in (self.earliest, other.earliest) if d is not None]
        ends = [d for d in (self.latest, other.latest) if d is not None]
        return DayRange(earliest=max(starts, default=None), latest=min(ends, default=None))


UNKNOWN_DAYS = DayRange()


@record
class Segment:
    """A piece of a page. `repeats` is the start of the earlier segment whose words this one says again, else None."""

    article_id: str
    kind: str
    start: int
    end: int
    text: str
    repeats: int | None = None


@record
class Article:
    """One article as decoded. `published` is what metadata says (often unknown); dating may narrow it later.

    >>> article = Article(article_id="a", file="a.txt", sha256="", text="Lind met Moe.")
    >>> article.passage(5, 8).text
    'met'
    """

    article_id: str
    file: str
    sha256: str
    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    author: str = ""
    licence: str = ""
    published: DayRange = UNKNOWN_DAYS
    published_basis: str = ""
    segments: tuple[Segment, ...] = ()

    _repr_html_ = article_card

    def passage(self, start: int, end: int) -> Passage:
        """The passage between two offsets of this article."""
        return Passage(article_id=self.article_id, start=start, end=end, text=self.text[start:end])

    def segment_at(self, offset: int) -> Segment | None:
        """The segment an offset lies in, or None (between segments, which lie in order and do not overlap)."""
        number = bisect_right(self.segments, offset, key=lambda s: s.start) - 1
        return self.segments[number] if number >= 0 and offset < self.segments[number].end else None

    def kind_at(self, offset: int) -> str | None:
        """The kind of the segment an offset lies in, or None (between segments)."""
        segment = self.segment_at(offset)
        return segment.kind if segment else None


@record
class Problem:
    """Something wrong with an input: one clear sentence, on one line, that names the file and what to do."""

    file: str
    message: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", one_line(self.message))


@record
class Corpus:
    """The articles that could be read, and what was wrong with those that could not."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()


@record
class Mention:
    """Words that point at a person or a group: a name, an office ("the prime minister"), a group, a pronoun.

    `name` is the fullest form of the name in this article (None for offices and pronouns not yet resolved);
    `role` and `country` are what the article says beside the mention; `person_id` is set by `resolve`.
    `people` lists the person_ids behind a group ("the two leaders").
    """

    article_id: str
    start: int
    end: int
    text: str
    kind: str  # name, role, group, pronoun
    name: str | None = None
    role: str | None = None
    country: str | None = None
    gender: str | None = None  # f, m or None
    person_id: str | None = None
    people: tuple[str, ...] = ()
    rule: str = ""


@record
class Person:
    """One person over all articles. `name` is the form a reader expects ("Benjamin Netanyahu")."""

    person_id: str
    name: str
    role: str | None = None
    country: str | None = None
    gender: str | None = None
    aliases: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


@record
class PlaceMention:
    """A place named in an article; `place` is the gazetteer's name, coordinates in degrees."""

    article_id: str
    start: int
    end: int
    text: str
    place: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    kind: str = "city"  # city, country, venue, region


@record
class TimeExpression:
    """An expression of time. `type` and `value` follow TIMEX3 (ISO-TimeML); days are inclusive.

    `anchor` says what the value was reckoned from: none, publication, speech, narrative, caption, or chronology (an
    event dated by knowledge from outside the articles).
    """

    article_id: str
    start: int
    end: int
    text: str
    type: str  # DATE, TIME, DURATION, SET
    value: str
    earliest: date | None = None
    latest: date | None = None
    anchor: str = "none"
    rule: str = ""


@record
class DatingEvidence:
    """One reason for the day an article was written: a passage, the days left before and after it is heard."""

    article_id: str
    start: int | None
    end: int | None
    text: str
    rule: str
    tier: str  # text, feast, office, chronology, articles, metadata
    days_before: int | None
    days_after: int | None
    strength: float = 1.0
    outside: bool = False  # knowledge from outside the articles
    source: str = ""
    used: bool = True  # False: dropped because it contradicts stronger evidence
    words: str = ""  # the words that tell, where they stand in several places ("Saturday + Sunday")
    against: str = ""  # where it is not used: the stronger evidence it contradicts


@record
class Dating:
    """When an article was written, and why."""

    article_id: str
    days: DayRange
    basis: str
    evidence: tuple[DatingEvidence, ...] = ()


@record
class Statement:
    """Something somebody said. `contents` are the pieces of it in the text (several when a cue splits them).

    `speaker` is a person's name or the source as described ("a Kremlin spokesman"); None when unsure.
    `via` is the chain through which it reached the article, nearest to the speaker first ("Reuters").

    >>> said = Statement(statement_id="a-1", article_id="a", form="direct", contents=((0, 6),), text="“Yes,”")
    >>> said.speaker is None
    True
    """

    statement_id: str
    article_id: str
    form: str
    contents: tuple[tuple[int, int], ...]
    text: str
    speaker: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    addressee: str | None = None
    via: str | None = None
    occasion: str | None = None
    meeting_id: str | None = None
    speaker_id: str | None = None
    addressee_id: str | None = None
    tier: str = "speech"  # speech or attitude (belief, intention, judgement)
    earliest: date | None = None
    latest: date | None = None
    rule: str = ""

    _repr_html_ = statement_card


@record
class MeetingReport:
    """What one article says of one meeting."""

    article_id: str
    participants: tuple[str, ...]  # names, in alphabetical order of person_id
    earliest: date | None
    latest: date | None
    city: str | None
    country: str | None
    venue: str | None
    format: str
    status: str
    occasion: str | None
    passages: tuple[tuple[int, int], ...]
    rule: str
    attendees: tuple[str, ...] = ()
    is_news: bool = False  # the meeting the article is about
    duration: str | None = None  # how long it lasted, as printed
    meeting_id: str | None = None


@record
class Meeting:
    """One real meeting over all articles. `status_history` lists (article_id, status) in order of publication.

    >>> summitry.analyse("seeds").records.meetings[0].participants  # doctest: +SKIP
    ('Benjamin Netanyahu', 'Vladimir Putin')
    """

    meeting_id: str
    participants: tuple[str, ...]
    earliest: date | None
    latest: date | None
    city: str | None
    country: str | None
    venue: str | None
    format: str
    status: str
    status_history: tuple[tuple[str, str], ...]
    occasion: str | None
    articles: tuple[str, ...]
    n_reports: int
    may_be: tuple[tuple[str, str], ...] = ()  # other rows that may be the same meeting, with the reason

    _repr_html_ = meeting_card


@record
class Basis:
    """One version of one point of a meeting: which articles tell it in which words, and why it is read so.

    `point` is day, town, venue or form; days are in `earliest` and `latest`, the others in `value`. `kept` marks the
    version the ledger has (where the articles leave days open, what all of them leave may be none of their versions).
    """

    meeting_id: str
    point: str
    value: str
    earliest: date | None
    latest: date | None
    kept: bool
    articles: tuple[str, ...]
    reason: str
    words: tuple[Passage, ...] = ()


@record
class Claim:
    """What an article claims about the series of meetings ("11 meetings since ..."), set against a list of them."""

    article_id: str
    start: int
    end: int
    text: str
    kind: str  # count, first_since, last_met, nth
    claimed: str
    against: str  # ledger or public record
    verdict: str  # supported, contradicted, cannot be told
    arithmetic: str


@record
class Discrepancy:
    """A point on which articles differ with each other, with themselves or with what is known.

    `kind` is day, place, venue, format, count, initiative, event, name, or open (which meeting is meant could not be
    decided); `about` a meeting_id, a person or a claim; `versions` each value with the passages that give it.
    """

    kind: str
    about: str
    versions: tuple[tuple[str, tuple[Passage, ...]], ...]
    weight: float
    note: str = ""


@record
class ThemeCode:
    """A theme found in a passage (a sentence of the article), with the words that indicated it."""

    article_id: str
    start: int
    end: int
    theme: str
    subtheme: str | None
    speaker: str | None
    meeting_id: str | None
    terms: tuple[str, ...]
    form: str  # direct, indirect, mixed, transcript, or narration (the article's own voice)


@record
class Stance:
    """Where words state it plainly: what a holder threatens, praises, demands, commits to or denies, and towards whom.

    `text` is the clause; `cue` the words that show it; `target` a name, else the phrase as printed, None where unsure.
    """

    stance_id: str
    article_id: str
    start: int
    end: int
    text: str
    stance: str  # threat, praise, demand, commitment, denial
    holder: str
    target: str | None
    cue: str
    rule: str
    statement_id: str | None = None
    meeting_id: str | None = None
    theme: str | None = None


@record
class Finding:
    """A claim that was computed: it holds or not, how strongly, in which words, on which passages."""

    finding_id: str
    statement: str
    holds: bool
    strength: float
    evidence: tuple[Passage, ...] = ()
