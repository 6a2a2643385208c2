"""Times found and resolved in invented sentences and in the seeds: the whole of extract.times, with the parse."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from summitry.extract.times import anchor_times, dateline_day, extract_times, find_times, resolve_time
from summitry.extract.times.feasts import feasts
from summitry.knowledge import read_rows
from summitry.language import load_language, mark_lines, parsable_text, parse_articles
from summitry.records import UNKNOWN_DAYS, Article, DayRange, Segment

ROOT = Path(__file__).parents[2]
CASES = [json.loads(line) for line in (ROOT / "tests/cases/times.jsonl").read_text("utf-8").splitlines()]
GROUPS = sorted({case["group"] for case in CASES})

pytestmark = pytest.mark.model


def article_of(text, *, kinds=()):
    """An invented article; `kinds` are (kind, words) pairs for its segments."""
    segments = tuple(
        Segment(article_id="x", kind=kind, start=text.index(words), end=text.index(words) + len(words), text=words)
        for kind, words in kinds
    )
    return Article(article_id="x", file="x.txt", sha256="", text=text, segments=segments)


def parse(article):
    nlp = load_language()
    return nlp(mark_lines(nlp.make_doc(parsable_text(article))))


def only(day):
    return DayRange(earliest=day, latest=day)


def times_of(text, published, *, kinds=()):
    article = article_of(text, kinds=kinds)
    return {t.text: t for t in extract_times(article, parse(article), published)}


@pytest.fixture(scope="module")
def parsed_cases():
    nlp = load_language()
    return dict(
        zip((c["text"] for c in CASES), nlp.pipe(mark_lines(nlp.make_doc(c["text"])) for c in CASES), strict=True)
    )


@pytest.mark.parametrize("group", GROUPS)
def test_cases(group, parsed_cases):
    """Every invented sentence of the group; all that fail are listed."""
    wrong = []
    for case in (c for c in CASES if c["group"] == group):
        article = article_of(case["text"], kinds=[("title", case["text"])] if case.get("title") else ())
        published = only(date.fromisoformat(case["published"]))
        found = {t.text: t.value for t in extract_times(article, parsed_cases[case["text"]], published)}
        wanted = dict(case["expected"])
        got = found if case.get("complete") else {text: found.get(text) for text in wanted}
        if got != wanted:
            wrong.append(f"{case['text']}\n    wanted {wanted}\n    got    {got}")
    assert not wrong, "\n".join(wrong)


def test_offsets_and_days(parsed_cases):
    """The offsets law, and earliest never after latest, over all cases, with one day, a range, and none."""
    for case in CASES:
        article = article_of(case["text"])
        mentions = find_times(article, parsed_cases[case["text"]])
        for published in (
            only(date(2019, 2, 28)),
            DayRange(earliest=date(2018, 1, 1), latest=date(2019, 6, 1)),
            UNKNOWN_DAYS,
        ):
            for time in anchor_times(article, mentions, published):
                assert article.text[time.start : time.end] == time.text
                assert (time.earliest is None) == (time.latest is None)
                assert time.earliest is None or time.earliest <= time.latest
                assert time.value


def test_shifting_publication_by_weeks_shifts_days_of_the_week(parsed_cases):
    """Weekdays, days and weeks reckoned from publication move with it."""
    for case in CASES:
        for mention in find_times(article_of(case["text"]), parsed_cases[case["text"]]):
            spec = mention.spec
            deictic = spec.kind == "weekday" or (spec.kind in ("unit", "offset") and spec.unit in ("day", "week"))
            if deictic and mention.reference is None and mention.anchor == "publication":
                for weeks in (1, 5, 60):
                    _, first, last = resolve_time(mention, date(2019, 2, 28))
                    _, first2, last2 = resolve_time(mention, date(2019, 2, 28) + timedelta(weeks=weeks))
                    if first is not None:
                        assert (first2 - first, last2 - last) == (timedelta(weeks=weeks),) * 2, case["text"]


def test_direction_bounds_weekdays(parsed_cases):
    """What lies ahead is never before publication, what is past never after, and both within a week.

    Only "next Wednesday", said on a Tuesday, is eight days away.
    """
    seen = 0
    for case in CASES:
        for mention in find_times(article_of(case["text"]), parsed_cases[case["text"]]):
            spec = mention.spec
            if spec.kind == "weekday" and mention.reference is None and spec.unit is None and spec.number is None:
                for day in (date(2019, 2, 24) + timedelta(days=n) for n in range(7)):
                    _, first, last = resolve_time(mention, day)
                    if mention.direction == "ahead":
                        tomorrow = spec.shift == 1 and spec.weekday == (day.weekday() + 1) % 7
                        assert (first - day).days == 8 if tomorrow else 0 <= (first - day).days <= 7
                    if mention.direction == "past":
                        assert -7 <= (last - day).days <= 0
                    seen += 1
    assert seen > 700


def test_order_of_unrelated_paragraphs_changes_nothing():
    one = "The minister met the envoy in Oslo on Tuesday."
    two = "The parliament will vote on the budget in April."
    day = only(date(2019, 2, 28))
    there = {k: v.value for k, v in times_of(f"{one}\n\n{two}", day).items()}
    back = {k: v.value for k, v in times_of(f"{two}\n\n{one}", day).items()}
    assert there == back == {"Tuesday": "2019-02-26", "April": "2019-04"}


def test_unknown_day_keeps_every_time():
    text = (
        "He said on Friday that talks of March 3, 2016, and last week failed; "
        "they will resume in August, on 27 February or this fall."
    )
    found = times_of(text, UNKNOWN_DAYS)
    assert {k: v.value for k, v in found.items()} == {
        "Friday": "XXXX-WXX-5",
        "March 3, 2016": "2016-03-03",
        "last week": "XXXX-WXX",
        "August": "XXXX-08",
        "27 February": "XXXX-02-27",
        "this fall": "XXXX-FA",
    }
    assert found["Friday"].earliest is None
    assert found["March 3, 2016"].latest == date(2016, 3, 3)


def test_range_of_days_gives_the_union():
    text = "The two will meet on Thursday. They met last month."
    found = times_of(text, DayRange(earliest=date(2019, 2, 27), latest=date(2019, 3, 1)))
    assert found["Thursday"].value == "XXXX-WXX-4"
    assert (found["Thursday"].earliest, found["Thursday"].latest) == (date(2019, 2, 28), date(2019, 3, 7))
    assert found["last month"].value == "XXXX-XX"
    assert (found["last month"].earliest, found["last month"].latest) == (date(2019, 1, 1), date(2019, 2, 28))
    within = times_of(text, DayRange(earliest=date(2019, 2, 25), latest=date(2019, 2, 27)))
    assert within["Thursday"].value == "2019-02-28"
    assert within["last month"].value == "2019-01"


def test_a_long_range_is_as_wide_as_its_days():
    text = "The two will meet on Thursday."
    found = times_of(text, DayRange(earliest=date(2016, 1, 1), latest=date(2019, 12, 31)))["Thursday"]
    assert (found.earliest, found.latest) == (date(2016, 1, 7), date(2020, 1, 2))


def test_a_weekday_without_direction_is_an_interval():
    found = times_of("Funeral of the former president Tuesday", only(date(2019, 2, 28)))["Tuesday"]
    assert found.value == "XXXX-WXX-2"
    assert (found.earliest, found.latest) == (date(2019, 2, 26), date(2019, 3, 5))


def test_headline_takes_the_direction_of_the_text():
    text = "Talks in Oslo Tuesday\n\nThe ministers will hold talks in Oslo on Tuesday, the office said."
    article = article_of(text, kinds=[("title", "Talks in Oslo Tuesday")])
    times = extract_times(article, parse(article), only(date(2019, 2, 28)))
    assert [t.value for t in times] == ["2019-03-05", "2019-03-05"]


def test_weeks_from_sunday_where_the_article_shows_it():
    """On a Sunday, "will meet this week" means the week that begins; "arrived this week" the one that ends."""
    sunday = only(date(2017, 8, 20))
    ahead = times_of("The ministers will meet this week.", sunday)["this week"]
    assert (ahead.value, ahead.earliest, ahead.latest) == ("2017-W34", date(2017, 8, 20), date(2017, 8, 26))
    past = times_of("The missiles arrived this week.", sunday)["this week"]
    assert (past.value, past.earliest, past.latest) == ("2017-W33", date(2017, 8, 14), date(2017, 8, 20))
    tuesday = times_of("The ministers will meet this week.", only(date(2017, 8, 22)))["this week"]
    assert (tuesday.value, tuesday.earliest) == ("2017-W34", date(2017, 8, 21))


def test_caption_date_anchors_the_caption_alone():
    caption = "The ministers meet on Tuesday in Sochi. File photo of March 9, 2016."
    text = f"Talks resume\n\n{caption}\n\nThe ministers will meet on Tuesday."
    article = article_of(text, kinds=[("caption", caption)])
    times = extract_times(article, parse(article), only(date(2019, 2, 28)))
    assert [(t.text, t.value, t.anchor) for t in times] == [
        ("Tuesday", "2016-03-08", "caption"),
        ("March 9, 2016", "2016-03-09", "none"),
        ("Tuesday", "2019-03-05", "publication"),
    ]


def test_dateline():
    article = article_of("Talks resume\nFebruary 27, 2019\nThe ministers met today.")
    mentions = find_times(article, parse(article))
    assert [m.scope for m in mentions] == ["dateline", "text"]
    assert dateline_day(mentions) == date(2019, 2, 27)
    assert [t.value for t in extract_times(article, parse(article), UNKNOWN_DAYS)] == ["2019-02-27", "2019-02-27"]


def test_wrapped_lines_do_not_cut_a_date():
    found = times_of(
        "The ministers met on February\n27, 2019, and will meet again next\nweek.", only(date(2019, 2, 28))
    )
    assert {k: v.value for k, v in found.items()} == {"February\n27, 2019": "2019-02-27", "next\nweek": "2019-W10"}


def test_every_example_of_the_feasts():
    rows = {row["name"]: row for row in feasts().values()}
    nlp = load_language()
    for row, doc in zip(
        rows.values(), nlp.pipe(mark_lines(nlp.make_doc(r["example"])) for r in rows.values()), strict=True
    ):
        mentions = find_times(article_of(row["example"]), doc)
        assert row["name"] in {m.spec.name for m in mentions if m.rule == "feast"}, row["example"]


SEED_DAYS = {
    "000": (date(2016, 4, 15), date(2016, 4, 17)),
    "001": (date(2018, 1, 28), date(2018, 1, 28)),
    "002": (date(2017, 8, 20), date(2017, 8, 20)),
    "003": (date(2019, 2, 27), date(2019, 2, 28)),
    "004": (date(2018, 5, 9), date(2018, 5, 15)),
}
SEED_TIMES = {
    "000": "next week=2016-W16 Thursday=2016-04-21 about a month=P1M this week=2016-W15"
    " Friday=2016-04-15"
    " last night=2016-04-14TNI",
    "001": "August 23, 2017=2017-08-23 August 23, 2017=2017-08-23 the day=P1D Monday=2018-01-29 the same day=2018-01-29"
    " Saturday=2018-01-27 Sunday=2018-01-28 August=2017-08 1943=1943",
    "002": "Wednesday=2017-08-23 Nov. 20, 2013=2013-11-20 this week=2017-W34 Wednesday=2017-08-23 the last two"
    " years=P2Y"
    " every few months=PXM now=PRESENT_REF Last month=2017-07 March of this year=2017-03 This week=2017-W34"
    " Thursday=2017-08-17 Sunday evening=2017-08-20TEV August 20, 2017=2017-08-20",
    "003": "February 27, 2019=2019-02-27 February 27, 2019=2019-02-27 last year=2018 September=2018-09"
    " Wednesday=2019-02-27"
    " September 2016=2016-09 the last several years=PXY recently=PAST_REF Earlier this year=2019 September 1941=1941-09"
    " January 1944=1944-01 Wednesday=2019-02-27 February 27, 2019=2019-02-27 the coming days=FUTURE_REF late this"
    " week=2019-W09"
    " early next week=2019-W10 midnight Wednesday=2019-02-27T24:00 November=2018-11 last July=2018-07"
    " December=2018-12",
    "004": "Victory Day=2018-05-09 the day after=XXXX-XX-XX Wednesday afternoon=2018-05-09TAF 73 years=P73Y"
    " currently=PRESENT_REF",
}


@pytest.mark.parametrize("seed", sorted(SEED_DAYS))
def test_seeds(seed):
    from summitry.read.segments import segment_page

    path = next((ROOT / "seeds").glob(f"{seed}_*.txt"))
    text = path.read_bytes().decode("utf-8")
    article = Article(article_id=seed, file=path.name, sha256="", text=text, segments=segment_page(seed, text))
    earliest, latest = SEED_DAYS[seed]
    times = extract_times(article, parse_articles([article])[seed], DayRange(earliest=earliest, latest=latest))
    assert " ".join(f"{t.text}={t.value}" for t in times) == SEED_TIMES[seed]
    if seed == "001":
        assert [t.earliest for t in times if t.text == "Monday"] == [date(2018, 1, 29)]


# What the examples of a class of `knowledge/time_words.csv` have to show: a direction, or no time at all.
EXAMPLES_SHOW = {
    "ahead_modal": "ahead",
    "ahead_state": "ahead",
    "planning": "ahead",
    "timetable": "ahead",
    "happening": "past",
    "result": "past",
    "following": "past",
    "label": None,
    "quantity": None,
    "metaphor": None,
    "able_modal": None,
    "forward": "ahead",
    "deferring": "ahead",
}


def test_every_example_of_the_time_words():
    rows = [row for row in read_rows("time_words") if row["example"] and row["class"] in EXAMPLES_SHOW]
    nlp = load_language()
    wrong = []
    for row, doc in zip(rows, nlp.pipe(mark_lines(nlp.make_doc(r["example"])) for r in rows), strict=True):
        mentions = [m for m in find_times(article_of(row["example"]), doc) if m.type in ("DATE", "TIME")]
        shown = EXAMPLES_SHOW[row["class"]]
        if [m.direction for m in mentions] != ([shown] if shown else []):
            wrong.append((row["word"], row["example"], [(m.text, m.direction) for m in mentions]))
    assert len(rows) > 20
    assert not wrong
