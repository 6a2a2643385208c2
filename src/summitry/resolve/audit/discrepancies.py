"""Where articles differ, with each other, with themselves or with what is known: days, places, names, counts, events.

Each discrepancy gives its versions, every one with its passages, and a weight by which a reader takes the graver first:
a day or a town (1.0) before a count (0.9), who initiated (0.8), what the event was (0.7), a venue (0.5), a name (0.4)
and what could not be decided (0.3). Outside knowledge (people.csv, the public record) is marked as such in `note`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from summitry.knowledge.people import find_person, name_key
from summitry.knowledge.places import find_country, split_cell
from summitry.knowledge.public_record import IN_PERSON, matches, read_public_record, say_days
from summitry.records import Article, Claim, DayRange, Discrepancy, Meeting, MeetingReport, Mention, Passage, Person
from summitry.resolve.ledger.doubles import NEAR

WEIGHTS = {
    "day": 1.0, "place": 1.0, "count": 0.9, "initiative": 0.8, "event": 0.7, "format": 0.6, "venue": 0.5, "name": 0.4,
    "open": 0.3,
}  # fmt: skip
# Who brought a meeting about: "at the invitation of X", "X's request", "X invited Y", "initiated by the Israeli side".
INITIATIVE = re.compile(
    r"\b(?:at|on|upon|by) (?:the )?(?:invitation|request|initiative|behest) of (?P<of>(?:\w+ ){0,4}?[A-Z][\w’'-]+)"
    r"|(?P<own>[A-Z][\w-]+)[’']s (?:invitation|request|initiative|behest)"
    r"|\b(?:invited|initiated|requested|sought|proposed) by (?P<by>(?:\w+ ){0,4}?[A-Z][\w’'-]+)"
    r"|(?P<did>[A-Z][\w-]+) (?:had |has )?"
    r"(?:invited (?:him|her|his|[A-Z])|asked to (?:meet|see)\b|requested (?:the|a) (?:meeting|call|talks)\b)"
)
WARS = {
    "World War I": r"(?:Armistice|World War I|World War One|First World War|WWI|WW1)(?![I\w])",
    "World War II": r"(?:World War II|World War Two|Second World War|Great Patriotic War|WWII|WW2)(?![I\w])",
}
Versions = dict[str, list[Passage]]


def find_discrepancies(
    articles: Sequence[Article],
    mentions: Mapping[str, Sequence[Mention]],
    people: Sequence[Person],
    reports: Sequence[MeetingReport],
    meetings: Sequence[Meeting],
    claims: Sequence[Claim],
) -> tuple[Discrepancy, ...]:
    """Every point on which the articles differ, the graver first, with all versions and their passages."""
    texts = {a.article_id: a for a in articles}
    told: dict[str, list[MeetingReport]] = {m.meeting_id: [] for m in meetings}
    for report in reports:
        told.get(report.meeting_id or "", []).append(report)
    found = [
        *(d for m in meetings for d in _of_meeting(m, told[m.meeting_id], texts)),
        *_of_doubles(meetings, told, texts),
        *_of_counts(claims, texts),
        *_of_names(mentions, people, texts),
        *(d for m in meetings for d in _of_initiative(m, told[m.meeting_id], mentions, people, texts)),
        *(d for m in meetings for d in _of_event(m, told[m.meeting_id], texts)),
    ]
    return tuple(sorted(found, key=lambda d: (-d.weight, d.kind, d.about, [v for v, _ in d.versions])))


def _made(kind: str, about: str, versions: Versions, note: str = "") -> Discrepancy:
    listed = tuple((value, tuple(dict.fromkeys(passages))) for value, passages in versions.items())
    return Discrepancy(kind=kind, about=about, versions=listed, weight=WEIGHTS[kind], note=note)


def _passages(report: MeetingReport, texts: Mapping[str, Article]) -> list[Passage]:
    return [texts[report.article_id].passage(a, b) for a, b in report.passages]


def _of_meeting(meeting: Meeting, told: Sequence[MeetingReport], texts: Mapping[str, Article]) -> Iterable[Discrepancy]:
    """Towns, venues and formats of one meeting that its reports give differently."""
    for kind, name in (("place", "city"), ("venue", "venue"), ("format", "format")):
        versions: Versions = {}
        for report in told:
            if value := getattr(report, name):
                versions.setdefault(value, []).extend(_passages(report, texts))
        if kind == "format" and set(versions) <= IN_PERSON:
            continue  # "on the sidelines" is in person, told more closely
        if len(versions) > 1:
            yield _made(kind, meeting.meeting_id, versions)


def _of_doubles(
    meetings: Sequence[Meeting], told: Mapping[str, list[MeetingReport]], texts: Mapping[str, Article]
) -> Iterable[Discrepancy]:
    """Two rows that may be one meeting: a difference of days where both have one, else a point left open."""
    by_id = {m.meeting_id: m for m in meetings}
    groups: dict[tuple[str, str], list[Meeting]] = {}
    for meeting in meetings:
        for other_id, reason in meeting.may_be:
            other = by_id.get(other_id)
            # a row without a day, or with a wider one, is told once with all it may be
            if other is not None and _looseness(other) < _looseness(meeting):
                groups.setdefault((meeting.meeting_id, reason), []).append(other)
    for (meeting_id, reason), others in groups.items():
        versions: Versions = {}
        for m in (by_id[meeting_id], *others):
            name = _name(m) if _name(m) not in versions else f"{_name(m)} (another)"
            versions.setdefault(name, []).extend(p for r in told[m.meeting_id] for p in _passages(r, texts))
        yield _made("day" if reason == NEAR else "open", meeting_id, versions, f"one meeting or two: {reason}")


def _looseness(meeting: Meeting) -> tuple:
    """How little is known of the days of a meeting, then of its people; ids break a tie."""
    days = DayRange(earliest=meeting.earliest, latest=meeting.latest)
    return (not days.is_bounded, days.days or 0, -len(meeting.participants), meeting.meeting_id)


def _name(meeting: Meeting) -> str:
    """A meeting as a reader names it: "23 August 2017 in Sochi", "a day not told, by phone"."""
    place = {"phone": " by phone", "video": " by video"}.get(meeting.format, "")
    place = place or (f" in {meeting.city or meeting.country}" if meeting.city or meeting.country else "")
    return say_days(DayRange(earliest=meeting.earliest, latest=meeting.latest)) + place


def _of_counts(claims: Sequence[Claim], texts: Mapping[str, Article]) -> Iterable[Discrepancy]:
    """Counts of the same series that differ, and claims that the ledger or the public record contradicts."""
    counted = [c for c in claims if c.kind == "count" and c.against == "ledger"]
    for one, other in combinations(counted, 2):
        number, since = one.claimed.partition(" ")[::2]
        if number != other.claimed.partition(" ")[0] and since == other.claimed.partition(" ")[2]:
            versions = {f"“{c.text}”": [texts[c.article_id].passage(c.start, c.end)] for c in (one, other)}
            yield _made("count", since, versions)
    for claim in claims:
        if claim.verdict == "contradicted":
            outside = " (outside knowledge)" if claim.against == "public record" else ""
            versions = {claim.claimed: [texts[claim.article_id].passage(claim.start, claim.end)]}
            reckoned = claim.arithmetic.split("; by start")[0]
            yield _made("count", claim.text, versions, f"{claim.against}{outside}: {reckoned}")


def _of_names(
    mentions: Mapping[str, Sequence[Mention]], people: Sequence[Person], texts: Mapping[str, Article]
) -> Iterable[Discrepancy]:
    """Names printed wrong: misprints that people.csv knows, and slips of the pen beside the right spelling."""
    by_id = {p.person_id: p for p in people}
    wrong: dict[tuple[str, str], list[Passage]] = {}
    for article_id in sorted(mentions):
        for mention in mentions[article_id]:
            person = by_id.get(mention.person_id or "")
            if mention.kind == "name" and person and _is_misprint(mention, person):
                spelling = " ".join(mention.text.split())
                wrong.setdefault((person.name, spelling), []).append(
                    texts[article_id].passage(mention.start, mention.end)
                )
    for (name, spelling), passages in sorted(wrong.items(), key=lambda item: item[0]):
        known = find_person(name) is not None
        note = f"for {name}" + (" (outside knowledge)" if known else ", as the article writes elsewhere")
        yield _made("name", name, {spelling: passages}, note)


def _is_misprint(mention: Mention, person: Person) -> bool:
    row = find_person(person.name)
    listed = {name_key(m) for m in split_cell(row["misprints"])} if row else set()
    return name_key(mention.text) in listed or (mention.rule == "slip of the pen" and mention.text != person.name)


def _of_initiative(
    meeting: Meeting,
    told: Sequence[MeetingReport],
    mentions: Mapping[str, Sequence[Mention]],
    people: Sequence[Person],
    texts: Mapping[str, Article],
) -> Iterable[Discrepancy]:
    """Who is said to have brought a meeting about, where the passages that tell of it name different persons."""
    names = {p.person_id: p.name for p in people}
    lands = {p.country: p.name for p in people if p.country and p.name in meeting.participants}
    versions: Versions = {}
    for report in told:
        for passage in _passages(report, texts):
            for match in INITIATIVE.finditer(passage.text):
                words = next(g for g in ("of", "own", "by", "did") if match[g])
                last = passage.start + match.end(words)
                who = {m.person_id for m in mentions[report.article_id] if m.start < last <= m.end and m.person_id}
                name = (
                    names.get(*who)
                    if len(who) == 1
                    else _of_country(match[words], passage.text[match.end(words) :], lands)
                )
                if name in meeting.participants:
                    versions.setdefault(name, []).append(passage)
    if len(versions) > 1:
        yield _made("initiative", meeting.meeting_id, versions)


def _of_country(words: str, after: str, lands: Mapping[str, str]) -> str | None:
    """The participant whose side is named: "the Israeli side", "at Israel's request"."""
    country = find_country(words.split()[-1])
    side = re.match(r" (?:side|party|delegation)\b|[’']s\b", after)
    return lands.get(country or "") if side or words[:1].isupper() else None


def _of_event(meeting: Meeting, told: Sequence[MeetingReport], texts: Mapping[str, Article]) -> Iterable[Discrepancy]:
    """Which war a meeting's occasion recalls, where articles differ or the public record has the other one."""
    versions: Versions = {}
    for report in told:
        for passage in _passages(report, texts):
            for war, pattern in WARS.items():
                if re.search(pattern, passage.text):
                    versions.setdefault(war, []).append(passage)
    recorded = {
        war
        for row in read_public_record()
        if set(row.participants) == set(meeting.participants) and matches(meeting, row)
        for war, pattern in WARS.items()
        if re.search(pattern, row.occasion)
    }
    other = recorded - set(versions)
    if len(versions) > 1:
        yield _made("event", meeting.meeting_id, versions)
    elif versions and len(recorded) == len(other) == 1:
        yield _made("event", meeting.meeting_id, versions, f"the public record (outside knowledge): {other.pop()}")
