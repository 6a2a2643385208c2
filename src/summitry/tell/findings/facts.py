"""What the findings are computed from: the meetings the articles are about, their agenda, their coded sentences.

Nothing here makes a sentence; all but `finding` takes a study and gives plain values in a fixed order.
"""

from __future__ import annotations

import copy
import functools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from summitry.records import FORMS, Article, Finding, Meeting, Passage, Statement, ThemeCode, record
from summitry.tell.findings.phrases import say_meeting_day
from summitry.tell.words import as_day, is_missing, say_list

OTHER = "other"
# Words by which an article says that something is, was or may be a matter of the talks.
AGENDA_WORDS = re.compile(
    r"\b(discuss(?:ed|es|ing|ions?)?|"
    r"talks? (?:will |are |were )?(?:expected to |to )?(?:focus|cent(?:er|re)|turn|deal|on|about|over)|"
    r"focus(?:ed|es|ing)? on|cent(?:er|re)s? on|agenda|come up|came up|on the table|topics?|"
    r"raise[sd]? (?:the|a|an|this|that|his|her|their|with)|br(?:ing|ought) up|touch(?:ed)? on|"
    r"exchange[sd]? (?:of )?(?:views|opinions))\b",
    re.IGNORECASE,
)
TALKS = "leaders?|two|both|sides?|talks?|meetings?|conversation|they|their"
HEADLINES = ("title", "deck")
MENTION = r"(?:mention|name|refer to|raise|bring up|address|speak of|touch on|allude to)"
# An article's own remark that somebody left something out.
OMITS = re.compile(
    rf"\b(?:(?:did not|didn[’']t|does not|avoided|made no|without|no)\s+(?:\w+ly\s+)?"
    rf"(?:{MENTION}|mention(?:ing)?(?: of)?|naming|referring to|reference to))\b",
    re.IGNORECASE,
)

Key = tuple[str, int, int]  # article_id, start, end of a sentence


@record
class Group:
    """Meetings that are told together: those of one year, or a single one. `name` reads after "in" or "on"."""

    name: str
    meetings: tuple[str, ...]


def sort_day(meeting: Meeting) -> tuple:
    """A key that puts meetings in order of day, the undated last."""
    first = as_day(meeting.earliest) or as_day(meeting.latest)
    return (first is None, first.toordinal() if first else 0, meeting.meeting_id)


def once_per_study(facts: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A function of a study that is worked out when first asked and kept until it is asked of another study.

    Each caller gets a copy, so that what one does to it is not seen by the next.
    """
    kept: list[Any] = [None, None]

    @functools.wraps(facts)
    def ask(study: Any) -> Any:
        if kept[0] is not study:
            kept[:] = study, facts(study)
        return copy.copy(kept[1])

    return ask


@once_per_study
def core_meetings(study: Any) -> list[Meeting]:
    """The meetings at which all principals took part, in order of day; all meetings when there are no principals."""
    wanted = set(study.principals)
    return sorted((m for m in study.records.meetings if wanted <= set(m.participants)), key=sort_day)


@once_per_study
def news_of_articles(study: Any) -> dict[str, str]:
    """{article_id: meeting_id}: the meeting each article is about (where that can be told)."""
    core = {m.meeting_id for m in core_meetings(study)}
    told: dict[str, set[str]] = {}
    news: dict[str, str] = {}
    for report in study.records.reports:
        told.setdefault(report.article_id, set()).add(report.meeting_id)
        if report.is_news and report.meeting_id in core:
            news.setdefault(report.article_id, report.meeting_id)
    for article_id, meetings in told.items():  # an article of one meeting is about that meeting
        if len(meetings) == 1 and meetings <= core:
            news.setdefault(article_id, next(iter(meetings)))
    return dict(sorted(news.items()))


def scope(study: Any) -> frozenset[str]:
    """The articles that tell of a meeting of the principals; all articles where none does."""
    core = {m.meeting_id for m in core_meetings(study)}
    found = frozenset(r.article_id for r in study.records.reports if r.meeting_id in core)
    return found or frozenset(a.article_id for a in study.records.articles)


def articles(study: Any) -> list[Article]:
    """The articles in scope, in the order of the corpus."""
    wanted = scope(study)
    return [a for a in study.records.articles if a.article_id in wanted]


def statements(study: Any) -> list[Statement]:
    """What is said (attitudes aside) in the articles in scope, in order."""
    wanted = scope(study)
    return [s for s in study.records.statements if s.article_id in wanted and s.tier == "speech"]


@once_per_study
def told_meetings(study: Any) -> list[Meeting]:
    """The core meetings that at least one article is about and that were not called off, in order of day."""
    told = set(news_of_articles(study).values())
    return [m for m in core_meetings(study) if m.meeting_id in told]


def meeting_codes(study: Any, meetings: Iterable[str], *, other: bool = False) -> list[ThemeCode]:
    """The codes of some meetings; those of the theme "other" only when asked for."""
    wanted = set(meetings)
    return [c for c in study.records.codes if c.meeting_id in wanted and (other or c.theme != OTHER)]


def story_codes(study: Any, *, other: bool = False) -> list[ThemeCode]:
    """The codes of what is told of the principals: at any of their meetings (told or recalled), or at no meeting in an
    article that is about one of theirs. What belongs to a meeting with somebody else is not among them."""
    within = _at_home(study)
    return [c for c in study.records.codes if within(c) and (other or c.theme != OTHER)]


def _at_home(study: Any) -> Callable[[Any], bool]:
    """Whether a code or statement belongs to the principals' own meetings."""
    core, news = {m.meeting_id for m in core_meetings(study)}, news_of_articles(study)
    return lambda row: row.meeting_id in core or (row.meeting_id is None and row.article_id in news)


def unit(code: ThemeCode) -> str:
    """The finest code: the subtheme's id, else the theme's."""
    return code.subtheme or code.theme


def key(code: ThemeCode) -> Key:
    """The sentence a code stands in."""
    return code.article_id, code.start, code.end


def sentences(codes: Iterable[ThemeCode]) -> list[Key]:
    """The coded sentences, each once, in the order of the articles."""
    return sorted({key(c) for c in codes})


def passages(study: Any, keys: Iterable[Key]) -> tuple[Passage, ...]:
    """Sentences (or other stretches of articles) as passages, each once, in order."""
    articles = {a.article_id: a for a in study.records.articles}
    return tuple(articles[a].passage(start, end) for a, start, end in sorted(set(keys)) if a in articles)


def statement_passages(study: Any, statements: Iterable[Statement]) -> tuple[Passage, ...]:
    """The pieces of what was said, as passages."""
    return passages(study, [(s.article_id, a, b) for s in statements for a, b in s.contents])


def report_passages(study: Any, meetings: Iterable[str]) -> tuple[Passage, ...]:
    """Where the articles tell of some meetings."""
    wanted = set(meetings)
    reports = [r for r in study.records.reports if r.meeting_id in wanted]
    return passages(study, [(r.article_id, a, b) for r in reports for a, b in r.passages])


def own_statements(study: Any, name: str, *, meetings: Iterable[str] | None = None) -> list[Statement]:
    """What a person is reported to have said in his or her own name (speech, not attitudes), in order.

    What the article says was *not* mentioned is not among it.
    """
    wanted = None if meetings is None else set(meetings)
    texts = {a.article_id: a.text for a in study.records.articles}

    def denied(s: Statement) -> bool:
        start = s.contents[0][0]
        return bool(re.search(OMITS.pattern + r"\s*$", texts[s.article_id][max(0, start - 60) : start], re.IGNORECASE))

    return [
        s
        for s in study.records.statements
        if s.speaker == name
        and s.form in FORMS
        and s.tier == "speech"
        and (wanted is None or s.meeting_id in wanted)
        and not denied(s)
    ]


def own_codes(study: Any, name: str, *, meetings: Iterable[str] | None = None, other: bool = False) -> list[ThemeCode]:
    """The codes that lie in what a person is reported to have said."""
    wanted = None if meetings is None else set(meetings)
    return [
        c
        for c in study.records.codes
        if c.speaker == name and c.form in FORMS and (other or c.theme != OTHER)
        and (wanted is None or c.meeting_id in wanted)
    ]  # fmt: skip


def shared_statements(study: Any, name: str) -> list[Statement]:
    """What a person is reported to have said on the principals' own meetings (not what was said to somebody else)."""
    within = _at_home(study)
    return [s for s in own_statements(study, name) if within(s)]


def shared_codes(study: Any, name: str, *, other: bool = False) -> list[ThemeCode]:
    """The codes in what a person is reported to have said on the principals' own meetings."""
    within = _at_home(study)
    return [c for c in own_codes(study, name, other=other) if within(c)]


def statements_behind(study: Any, codes: Iterable[ThemeCode]) -> list[Statement]:
    """The statements in which coded sentences lie, each once, in order: same article, same speaker, shared words."""
    spans: dict[tuple[str, str | None], list[tuple[int, int]]] = {}
    for code in codes:
        spans.setdefault((code.article_id, code.speaker), []).append((code.start, code.end))
    return [
        s
        for s in study.records.statements
        if any(a < end and start < b for start, end in spans.get((s.article_id, s.speaker), ()) for a, b in s.contents)
    ]


def agenda_codes(study: Any, meetings: Iterable[str]) -> list[ThemeCode]:
    """The codes an article gives as matter of the talks: in title or deck, or in a sentence that has words such as
    "discuss" and is about the principals or their talks (not about somebody else's)."""
    texts = {a.article_id: a for a in study.records.articles}
    names = [re.escape(n) for n in (short_names(study).get(name, name) for name in study.principals)]
    theirs = re.compile(rf"\b(?:{'|'.join([*names, TALKS])})\b", re.IGNORECASE)
    chosen = []
    for code in meeting_codes(study, meetings):
        article = texts[code.article_id]
        words = article.text[code.start : code.end]
        headline = article.kind_at(code.start) in HEADLINES
        if headline or (AGENDA_WORDS.search(words) and theirs.search(words)):
            chosen.append(code)
    return chosen


def agenda_themes(study: Any, meetings: Iterable[str]) -> list[str]:
    """The themes given as matter of the talks, in the order in which the articles name them."""
    return list(dict.fromkeys(c.theme for c in sorted(agenda_codes(study, meetings), key=key)))


def groups(study: Any) -> list[Group]:
    """The told meetings by year, or one by one where all lie in one year or have no day."""
    told = told_meetings(study)
    years = {m.meeting_id: as_day(m.earliest).year for m in told if as_day(m.earliest)}
    if len(set(years.values())) > 1:
        return [
            Group(name=str(year), meetings=tuple(m for m, y in years.items() if y == year))
            for year in sorted(set(years.values()))
        ]
    return [Group(name=say_meeting_day(m), meetings=(m.meeting_id,)) for m in told]


def top_themes(codes: Sequence[ThemeCode], *, by: Any = unit) -> list[tuple[str, int]]:
    """Codes by the number of their sentences, most first, ties by id."""
    counts = Counter(name for name, _ in {(by(c), key(c)) for c in codes})
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


@once_per_study
def short_names(study: Any) -> dict[str, str]:
    """{full name: what the articles call the person in one word most often}, the full name where two would collide.

    Counted in the mentions, so "Xi Jinping" is Xi and "Benjamin Netanyahu" Netanyahu; without mentions the last word.
    """
    called: dict[str | None, Counter[str]] = defaultdict(Counter)
    for mention in (m for several in study.records.mentions.values() for m in several if m.kind == "name"):
        called[mention.person_id][mention.text] += 1
    names: dict[str, str] = {}
    for person in study.records.people:
        words = set(person.name.replace("-", " ").split()) | {person.name.split()[-1]}
        used = {text: count for text, count in called[person.person_id].items() if text in words}
        names[person.name] = min(used, key=lambda w: (-used[w], w)) if used else person.name.split()[-1]
    for name in study.principals:
        names.setdefault(name, name.split()[-1])
    shared = Counter(names.values())
    first = Counter(names[name] for name in study.principals)
    return {
        full: short if shared[short] == 1 or (full in study.principals and first[short] == 1) else full
        for full, short in names.items()
    }


def say_who(study: Any) -> str:
    """Whose meetings these are: the principals; without any, those who took part in all told meetings, else how many
    leaders took part."""
    names = short_names(study)
    if study.principals:
        return say_list([names.get(n, n) for n in study.principals])
    groups_ = [set(m.participants) for m in told_meetings(study)]
    shared = set.intersection(*groups_) if groups_ else set()
    if len(shared) > 1 or (shared and len(groups_) == 1):
        return say_list(sorted(names.get(n, n) for n in shared))
    return f"{len(set().union(*groups_))} leaders" if groups_ else "leaders"


def country_of(study: Any, name: str) -> str | None:
    """The country of a person, where the articles or the study's people tell it."""
    return next((p.country for p in study.records.people if p.name == name and not is_missing(p.country)), None)


def finding(finding_id: str, statement: str, strength: float, evidence: Iterable[Passage]) -> Finding:
    """A finding that holds; its strength (0 to 1) to three places."""
    return Finding(
        finding_id=finding_id, statement=statement, holds=True, strength=round(strength, 3), evidence=tuple(evidence)
    )
