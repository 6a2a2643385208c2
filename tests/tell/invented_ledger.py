"""Studies of any size, built by hand from records: what figures and displays are tried on without a language model."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from types import SimpleNamespace

from summitry import tables
from summitry.knowledge.codebook import read_codebook
from summitry.records import (
    Article,
    Claim,
    Dating,
    DatingEvidence,
    DayRange,
    Meeting,
    MeetingReport,
    Person,
    PlaceMention,
    Segment,
    Stance,
    Statement,
    ThemeCode,
)
from summitry.resolve.ledger import find_basis

ONE, TWO = "Ingrid Halvorsen", "Mateo Quiroga"
LONG = "Her Royal Highness Princess Wilhelmina Alexandra Theodora von und zu Hohenlohe-Langenburg"
PLACES = (("Bergen", "Norway", 60.39, 5.32), ("Valparaíso", "Chile", -33.05, -71.62), ("Suva", "Fiji", -18.14, 178.44))
THEMES = ("syria", "iran", "arms", "terrorism")
STATUSES = ("announced", "held", "recalled", "cancelled")


def make_study(
    meetings: int, *, one: str = ONE, two: str = TWO, dated: bool = True, hostile: str = ""
) -> SimpleNamespace:
    """A study with one article per meeting; every fourth meeting has an interval, every fifth no day at all."""
    articles, ledger, reports, statements, codes, places, dating = [], [], [], [], [], [], {}
    for n in range(meetings):
        key = f"{n:03d}"
        day = date(2015, 3, 1) + timedelta(days=97 * n)
        article = _article(key, n, one, two, hostile)
        known = DayRange(earliest=day, latest=day + timedelta(days=n % 3)) if dated else DayRange()
        articles.append(article)
        dating[key] = Dating(article_id=key, days=known, basis="text", evidence=_evidence(article, dated))
        spot = PLACES[n % len(PLACES)]
        first, last = (None, None) if n % 5 == 4 else (day, day + timedelta(days=30 if n % 4 == 3 else 0))
        shared = {
            "participants": tuple(sorted((one, two))),
            "earliest": first,
            "latest": last,
            "venue": None,
            "city": spot[0] if n % 3 != 1 else None,
            "country": spot[1],
            "format": "phone" if n % 6 == 5 else "in_person",
            "status": STATUSES[n % 4],
            "occasion": hostile or None,
        }
        meeting_id = f"meeting-{n}"
        ledger.append(
            Meeting(
                meeting_id=meeting_id, status_history=((key, STATUSES[n % 4]),), articles=(key,), n_reports=1, **shared
            )
        )
        start = article.text.index("They met")
        reports.append(
            MeetingReport(article_id=key, passages=((start, start + 8),), rule="t", meeting_id=meeting_id, **shared)
        )
        places.append(
            PlaceMention(
                article_id=key,
                start=0,
                end=1,
                text=article.text[:1],
                place=spot[0],
                country=spot[1],
                latitude=spot[2],
                longitude=spot[3],
            )
        )
        said = article.text.index("“Copper")
        words = article.text[said : said + 24]
        statements.append(
            Statement(
                statement_id=f"s{n}",
                article_id=key,
                form="direct",
                contents=((said, said + 24),),
                text=words,
                speaker=(one, two, "a spokesman", None)[n % 4],
                addressee=(two, one, None, None)[n % 4],
                meeting_id=meeting_id,
            )
        )
        for i, theme in enumerate(THEMES[: 1 + n % 4]):
            codes.append(
                ThemeCode(
                    article_id=key,
                    start=start,
                    end=start + 8 + i,
                    theme=theme,
                    subtheme=None,
                    speaker=(one, two, None)[(n + i) % 3],
                    meeting_id=meeting_id,
                    terms=("x",),
                    form="narration" if (n + i) % 3 == 2 else "direct",
                )
            )
    people = tuple(
        Person(
            person_id=f"p{i}",
            name=name,
            role="president",
            country="Chile",
            aliases=(name.split()[-1],),
            articles=tuple(a.article_id for a in articles),
        )
        for i, name in enumerate((one, two))
    )
    return _study(articles, people, ledger, reports, statements, codes, places, dating, (one, two) if meetings else ())


def _article(key: str, n: int, one: str, two: str, hostile: str) -> Article:
    lines = [
        hostile or f"{one} and {two} talk of copper",
        f"They met again, the {n}th time.",
        "“Copper is easy, cod is hard,” she said.",
    ]
    text = "\n".join(lines) + "\n"
    segments, at = [], 0
    for i, line in enumerate(lines):
        segments.append(Segment(article_id=key, kind="body" if i else "title", start=at, end=at + len(line), text=line))
        at += len(line) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        article_id=key,
        file=f"{key}.txt",
        sha256=digest,
        text=text,
        title=lines[0],
        publisher=hostile,
        segments=tuple(segments),
    )


def _evidence(article: Article, dated: bool) -> tuple[DatingEvidence, ...]:
    if not dated:
        return ()
    at = article.text.index("They met")
    steps = ((None, 400, False), (400, 30, True), (30, 2, False))
    return tuple(
        DatingEvidence(
            article_id=article.article_id,
            start=at,
            end=at + 8,
            text="They met",
            rule="a-rule",
            tier="chronology" if out else "text",
            days_before=before,
            days_after=after,
            outside=out,
            source="Copper fair, 2016-01-01 (a book)" if out else "",
        )
        for before, after, out in steps
    )


def _basis(ledger, reports, articles):
    return find_basis(ledger, reports, articles, {}, {}, news={})


def _stances(codes, articles) -> tuple[Stance, ...]:
    """A word of praise wherever a code stands."""
    texts = {a.article_id: a for a in articles}
    return tuple(
        Stance(
            stance_id=f"t{n}",
            article_id=c.article_id,
            start=c.start,
            end=c.end,
            text=texts[c.article_id].text[c.start : c.end],
            stance="praise",
            holder=c.speaker or "a spokesman",
            target=None,
            cue="met",
            rule="t",
            theme=c.theme,
        )
        for n, c in enumerate(codes)
    )


def _study(articles, people, ledger, reports, statements, codes, places, dating, principals) -> SimpleNamespace:
    claims: tuple[Claim, ...] = ()
    frames = {
        "articles": tables.tabulate("articles", tables.article_rows(articles, dating)),
        "segments": tables.tabulate("segments", tables.record_rows([s for a in articles for s in a.segments])),
        "people": tables.tabulate("people", tables.person_rows(people)),
        "mentions": tables.tabulate("mentions", []),
        "times": tables.tabulate("times", []),
        "places": tables.tabulate("places", tables.record_rows(places)),
        "statements": tables.tabulate("statements", tables.statement_rows(statements)),
        "reports": tables.tabulate("reports", tables.report_rows(reports, dating)),
        "meetings": tables.tabulate("meetings", tables.meeting_rows(ledger)),
        "codes": tables.tabulate("codes", tables.code_rows(codes)),
        "findings": tables.tabulate("findings", []),
        "dating": tables.tabulate("dating", tables.record_rows([e for d in dating.values() for e in d.evidence])),
        "claims": tables.tabulate("claims", tables.record_rows(claims)),
        "discrepancies": tables.tabulate("discrepancies", []),
        "basis": tables.tabulate("basis", tables.basis_rows(_basis(ledger, reports, articles))),
        "coverage": tables.tabulate("coverage", []),
    }
    records = SimpleNamespace(
        articles=tuple(articles),
        people=people,
        meetings=tuple(ledger),
        statements=tuple(statements),
        reports=tuple(reports),
        codes=tuple(codes),
        dating=dating,
        claims=claims,
        stances=_stances(codes, articles),
        mentions={a.article_id: () for a in articles},
        places={a.article_id: () for a in articles},
        codebook=read_codebook(),
    )
    study = SimpleNamespace(
        corpus_dir="corpus",
        principals=principals,
        problems=(),
        records=records,
        **frames,
        parameters={
            "principals": "; ".join(principals),
            "since": "",
            "until": "",
            "codebook": "",
            "language_model": "m",
        },
    )
    study.article = lambda key: next(a for a in articles if a.article_id == key)
    study.tables = lambda: frames
    return study
