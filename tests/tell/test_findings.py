"""Findings: each holds, drops out or turns round with the tables; sentences agree; evidence is the article's words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitry.records import Claim, Dating, DatingEvidence, DayRange, Person
from summitry.tell import findings as f
from summitry.tell.findings.claims import say_reckoning
from summitry.tell.findings.facts import AGENDA_WORDS, OMITS, short_names
from summitry.tell.findings.memory import content_words
from summitry.tell.findings.phrases import of_day, say_on, say_quoted, say_share, say_source

FATHERS = "“Our fathers were friends before us in this town,” Kone said."


def said(found) -> str:
    return " ".join(x.statement for x in found)


def ids(found) -> list[str]:
    return [x.finding_id for x in found]


# ------------------------------------------------------------------------------------------------------- small words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2019, 2, 27), date(2019, 2, 27), "on 27 February 2019"),
        (date(2018, 7, 1), date(2018, 7, 31), "in July 2018"),
        (date(2018, 1, 1), date(2018, 12, 31), "in 2018"),
        (date(2018, 5, 9), date(2018, 5, 15), "between 9 and 15 May 2018"),
        (date(2018, 5, 30), date(2018, 6, 2), "between 30 May and 2 June 2018"),
        (date(2018, 12, 30), date(2019, 1, 2), "between 30 December 2018 and 2 January 2019"),
        (None, None, "on a day that is not told"),
        (date(2018, 5, 9), None, "on a day that is not told"),
    ],
)
def test_when_a_meeting_was(first, last, words):
    assert say_on(SimpleNamespace(earliest=first, latest=last)) == words


def test_a_day_as_attribute():
    day = date(2019, 2, 27)
    assert of_day(SimpleNamespace(earliest=day, latest=day)) == "of 27 February 2019"
    assert of_day(SimpleNamespace(earliest=date(2018, 7, 1), latest=date(2018, 7, 31))) == "in July 2018"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 9, "none of nine coded sentences"),
        (1, 2, "one of two coded sentences"),
        (3, 3, "all three coded sentences"),
        (13, 19, "13 of 19 coded sentences"),
        (10, 27, "37 per cent of the coded sentences (10 of 27; interval 22 to 56)"),
        (30, 30, "all 30 coded sentences"),
    ],
)
def test_no_percentages_of_small_numbers(part, whole, words):
    assert say_share(part, whole) == words


@pytest.mark.parametrize(
    ("quoted", "whole", "noun", "words"),
    [
        (14, 21, "sentence", "in 14 of A’s 21 sentences on a theme"),
        (4, 4, "", "in all of A’s four"),
        (2, 2, "", "in both of A’s two"),
        (0, 3, "", "in none of A’s three"),
        (1, 1, "sentence", "in A’s one sentence on a theme"),
        (0, 1, "", "not in A’s one"),
    ],
)
def test_how_much_is_quoted(quoted, whole, noun, words):
    assert say_quoted("A", quoted, whole, noun=noun, of="on a theme") == words


@pytest.mark.parametrize(
    ("speaker", "words"),
    [("The Kremlin", "the Kremlin"), ("A spokesman", "a spokesman"), ("Marta Lund", "Marta Lund"), ("An", "An")],
)
def test_a_source_inside_a_sentence(speaker, words):
    assert say_source(speaker) == words


@pytest.mark.parametrize(
    ("text", "omits"),
    [
        ("but did not specifically mention Iran", True),
        ("left without naming the guest", True),
        ("made no mention of the war", True),
        ("avoided mentioning fish", True),
        ("did not arrive", False),
        ("mentioned Iran", False),
    ],
)
def test_remarks_on_what_was_left_out(text, omits):
    assert bool(OMITS.search(text)) is omits


@pytest.mark.parametrize(
    ("text", "agenda"),
    [
        ("The two will discuss fish.", True),
        ("talks to center on Syria", True),
        ("Fish is on the agenda.", True),
        ("The issue might come up.", True),
        ("She raised the matter of fish.", True),
        ("The move raised concerns.", False),
        ("The talks were long.", False),
        ("He talked to the cook.", False),
    ],
)
def test_words_that_put_a_matter_on_the_agenda(text, agenda):
    assert bool(AGENDA_WORDS.search(text)) is agenda


def test_the_name_the_articles_use(two):
    two.people[0] = Person(person_id="one", name="Xi Jinping", country="China", articles=())
    study = two.build()
    study.principals = ("Xi Jinping", two.two)
    mention = SimpleNamespace(kind="name", text="Xi", person_id="one")
    study.records.mentions["a1"] = (mention, mention)
    assert short_names(study)["Xi Jinping"] == "Xi"


# ------------------------------------------------------------------------------------------------------------ agenda


def test_who_met_when_and_where(two):
    assert said(f.find_setting(two.build())) == (
        "Two articles are about two meetings of Marta Lund and Idris Kone, "
        "on 4 March 2021 and on 9 May 2022, both in Oslo."
    )


def test_one_article_one_meeting(builder):
    builder.article("a", "Lund meets Kone", "Marta Lund met Idris Kone.")
    builder.meeting("m", date(2020, 1, 2), "a", "Marta Lund met Idris Kone")
    text = said(f.find_setting(builder.build()))
    assert text == "One article is about one meeting of Marta Lund and Idris Kone, on 2 January 2020, in Oslo."


def test_what_sets_each_year_apart(two):
    found = {x.finding_id: x.statement for x in f.find_shift(two.build())}
    assert found["shift/2021"] == "What sets 2021 apart is arms (three sentences), not told of the other meeting."
    assert (
        found["shift/2022"]
        == "Against the other year, 2022 stands out by Ukraine (three sentences), not told of the other meeting."
    )


def test_one_meeting_cannot_shift(builder):
    builder.article("a", "Lund meets Kone", "Marta Lund met Idris Kone.", "Arms were sold.", "Arms again.")
    builder.meeting("m", date(2020, 1, 2), "a", "Marta Lund met Idris Kone")
    builder.code("a", "Arms were sold.", "arms", meeting_id="m")
    builder.code("a", "Arms again.", "arms", meeting_id="m")
    assert f.find_shift(builder.build()) == ()


def test_a_shift_turns_round_when_the_years_change_places(two):
    two.meetings = [
        m.__class__(**{k: getattr(m, k) for k in m.__slots__} | {"earliest": d, "latest": d})
        for m, d in zip(two.meetings, (date(2022, 5, 9), date(2021, 3, 4)), strict=True)
    ]
    found = {x.finding_id: x.statement for x in f.find_shift(two.build())}
    assert "arms" in found["shift/2022"] and "Ukraine" in found["shift/2021"]


def test_a_theme_of_both_years_sets_none_apart(two):
    for sentence in ("Arms were sold in the spring.", "Arms are the quarrel of the year."):
        two.code("a1", sentence, "ukraine", meeting_id="m1")
    found = {x.finding_id: x.statement for x in f.find_shift(two.build())}
    assert "Ukraine" not in found.get("shift/2021", "") + found.get("shift/2022", "")
    assert found["shift/constant"] == "Neither of the two meetings is told without Ukraine."


def test_the_agenda_is_what_headline_or_discuss_gives(two):
    text = said(f.find_agendas(two.build()))
    assert "For the meeting of 4 March 2021, arms is given as matter of the talks" in text
    assert "three of four coded sentences" in text


def test_announced_against_reported(two):
    text = said(f.find_announced(two.build()))
    assert "One article looks ahead to a meeting and one tells of one that was held." in text
    assert "The announcement gives as matters of the talks arms." in text or "matter of the talks arms" in text
    assert "The report names as discussed, or has the leaders speak of, Syria and Ukraine." in text
    assert "No meeting is the subject of articles written both before and after it" in text


def test_what_the_reports_have_and_no_announcement_names(two):
    two.article("a3", "Lund and Kone met again", "Marta Lund saw Idris Kone.", "They discussed Ukraine and the fleet.")
    two.meeting("m3", date(2023, 1, 1), "a3", "Marta Lund saw")
    two.code("a3", "They discussed Ukraine and the fleet.", "ukraine", meeting_id="m3")
    found = {x.finding_id: x.statement for x in f.find_announced(two.build())}
    assert found["announced/only_after"] == "What both reports have and no announcement names is Ukraine."
    two.code("a1", "They will discuss arms.", "ukraine", meeting_id="m1")
    assert "announced/only_after" not in {x.finding_id for x in f.find_announced(two.build())}


def test_a_meeting_told_before_and_after_can_be_compared(two):
    two.article("a3", "Lund met Kone as planned", "Marta Lund met Idris Kone on that day.")
    two.meeting("m1b", date(2021, 3, 4), "a3", "Marta Lund met")
    two.meetings.pop()
    report = two.reports.pop()
    two.reports.append(replace(report, meeting_id="m1"))
    assert "One meeting is told by articles of both kinds" in said(f.find_announced(two.build()))


# ------------------------------------------------------------------------------------------------------------ voices


def test_who_is_quoted_how_much(two):
    (finding,) = f.find_words(two.build())
    assert finding.statement == "Of 37 words quoted directly, Kone has 19, Lund 18."


def test_nobody_quoted_is_no_finding(two):
    two.statements = []
    assert f.find_words(two.build()) == ()


def test_what_only_one_side_raises(two):
    found = f.find_one_sided(two.build())
    assert found[0].statement == (
        "Of the two, only Lund is reported to speak of Ukraine (two sentences); "
        "neither of the two statements reported of Kone does."
    )


def test_a_one_sided_theme_drops_out_when_the_other_raises_it(two):
    two.code("a2", FATHERS, "ukraine", speaker=two.two, meeting_id="m2")
    assert not any(i.startswith("voices/only") for i in ids(f.find_one_sided(two.build())))


def test_somebody_hardly_heard_cannot_be_called_silent(two):
    two.statements = [s for s in two.statements if s.speaker != two.two or "fathers" in s.text]
    assert not any(i.startswith("voices/only") for i in ids(f.find_one_sided(two.build())))


def test_what_one_tells_the_other(two):
    assert f.find_told_other(two.build()) == ()
    two.statements = [replace(s, addressee=two.two) if s.speaker == two.one else s for s in two.statements]
    (finding,) = f.find_told_other(two.build())
    assert (
        finding.statement == "What Lund is reported to tell Kone is on Ukraine (two of two statements) and Syria (one)."
    )
    assert len(finding.evidence) == 2


def test_a_statement_without_a_named_hearer(two):
    assert f.find_addressed(two.build()) == (), "nobody is told to hear anything"
    two.statements = [replace(s, addressee="reporters") if s.speaker == two.two else s for s in two.statements]
    (finding,) = f.find_addressed(two.build())
    assert finding.statement == "Both of Kone’s two statements have a named hearer (reporters), neither of Lund’s two."


UKRAINE = "The war in Ukraine worries my people very much"
FRIENDS = "We are friends and we will remain friends for long"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], ""),
        ([("a2", FRIENDS, "praise", "two", "Marta Lund")],
         "Kone is reported with one word of praise (for Lund)."),
        ([("a2", FRIENDS, "commitment", "two", "friends"), ("a2", UKRAINE, "threat", "one", "trawlers")],
         "Lund is reported with one threat; Kone with one commitment."),
        ([("a2", UKRAINE, "threat", "one", "Seoul"), ("a2", "Syria and Ukraine", "threat", "one", "Seoul")],
         "Lund is reported with two threats (both against Seoul)."),
        ([("a2", UKRAINE, "demand", "one", "Japan"), ("a2", "Syria and Ukraine", "demand", "one", "Idris Kone"),
          ("a2", "worries", "demand", "one", None)],
         "Lund is reported with three demands (one each of Kone and Japan)."),
        ([("a2", FRIENDS, "praise", "Marta Lund and Idris Kone", "Seoul")],
         "Lund is reported with one word of praise (for Seoul); Kone with one word of praise (for Seoul)."),
        ([("a2", FRIENDS, "praise", "somebody else", "Marta Lund")], ""),
    ],
)  # fmt: skip
def test_stances_are_told_together_and_only_actors_named(two, rows, words):
    for key, clause, stance, holder, target in rows:
        two.stance(key, clause, stance, getattr(two, holder, holder), target, meeting_id="m2")
    found = f.find_stances(two.build())
    assert said(found) == (words and f"Where words state a stance plainly, {words}")
    assert sum(len(x.evidence) for x in found) == (len(rows) if words else 0)


def test_a_silence_the_article_remarks_on(two):
    (finding,) = f.find_silences(two.build())
    assert finding.statement == (
        "On 9 May 2022, Kone does not name Ukraine in the two statements reported of him, "
        "and the article remarks on it."
    )
    assert finding.strength == 1.0
    assert any("did not mention" in p.text for p in finding.evidence)


def test_a_silence_without_a_remark_says_less(two):
    two.codes = [c for c in two.codes if c.speaker or c.meeting_id == "m1"]
    (finding,) = f.find_silences(two.build())
    assert finding.statement == (
        "Ukraine is told of the meeting of 9 May 2022, but neither of the two statements reported of Kone has the "
        "words by which the codebook knows it."
    )
    assert finding.strength < 1


def test_no_silence_when_the_theme_is_named_after_all(two):
    two.code("a2", FATHERS, "ukraine", speaker=two.two, meeting_id="m2")
    assert f.find_silences(two.build()) == ()


@pytest.mark.parametrize("names", [("Ada Berg", "Jon Falk"), ("Zoë O’Neill", "Li Wei")])
def test_findings_follow_renamed_leaders(make_two, names):
    one, other = names
    text = said(f.find_all(make_two(one=one, two=other).build()))
    assert one in text and other in text
    assert "Lund" not in text and "Kone" not in text


# ------------------------------------------------------------------------------- memory, third parties, the sources


def test_no_memory_no_sentence(two):
    assert f.find_memory(two.build()) == ()


def test_memory_counts_its_meetings_and_speakers(two):
    two.code("a2", FATHERS, "ww2_memory/red_army", speaker=two.two, meeting_id="m2")
    text = said(f.find_memory(two.build()))
    assert "comes up at one of the two meetings" in text
    assert "Of the leaders, only Kone is reported to speak of it, in one sentence." in text


def test_an_echo_needs_two_articles_and_content(two):
    assert f.find_echoes(two.build()) == ()
    words = "“The harbour, the lighthouse and the frozen river belong to everybody,”"
    two.article("a3", "Kone speaks", f"{words} Kone said.")
    two.article("a4", "Lund speaks", "“The frozen river, the harbour and the lighthouse remain ours,” Lund said.")
    two.meeting("m3", date(2023, 1, 1), "a3", "Kone said")
    two.meeting("m4", date(2024, 1, 1), "a4", "Lund said")
    two.say("a3", words, two.two, meeting_id="m3")
    two.say("a4", "“The frozen river, the harbour and the lighthouse remain ours,”", two.one, meeting_id="m4")
    (echo,) = f.find_echoes(two.build())
    assert "in two articles, from Kone and Lund" in echo.statement
    assert "“lighthouse”" in echo.statement


def test_content_words_leave_out_what_everybody_says():
    assert content_words("The president said that their countries would meet") == {"meet"}


def test_countries_beside_the_table(two):
    text = said(f.find_third_countries(two.build()))
    assert "Syria in both articles" in text
    assert "Norway" not in text


def test_outlets_only_from_metadata(two):
    assert f.find_outlets(two.build()) == ()
    two.article("a3", "Lund and Kone", "Marta Lund saw Idris Kone.", publisher="Haaretz")
    two.meeting("m3", date(2023, 1, 1), "a3", "Marta Lund saw")
    assert "The three articles come" not in said(f.find_outlets(two.build()))


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2020, 1, 1), "By their own words, two articles are dated to the day (1 January 2020)."),
        (date(2020, 1, 5), "By their own words, two articles are dated to within a week (1–5 January 2020)."),
        (date(2020, 1, 25), "By their own words, two articles are dated to within a month (1–25 January 2020)."),
        (None, "Two articles remain without a close date."),
    ],
)
def test_how_closely_articles_are_dated(two, last, words):
    days = DayRange(earliest=date(2020, 1, 1), latest=last)
    two.dating = {k: Dating(article_id=k, days=days, basis="text") for k in two.dating}
    assert said(f.find_dating(two.build())) == words


@pytest.mark.parametrize(("before", "after", "outside"), [(9, 1, True), (1, 1, False), (None, 1, True)])
def test_outside_knowledge_counts_where_it_narrows(two, before, after, outside):
    reason = {"rule": "r", "tier": "chronology", "days_before": before, "days_after": after, "outside": True}
    evidence = DatingEvidence(article_id="a1", start=0, end=4, text="Lund", **reason)
    day = DayRange(earliest=date(2020, 1, 1), latest=date(2020, 1, 1))
    two.dating = {k: Dating(article_id=k, days=day, basis="text") for k in two.dating}
    two.dating["a1"] = replace(two.dating["a1"], evidence=(evidence,))
    found = {x.finding_id: x.statement for x in f.find_dating(two.build())}
    assert ("sources/dating-outside" in found) is outside
    if outside:
        assert found["sources/dating"] == "By its own words, one article is dated to the day (1 January 2020)."
        assert found["sources/dating-outside"].startswith("Only with outside knowledge, one article is dated")


def claim(two, verdict, against="public record"):
    p = two.passage("a1", "Arms were sold in the spring.")
    reckoned = "from 2020-01-01 to 2021-03-04: 3 (2020-05-05, x), claimed 7; by start month: 2020-01: 3."
    place = {"article_id": "a1", "start": p.start, "end": p.end, "text": "7 meetings since 2020"}
    what = {"kind": "count", "claimed": "7", "against": against, "verdict": verdict, "arithmetic": reckoned}
    two.claims.append(Claim(**place, **what))


def test_a_contradicted_count_is_reckoned_in_prose(two):
    claim(two, "contradicted")
    assert said(f.find_claims(two.build())) == (
        "“7 meetings since 2020” does not agree with the public record (outside knowledge), "
        "which has three from 1 January 2020 to 4 March 2021, that day included."
    )


def test_a_supported_count_is_said_to_agree(two):
    claim(two, "supported")
    assert "One claim about the number of meetings agrees" in said(f.find_claims(two.build()))


@pytest.mark.parametrize(("verdict", "against"), [("cannot be told", "public record"), ("contradicted", "ledger")])
def test_a_count_that_cannot_be_checked_is_left_alone(two, verdict, against):
    claim(two, verdict, against)
    assert f.find_claims(two.build()) == ()


@pytest.mark.parametrize(
    ("arithmetic", "words"),
    [
        ("11 are reached only counting from 2015-09.", ": 11 are reached only counting from September 2015"),
        (
            "from 2016-09-01 to 2019-02-27: 7 (x), claimed 11; 11 are reached only counting from September 2015",
            ", which has seven from 1 September 2016 to 27 February 2019, that day included; "
            "eleven are reached only when one counts from September 2015",
        ),
        ("to 2019-02-27: 13 (x), claimed 2", ", which has 13 to 27 February 2019, that day included"),
    ],
)
def test_the_reckoning_in_prose(arithmetic, words):
    assert say_reckoning(arithmetic) == words


def test_remarks_on_the_order_of_meetings(two):
    claim(two, "supported")
    two.claims.append(replace(two.claims[0], kind="last_met", text="last met in May"))
    two.claims.append(replace(two.claims[0], kind="first_since", text="first since June", verdict="contradicted"))
    text = said(f.find_claims(two.build()))
    assert "One other remark on the order of the meetings, “last met in May”, agrees with that record." in text
    assert "One other remark on the order of the meetings, “first since June”, disagrees with that record." in text


def besides(two, meeting_id, first, last, **more):
    base = replace(two.meetings[1], meeting_id=meeting_id, earliest=first, latest=last, articles=("a1",), **more)
    two.meetings.append(base)


def test_other_encounters_and_how_well_they_are_dated(two):
    besides(two, "x1", date(2020, 5, 5), date(2020, 5, 5))
    besides(two, "x2", date(2020, 6, 1), date(2020, 6, 30))
    besides(two, "x3", None, None, status="announced")
    besides(two, "x4", None, None, format="phone")
    besides(two, "x5", date(2022, 5, 7), date(2022, 5, 11), participants=(two.two, two.one, "Ada Berg"))
    found = {x.finding_id: x.statement for x in f.find_setting(two.build())}
    assert found["setting/besides"] == (
        "In passing the articles also mention four other encounters of the two: one dated to the day (5 May 2020), two "
        "only roughly (7–11 May 2022 and June 2020) and one not at all; one still lay ahead; one, in the company of "
        "Ada Berg, may belong to the meeting of 9 May 2022."
    ).replace("7–11 May 2022 and June 2020", "June 2020 and 7–11 May 2022")
    assert found["setting/calls"] == "There is a call besides, without any date."


def test_what_would_be_needed(two):
    two.statements = [s for s in two.statements if s.speaker != two.two]
    found = {x.finding_id: x.statement for x in f.find_limits(two.build())}
    assert found["limits/announced"] == "One meeting (4 March 2021) is known only from its announcement."
    assert found["limits/quoted"] == "Lund is quoted in one of two articles only; no article quotes Kone."
    assert "reports written after the meeting that is only announced" in found["limits/needed"]


def test_the_agenda_in_one_sentence(two):
    found = {x.finding_id: x.statement for x in f.find_shift(two.build())}
    assert found["shift/summary"] == (
        "What sets the meetings of Lund and Kone apart changes from year to year: arms in 2021; Ukraine in 2022."
    )


def test_attitudes_are_no_statements(two):
    plain = said(f.find_words(two.build()))
    two.statements.append(replace(two.statements[0], statement_id="x", tier="attitude"))
    assert said(f.find_words(two.build())) == plain


# ------------------------------------------------------------------------------------------------------------- laws


def check_laws(study):
    found = f.find_all(study)
    texts = {a.article_id: a.text for a in study.records.articles}
    assert len(set(ids(found))) == len(found)
    for x in found:
        assert x.holds and 0 <= x.strength <= 1, x
        assert x.statement.endswith(".") and x.statement[0] == x.statement[0].upper()
        assert "  " not in x.statement and " always" not in x.statement
        assert not re.search(r"\bNone\b(?! of)", x.statement)
        assert " 1 articles" not in x.statement and "one sentences" not in x.statement
        for p in x.evidence:
            assert texts[p.article_id][p.start : p.end] == p.text


def test_findings_keep_the_laws(two):
    check_laws(two.build())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_missing_nothing_breaks(make_two, data):
    b = make_two()
    for name in ("meetings", "reports", "statements", "codes"):
        rows = getattr(b, name)
        setattr(b, name, [r for r in rows if data.draw(st.booleans())])
    check_laws(b.build())
