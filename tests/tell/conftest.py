"""Small studies built by hand: articles as lines of text, everything else found in them by its words."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from summitry.knowledge.codebook import read_codebook
from summitry.records import (
    Article,
    Claim,
    Dating,
    DayRange,
    Meeting,
    MeetingReport,
    Mention,
    Passage,
    Person,
    Segment,
    Stance,
    Statement,
    ThemeCode,
)

ONE, TWO = "Marta Lund", "Idris Kone"


class StudyBuilder:
    """Adds what a test needs, by the words it stands in; `build()` gives the study."""

    def __init__(self, *, one: str = ONE, two: str = TWO):
        self.one, self.two = one, two
        self.articles: list[Article] = []
        self.meetings: list[Meeting] = []
        self.reports: list[MeetingReport] = []
        self.statements: list[Statement] = []
        self.codes: list[ThemeCode] = []
        self.claims: list[Claim] = []
        self.stances: list[Stance] = []
        self.dating: dict[str, Dating] = {}
        self.people = [
            Person(person_id="one", name=one, country="Norway", gender="f", articles=()),
            Person(person_id="two", name=two, country="Mali", gender="m", articles=()),
        ]

    def article(self, key: str, *lines: str, publisher: str = "") -> None:
        """The first line is the title, the others are body."""
        text, segments = "", []
        for n, line in enumerate(lines):
            kind = "body" if n else "title"
            segments.append(Segment(article_id=key, kind=kind, start=len(text), end=len(text) + len(line), text=line))
            text += line + "\n"
        self.articles.append(
            Article(
                article_id=key, file=f"{key}.txt", sha256="", text=text, publisher=publisher, segments=tuple(segments)
            )
        )
        self.dating[key] = Dating(article_id=key, days=DayRange(), basis="")

    def passage(self, key: str, words: str) -> Passage:
        article = next(a for a in self.articles if a.article_id == key)
        start = article.text.index(words)
        return article.passage(start, start + len(words))

    def meeting(self, meeting_id: str, day: date | None, key: str, words: str, *, status: str = "held", **more) -> None:
        """A meeting of the two that one article is about."""
        p = self.passage(key, words)
        base = {"city": "Oslo", "country": "Norway", "venue": None, "format": "in_person", "occasion": None} | more
        shared = {"participants": (self.two, self.one), "earliest": day, "latest": day, "status": status} | base
        self.meetings.append(
            Meeting(meeting_id=meeting_id, status_history=((key, status),), articles=(key,), n_reports=1, **shared)
        )
        self.reports.append(
            MeetingReport(
                article_id=key, passages=((p.start, p.end),), rule="t", is_news=True, meeting_id=meeting_id, **shared
            )
        )

    def say(self, key: str, words: str, speaker: str, *, form: str = "direct", meeting_id: str = "", **more) -> None:
        p = self.passage(key, words)
        self.statements.append(
            Statement(
                statement_id=f"{key}-{p.start}",
                article_id=key,
                form=form,
                contents=((p.start, p.end),),
                text=words,
                speaker=speaker,
                meeting_id=meeting_id or None,
                **more,
            )
        )

    def stance(self, key: str, clause: str, stance: str, holder: str, target: str | None = None, **more) -> None:
        p = self.passage(key, clause)
        self.stances.append(
            Stance(
                stance_id=f"{key}-t{len(self.stances)}",
                article_id=key,
                start=p.start,
                end=p.end,
                text=clause,
                stance=stance,
                holder=holder,
                target=target,
                cue=clause.split()[0],
                rule="t",
                **more,
            )
        )

    def code(self, key: str, sentence: str, code_id: str, *, speaker: str = "", meeting_id: str = "") -> None:
        p = self.passage(key, sentence)
        theme = code_id.split("/")[0]
        self.codes.append(
            ThemeCode(
                article_id=key,
                start=p.start,
                end=p.end,
                theme=theme,
                subtheme=code_id if "/" in code_id else None,
                speaker=speaker or None,
                meeting_id=meeting_id or None,
                terms=("x",),
                form="direct" if speaker else "narration",
            )
        )

    def build(self) -> SimpleNamespace:
        keys = tuple(a.article_id for a in self.articles)
        mentions: dict[str, tuple[Mention, ...]] = {}
        for a in self.articles:
            found = []
            for person in self.people:
                last = person.name.split()[-1]
                at = a.text.find(last)
                if at >= 0:
                    end, who = at + len(last), person.person_id
                    key = a.article_id
                    found.append(Mention(article_id=key, start=at, end=end, text=last, kind="name", person_id=who))
            mentions[a.article_id] = tuple(found)
        people = [
            Person(
                person_id=p.person_id,
                name=p.name,
                country=p.country,
                gender=p.gender,
                articles=p.articles or keys,
            )
            for p in self.people
        ]
        records = SimpleNamespace(
            articles=tuple(self.articles),
            people=tuple(people),
            mentions=mentions,
            places=dict.fromkeys(keys, ()),
            times=dict.fromkeys(keys, ()),
            dating=self.dating,
            statements=tuple(self.statements),
            reports=tuple(self.reports),
            meetings=tuple(self.meetings),
            codes=tuple(self.codes),
            claims=tuple(self.claims),
            stances=tuple(self.stances),
            codebook=read_codebook(),
        )
        words = [len(a.text.split()) for a in self.articles]
        return SimpleNamespace(
            records=records,
            principals=(self.one, self.two),
            articles=pd.DataFrame(
                {
                    "article_id": keys,
                    "words": words,
                    "title": None,
                    "published_earliest": [self.dating[key].days.earliest for key in keys],
                    "published_latest": [self.dating[key].days.latest for key in keys],
                }
            ),
        )


@pytest.fixture
def builder() -> StudyBuilder:
    return StudyBuilder()


def two_meetings(*, one: str = ONE, two: str = TWO) -> StudyBuilder:
    """Two meetings: arms in 2021, Ukraine and fish in 2022; Lund speaks of both, Kone of friendship only."""
    b = StudyBuilder(one=one, two=two)
    lund, k = one.split()[-1], two.split()[-1]
    b.article(
        "a1",
        f"{lund} to meet {k} on arms",
        f"{one} will meet {two} in Oslo.",
        "They will discuss arms.",
        "Arms were sold in the spring.",
        "Arms are the quarrel of the year.",
        "Syria comes up too.",
    )
    b.article(
        "a2",
        f"{lund} and {k} met",
        f"{one} met {two} in Oslo.",
        f"“The war in Ukraine worries my people very much,” {lund} said.",
        f"“Syria and Ukraine cannot be left to themselves today,” {lund} said.",
        f"{k} did not mention Ukraine in his remarks.",
        f"“We are friends and we will remain friends for long,” {k} said.",
        f"“Our fathers were friends before us in this town,” {k} said.",
    )
    b.meeting("m1", date(2021, 3, 4), "a1", f"{one} will meet {two}", status="announced")
    b.meeting("m2", date(2022, 5, 9), "a2", f"{one} met {two}")
    for sentence in ("They will discuss arms.", "Arms were sold in the spring.", "Arms are the quarrel of the year."):
        b.code("a1", sentence, "arms", meeting_id="m1")
    b.code("a1", "Syria comes up too.", "syria", meeting_id="m1")
    first = "“The war in Ukraine worries my people very much,”"
    second = "“Syria and Ukraine cannot be left to themselves today,”"
    for words in (first, second):
        b.say("a2", words, one, meeting_id="m2")
        b.code("a2", f"{words} {lund} said.", "ukraine", speaker=one, meeting_id="m2")
    b.code("a2", f"{second} {lund} said.", "syria", speaker=one, meeting_id="m2")
    b.code("a2", f"{k} did not mention Ukraine in his remarks.", "ukraine", meeting_id="m2")
    friends = "“We are friends and we will remain friends for long,”"
    for words in (friends, "“Our fathers were friends before us in this town,”"):
        b.say("a2", words, two, meeting_id="m2")
        b.code("a2", f"{words} {k} said.", "other/bilateral_ties", speaker=two, meeting_id="m2")
    return b


@pytest.fixture
def two() -> StudyBuilder:
    return two_meetings()


@pytest.fixture
def make_two():
    return two_meetings
