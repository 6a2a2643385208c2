"""Terms of office: an article that calls somebody president was written while he was.

The office stands before the name ("President Park Geun-hye", "Prime Minister of Israel Ehud Olmert") or behind it
("Dominique de Villepin, the French foreign minister"). It is not read where words say that it is over, not yet held, or
another's ("former", "then", "vice", "under"), nor in sentences that name a year or tell what was years ago.
"President-elect" puts an article between election and term; a holder who is "sworn in" or who "resigns" in the opening
puts it near an end of his term. The terms are knowledge from outside the articles.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import numpy as np

from summitry.knowledge import read_rows
from summitry.records import record
from summitry.resolve.dating.days import DaySet, all_days, between
from summitry.resolve.dating.page import Page, Sentence, contains
from summitry.resolve.dating.solve import Reason
from summitry.resolve.dating.wording import cues

# Other words for an office of the table.
TITLES = {
    "president": ("president", "pres."),
    "prime minister": ("prime minister", "premier", "pm"),
    "premier": ("premier", "prime minister"),
    "secretary-general": ("secretary-general", "secretary general"),
    "general secretary": ("general secretary", "communist party leader", "party leader"),
    "secretary of state": ("secretary of state",),
    "secretary of defense": ("secretary of defense", "defense secretary", "defence secretary"),
    "defence secretary": ("defence secretary", "defense secretary"),
    "treasury secretary": ("treasury secretary", "secretary of the treasury"),
    "defense minister": ("defense minister", "defence minister"),
    "national security adviser": ("national security adviser", "national security advisor"),
    "chancellor of the exchequer": ("chancellor of the exchequer", "chancellor"),
    "fed chairman": ("fed chairman", "federal reserve chairman", "chairman of the federal reserve", "fed chair",
                     "federal reserve chair", "chairman of the fed"),
    "fbi director": ("fbi director", "director of the fbi", "director of the federal bureau of investigation"),
    "cia director": ("cia director", "director of the cia", "director of the central intelligence agency"),
    "house speaker": ("house speaker", "speaker of the house", "speaker"),
    "governor": ("governor", "gov."),
    "ecb president": ("ecb president", "president of the european central bank", "european central bank president"),
    "bank of england governor": ("bank of england governor", "governor of the bank of england"),
    "world bank president": ("world bank president", "president of the world bank"),
    "commission president": ("commission president", "president of the european commission"),
    "council president": ("council president", "president of the european council"),
    "iaea director": ("director general", "director-general"),
    "ioc president": ("ioc president", "president of the ioc", "president of the international olympic committee"),
    "fifa president": ("fifa president", "president of fifa", "fifa chief"),
    "foreign policy chief": ("foreign policy chief",),
    "chief executive": ("chief executive", "chief executive officer", "ceo"),
    "north korean leader": ("north korean leader", "leader"),
    "libyan leader": ("libyan leader", "leader", "colonel", "col."),
    "soviet leader": ("soviet leader", "leader"),
}  # fmt: skip
LOOKED_BACK = re.compile(r"\b(?:19|20)\d\d\b|\byears? ago\b|\bdecades?\b|\bpresidency\b|\bback then\b", re.IGNORECASE)
# Days of grace on either side of a term, for the world's time zones and for reports of the hand-over; more where the
# days are from memory.
GRACE = {"from memory": timedelta(days=31)}
A_DAY = timedelta(days=1)
# How long somebody can be president-elect: in the United States from early November to 20 January, elsewhere longer.
ELECT_DAYS = {"United States": timedelta(days=80)}
ELECT_DAYS_ELSEWHERE = timedelta(days=160)
# Who resigns leaves within so many days as a rule, and the news of either end is told within a week.
NOTICE_DAYS, NEWS_DAYS = timedelta(days=150), timedelta(days=6)
# Names as they stand in text: capitalised words, with the particles that join them.
PARTICLES = r"(?:al|el|bin|ibn|da|de|del|della|di|dos|la|le|van|von|der|den|wa|arap|ul)"
WORD = r"(?:[^\W\d_a-z](?:[\w’'.-]*\w)?\.?|el-\w+|al-\w+|d['’]\w+)"
NAME = rf"{WORD}(?:\s+(?:{PARTICLES}\s+){{0,2}}{WORD}){{0,4}}"
AFTER_TITLE = re.compile(
    rf"(?P<elect>-elect)?(?:\s+of\s+(?:the\s+)?(?:{WORD}\s*){{1,4}}?)?,?\s+(?:Mr\.?\s+|Mrs\.?\s+|Ms\.?\s+)?(?P<name>{NAME})"
)
BEFORE_TITLE = re.compile(
    rf"(?P<name>{NAME})(?:,\s+\d{{2}})?,\s+(?:(?:an?|the|its|his|her|their)\s+)?(?P<between>(?:[\w’'.&-]+\s+){{0,5}})$"
)
# Words between name and title with which another clause begins: "Blair, who met the French president".
CLAUSE = re.compile(r"\b(?:who|whose|whom|which|that|with|as|when|where|while|by|for|from|to)\b", re.IGNORECASE)
# Nothing behind a title may make it another's office: "the president's adviser", "prime minister designate".
NOT_BEHIND = re.compile(r"\s*(?:['’]s\b|-?designate\b|-?elect\b|-in-waiting\b)", re.IGNORECASE)


@record
class Term:
    """Who held an office from when to when (None: to this day)."""

    person: str
    country: str
    first: date
    last: date | None
    grace: timedelta


@record
class Terms:
    """Terms by (office, name as written) and by full name alone, and the pattern of their titles."""

    by_office: Mapping[tuple[str, str], tuple[Term, ...]]
    by_name: Mapping[str, tuple[Term, ...]]
    titles: re.Pattern[str]


def reasons_from_offices(page: Page, rows: Iterable[Mapping[str, str]] | None = None) -> list[Reason]:
    """One reason for every office-holder the article names in office; `rows` stand in for knowledge/offices.csv."""
    terms = _shipped_terms() if rows is None else _terms(rows)
    found: dict[tuple, tuple[Reason, tuple[Term, ...]]] = {}
    for sentence in page.sentences:
        if sentence.kind in ("notice", "caption") or LOOKED_BACK.search(sentence.text):
            continue
        for reason, held in _in_sentence(sentence, terms):
            found.setdefault((reason.rule, reason.source), (reason, held))
    return [reason for reason, held in found.values() if not _has_successor(reason, held, found.values())]


def _has_successor(reason: Reason, held: tuple[Term, ...], found: Iterable[tuple[Reason, tuple[Term, ...]]]) -> bool:
    """Whether the article names another holder of the same office in office too: former ones keep the title.

    Then only the one who came after all the others is in office; where that is not clear, nobody is.
    """
    if reason.rule != "in-office":
        return False
    for other, terms in found:
        same = other.rule == "in-office" and other is not reason and terms[0].country == held[0].country
        if not same or other.source.split(":")[0] != reason.source.split(":")[0]:
            continue
        apart = all(a.last is not None and a.last <= b.first for a in held for b in terms)
        follows = all(b.last is not None and b.last <= a.first for a in held for b in terms)
        meet = any(
            (a.last is None or b.first < a.last) and (b.last is None or a.first < b.last) for a in held for b in terms
        )
        if apart or not (meet or follows):
            return True
    return False


def _terms(rows: Iterable[Mapping[str, str]]) -> Terms:
    by_office: dict[tuple[str, str], list[Term]] = {}
    by_name: dict[str, list[Term]] = {}
    for row in rows:
        term = Term(
            person=row["person"],
            country=row["country"],
            first=date.fromisoformat(row["first_day"]),
            last=date.fromisoformat(row["last_day"]) if row["last_day"] else None,
            grace=GRACE.get(row.get("certainty", ""), A_DAY),
        )
        for name in dict.fromkeys((row["person"], family_name(row["person"]))):
            for title in TITLES.get(row["office"], (row["office"],)):
                by_office.setdefault((title, name.casefold()), []).append(term)
        if " " in row["person"]:
            by_name.setdefault(row["person"].casefold(), []).append(term)
    titles = "|".join(re.escape(t) for t in sorted({t for t, _ in by_office}, key=lambda t: (-len(t), t)))
    return Terms(
        by_office={key: tuple(held) for key, held in by_office.items()},
        by_name={key: tuple(held) for key, held in by_name.items()},
        titles=re.compile(rf"(?<![\w-])(?:{titles})(?!\w)", re.IGNORECASE),
    )


@functools.cache
def _shipped_terms() -> Terms:
    return _terms(read_rows("offices", required=("person", "office", "country", "first_day", "certainty", "source")))


def family_name(person: str) -> str:
    """The name news uses alone: the first part of Chinese and Korean names, the last of others, with its particle.

    Of popes and monarchs it is the whole name.

    >>> family_name("Xi Jinping"), family_name("Park Geun-hye"), family_name("Jaap de Hoop Scheffer")
    ('Xi', 'Park', 'de Hoop Scheffer')
    """
    words = person.split()
    if words[0] in FAMILY_FIRST:
        return words[0]
    if re.fullmatch(r"[IVX]+", words[-1]):
        return person
    if words[-1] == "Jr.":
        words = words[:-1]
    for index, word in enumerate(words[1:], start=1):
        if word in ("de", "al-", "da") or (word.islower() and index < len(words) - 1):
            return " ".join(words[index:])
    return " ".join(words[-2:]) if words[-1] == "Nieto" else words[-1]


FAMILY_FIRST = (
    "Xi", "Hu", "Wen", "Li", "Jiang", "Wang", "Park", "Moon", "Lee", "Roh", "Yoon", "Ban", "Kim", "Chun", "Zhu", "Zhao",
    "Yang", "Qian", "Tang", "Qin", "Chiang", "Chen", "Ma", "Tsai", "Lai", "Tung", "Leung", "Goh", "Hun", "Vo", "Phan",
    "Nguyen", "Thein",
)  # fmt: skip


def _in_sentence(sentence: Sentence, terms: Terms) -> Iterator[tuple[Reason, tuple[Term, ...]]]:
    for match in terms.titles.finditer(sentence.text):
        title = match.group().lower()
        named = _named_behind(sentence.text, match, title, terms) or _named_before(sentence.text, match, title, terms)
        if named is not None:
            held, start, end, elect = named
            rule, allowed = _says(sentence.text, start, min(start, match.start()), held, elect=elect)
            if allowed is not None:
                yield _reason(sentence, start, end, title, held, rule, allowed), held
    if 0 <= sentence.number <= 1:
        yield from _coming_and_going(sentence, terms)


Named = tuple[tuple[Term, ...], int, int, bool]  # terms, where the words begin and end, whether only elected


def _named_behind(text: str, title: re.Match[str], office: str, terms: Terms) -> Named | None:
    """ "President Park Geun-hye", "Prime Minister of Israel Ehud Olmert", "the premier, Tony Blair"."""
    match = AFTER_TITLE.match(text, title.end())
    if match is None or (NOT_BEHIND.match(text, title.end()) and not match["elect"]):
        return None
    words = match["name"].split()
    for size in range(len(words), 0, -1):
        name = re.sub(r"(?:['’]s|\.)$", "", " ".join(words[:size]))  # of "Obama." the point ends the sentence
        held = terms.by_office.get((office, name.casefold())) or terms.by_office.get((office, f"{name}.".casefold()))
        if held:
            return held, title.start(), match.start("name") + len(name), bool(match["elect"])
    return None


def _named_before(text: str, title: re.Match[str], office: str, terms: Terms) -> Named | None:
    """ "Alan Mulally, Ford's chief executive", "Dominique de Villepin, 49, the French foreign minister"."""
    behind = NOT_BEHIND.match(text, title.end())
    match = BEFORE_TITLE.search(text, max(0, title.start() - 90), title.start())
    if match is None or behind or contains(match["between"], cues("past_office")) or CLAUSE.search(match["between"]):
        return None
    words = match["name"].split()
    for size in range(len(words), 1, -1):
        name = " ".join(words[-size:])
        held = terms.by_office.get((office, name.casefold()))
        if held:
            return held, match.end("name") - len(name), title.end(), False
    return None


def _says(text: str, at: int, start: int, held: tuple[Term, ...], *, elect: bool) -> tuple[str, DaySet | None]:
    """The rule that fires, and the days it allows (None: the office is said to be over or another's)."""
    before = text[max(0, start - 25) : at]
    if elect:
        return "elected-to-office", _while_elect(held)
    if re.search(r"\b(?:former|ex|onetime|one-time)[\s-]+(?:\w+[\s-]+)?$", before, re.IGNORECASE):
        return "out-of-office", _once_held(held)
    if contains(" ".join(re.split(r"[,;:]", before)[-1].split()[-3:]), cues("past_office")):
        return "", None
    return "in-office", _while_held(held)


def _coming_and_going(sentence: Sentence, terms: Terms) -> Iterator[tuple[Reason, tuple[Term, ...]]]:
    """ "Olaf Scholz was sworn in as chancellor", "Martin Winterkorn resigned": the opening tells an end of a term."""
    coming, going = contains(sentence.text, cues("takes_office")), contains(sentence.text, cues("leaves_office"))
    if coming == going or contains(sentence.text, cues("looking_back")) or contains(sentence.text, cues("ahead")):
        return
    for match in re.finditer(NAME, sentence.text):
        words = match.group().split()
        name = next((n for i in range(len(words) - 1) if (n := " ".join(words[i:])).casefold() in terms.by_name), None)
        if name is None:
            continue
        held = terms.by_name[name.casefold()]
        spans = [(t.first - t.grace, t.first + t.grace + NEWS_DAYS) for t in held] if coming else [
            (t.last - t.grace - NOTICE_DAYS, t.last + t.grace + NEWS_DAYS) for t in held if t.last
        ]  # fmt: skip
        if spans:
            allowed = np.logical_or.reduce([between(*span) for span in spans])
            rule = "takes-office" if coming else "leaves-office"
            yield _reason(sentence, match.end() - len(name), match.end(), "office", held, rule, allowed), held


def _reason(
    sentence: Sentence, start: int, end: int, title: str, held: tuple[Term, ...], rule: str, allowed: DaySet
) -> Reason:
    return Reason(
        start=sentence.start + start,
        end=sentence.start + end,
        text=sentence.text[start:end],
        rule=rule,
        tier="office",
        strength=0.5 if sentence.is_lead else 0.4,
        allowed=allowed,
        outside=True,
        source=_cited(title, held),
    )


def _while_held(held: tuple[Term, ...]) -> DaySet:
    return np.logical_or.reduce([between(t.first - t.grace, t.last + t.grace if t.last else None) for t in held])


def _while_elect(held: tuple[Term, ...]) -> DaySet:
    """The days before a term on which its holder was elected already."""
    spans = [(t.first - ELECT_DAYS.get(t.country, ELECT_DAYS_ELSEWHERE), t.first + t.grace) for t in held]
    return np.logical_or.reduce([between(*span) for span in spans])


def _once_held(held: tuple[Term, ...]) -> DaySet:
    """The days after a first term and outside every later one."""
    ends = [t.last for t in held if t.last is not None]
    if not ends:
        return all_days()
    later = np.logical_or.reduce([between(t.first + t.grace, t.last - t.grace if t.last else None) for t in held])
    return between(min(ends), None) & ~later


def _cited(title: str, held: tuple[Term, ...]) -> str:
    spans = "; ".join(dict.fromkeys(f"{t.person}, {t.first} to {t.last or 'now'}" for t in held))
    return f"{title}: {spans} (knowledge/offices.csv)"
