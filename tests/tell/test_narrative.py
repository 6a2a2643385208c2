"""The essay: its sections, its truth on small and foreign corpora, its evidence, and what it must never print."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from summitry.tell.narrative import count_essay_words, show_section, write_narrative
from summitry.tell.narrative.quoting import in_marks

SEEDS = Path(__file__).parents[2] / "seeds"
ORDER = "standfirst setting agenda announced voices silences memory others sources method".split()  # noqa: SIM905
# Sentences that count whole tables, or metadata, and so have no passage of their own.
WITHOUT_PASSAGES = (
    *("Nothing told of", "outlet", "By outside knowledge", "carry their day", "carries its day"),
    *("without a close date", "were read by rules", "was read by rules"),
)


def words_of(essay) -> str:
    return "\n".join(s.text for s in essay)


def unquoted(text: str) -> str:
    return re.sub(r"“[^”]*”", "“”", text)


def check_essay(essay, study):
    """What holds of every essay on every corpus."""
    ids = [s.id for s in essay]
    heads = [i for i in ids if "/" not in i]
    assert heads == [i for i in ORDER if i in heads]
    agendas = [i for i in ids if i.startswith("agenda/")]
    assert not agendas or ids[ids.index("agenda") + 1 :][: len(agendas)] == agendas
    told = [s.text for section in essay for p in section.paragraphs for s in p]
    assert len(set(told)) == len(told), "nothing is told twice"
    assert all(text[-1] in ".!?…”" and not text[0].islower() for text in told)
    sources = " ".join(" ".join(a.text.split()) for a in study.records.articles).replace("“", "‘").replace("”", "’")
    for quoted in re.findall(r": “([^”]+?)[.]?”$", "\n".join(told), re.MULTILINE):
        assert quoted in sources, "what stands in quotation marks stands so in an article"
    plain = unquoted(words_of(essay))
    assert not re.search(r"\bNone\b(?! of)", plain)
    for wrong in ("nan ", " always ", "  ", "..", " ,", "one articles", "one sentences", "two sentence ", "[]"):
        assert wrong not in plain, wrong
    texts = {a.article_id: a.text for a in study.records.articles}
    for section in essay:
        for sentence in (s for p in section.paragraphs for s in p):
            for p in sentence.evidence:
                assert texts[p.article_id][p.start : p.end] == p.text
            counted = re.search(r"\d", unquoted(sentence.text)) or any(n in sentence.text for n in study.principals)
            if counted and not any(w in sentence.text for w in WITHOUT_PASSAGES):
                assert sentence.evidence or section.id == "method", sentence.text


def test_sections_of_a_small_study(two):
    study = two.build()
    essay = write_narrative(study)
    check_essay(essay, study)
    assert [s.id for s in essay if "/" not in s.id] == [i for i in ORDER if i != "memory"]
    assert essay[0].text.startswith(
        "What sets the meetings of Lund and Kone apart changes from year to year: arms in 2021; Ukraine in 2022."
    )
    agenda = next(s for s in essay if s.id == "agenda")
    assert agenda.figure == "themes_by_meeting"
    assert [s.id for s in essay if s.id.startswith("agenda/")] == ["agenda/arms", "agenda/ukraine"]


def test_the_silence_quotes_the_article(two):
    silences = next(s for s in write_narrative(two.build()) if s.id == "silences")
    assert "“Kone did not mention Ukraine in his remarks.”" in silences.text
    assert "two statements, on the ties between their countries" in silences.text


def test_one_article_gives_a_short_essay(builder):
    builder.article("a", "Lund meets Kone", "Marta Lund met Idris Kone.", "Arms were sold.", "Arms again.", "And arms.")
    builder.meeting("m", date(2020, 1, 2), "a", "Marta Lund met Idris Kone")
    for sentence in ("Arms were sold.", "Arms again.", "And arms."):
        builder.code("a", sentence, "arms", meeting_id="m")
    study = builder.build()
    essay = write_narrative(study)
    check_essay(essay, study)
    assert essay[0].text == "What the article tells of the meeting of Lund and Kone turns on arms."
    assert "agenda/arms" not in {s.id for s in essay}, "a single agenda needs no overview"
    assert "silences" not in {s.id for s in essay} and count_essay_words(essay) < 250


def test_no_meeting_is_said_and_the_essay_stops(builder):
    builder.article("a", "Nothing happens", "Nobody met.")
    essay = write_narrative(builder.build())
    assert [s.id for s in essay] == ["standfirst", "method"]
    assert "no meeting of Marta Lund and Idris Kone was found" in essay[0].text


def test_a_meeting_without_a_day_is_told_without_one(builder):
    builder.article("a", "Lund meets Kone", "Marta Lund met Idris Kone.", "Arms were sold.")
    builder.meeting("m", None, "a", "Marta Lund met Idris Kone")
    builder.code("a", "Arms were sold.", "arms", meeting_id="m")
    study = builder.build()
    essay = write_narrative(study)
    check_essay(essay, study)
    assert "on a day that is not told" in words_of(essay)


def test_renamed_leaders_and_shifted_days_carry_through(make_two):
    study = make_two(one="Ada Berg", two="Jon Falk").build()
    essay = write_narrative(study)
    check_essay(essay, study)
    text = words_of(essay)
    assert "Berg" in text and "Falk" in text and "Lund" not in text and "Kone" not in text


def test_what_articles_say_is_escaped(two):
    outlet = "<script>alert(1)</script> & <b>News</b>"
    two.article("a3", "Lund met Kone", "Marta Lund saw Idris Kone & <b>left</b>.", publisher=outlet)
    two.meeting("m3", date(2023, 1, 1), "a3", "Marta Lund saw Idris Kone & <b>left</b>")
    essay = write_narrative(two.build())
    html = "".join(s.html for s in essay)
    assert "<script" not in html and "<b>" not in html and "&lt;script" in html
    assert "<script" not in "".join(s.markdown for s in essay).replace("\\<", "")


def test_a_section_is_shown_or_nothing(two):
    essay = write_narrative(two.build())
    assert '<h2 id="agenda">' in show_section(essay, "agenda").data
    assert 'class="standfirst"' in show_section(essay, "standfirst").data
    assert show_section(essay, "memory").data == ""


def test_markdown_links_to_the_words(two):
    agenda = next(s for s in write_narrative(two.build()) if s.id == "agenda")
    assert re.search(r"<sup>\[1\]\(article-a1\.html#c\d+-\d+\)", agenda.markdown)


def test_same_study_same_essay(make_two):
    assert words_of(write_narrative(make_two().build())) == words_of(write_narrative(make_two().build()))


def sections_of(study):
    return {s.id: s.text for s in write_narrative(study)}


def test_the_standfirst_says_no_more_than_the_counts(two):
    two.meetings, two.reports = two.meetings[:1], two.reports[:1]
    assert (
        "Most of what the article tells of the meeting of Lund and Kone is about arms."
        in sections_of(two.build())["standfirst"]
    )
    two.codes = [*two.codes[:1], replace(two.codes[0], theme="ukraine", subtheme=None)]
    assert "touches on arms and Ukraine" in sections_of(two.build())["standfirst"]


def test_a_meeting_that_was_called_off_without_a_theme(builder):
    builder.article("a", "Lund will not meet Kone", "Marta Lund cancelled her visit to Idris Kone.")
    builder.meeting("m", date(2020, 1, 2), "a", "Marta Lund cancelled", status="cancelled")
    text = sections_of(builder.build())["standfirst"]
    assert text == (
        "A meeting of Lund and Kone on 2 January 2020 is reported as called off; "
        "nothing that is told of it carries a theme of the codebook."
    )


def test_one_stance_is_quoted_with_its_passage(two):
    clause = "We are friends and we will remain friends for long"
    said = next(s for s in two.statements if clause in s.text)
    two.stance("a2", clause, "praise", two.two, two.one, meeting_id="m2", statement_id=said.statement_id)
    voices = next(s for s in write_narrative(two.build()) if s.id == "voices")
    (line,) = [s for p in voices.paragraphs for s in p if "word of praise reads" in s.text]
    assert line.text == f"Kone’s word of praise reads: “{clause}.”"
    assert [p.text for p in line.evidence] == [clause]


def test_the_meetings_of_the_ledger_are_accounted_for(two):
    text = sections_of(two.build())["method"]
    assert "two reports of two meetings, and" in text
    two.meeting("m3", date(2020, 1, 1), "a1", "Marta Lund")
    assert (
        "three reports of three meetings (the two told here and one only mentioned)"
        in sections_of(two.build())["method"]
    )


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("our tea,'", "“our tea.”"),
        ("the soldiers’", "“the soldiers’.”"),
        ("“We agree,”", "“We agree.”"),
        ("Is it so?", "“Is it so?”"),
        ("a “b” c", "“a ‘b’ c.”"),
        ("Well —", "“Well.”"),
    ],
)
def test_quotation_marks(text, marked):
    assert in_marks(text) == marked


@pytest.fixture(scope="module")
def seeds_study():
    from summitry.study import analyse

    return analyse(SEEDS)


@pytest.mark.model
def test_the_essay_on_the_seeds(seeds_study):
    essay = write_narrative(seeds_study)
    check_essay(essay, seeds_study)
    text = words_of(essay)
    assert 1200 <= count_essay_words(essay) <= 2000
    assert [s.id for s in essay if "/" not in s.id] == ORDER
    assert "the first on 21 April 2016, the last on 27 February 2019" in text
    assert "arms for Iran and the Palestinian question in 2016" in text
    assert "the settlement of the Syrian war" in next(line for line in text.split(";") if "in 2018" in line)
    assert "keeping the two armed forces out of each other’s way in 2019" in text
    assert "On 27 February 2019, Putin names neither Iran nor Syria" in text
    assert "Of the two, only Netanyahu is reported to speak of Iran" in text
    assert "“11 meetings between us since September 2016” does not agree with the public record" in text


@pytest.mark.model
@pytest.mark.parametrize("seed", ["000", "001", "004"])
def test_the_essay_on_one_seed_alone(tmp_path, seed):
    from summitry.study import analyse

    shutil.copy(next(SEEDS.glob(f"{seed}_*.txt")), tmp_path)
    study = analyse(tmp_path)
    essay = write_narrative(study)
    check_essay(essay, study)
    assert "year to year" not in words_of(essay)
    assert "is about one meeting of Benjamin Netanyahu and Vladimir Putin" in words_of(essay)
