"""Speakers, addressees, chains, occasions, pronouns and days on invented paragraphs."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitry.extract.people import extract_people
from summitry.extract.statements import extract_statements
from summitry.language import parse_text
from summitry.records import Article, DayRange, Segment, TimeExpression
from summitry.resolve.people import resolve_people
from summitry.resolve.speakers import resolve_pronouns, resolve_speakers

pytestmark = pytest.mark.model


def spoken(text: str, times=()):
    segment = Segment(article_id="t", kind="body", start=0, end=len(text), text=text)
    article = Article(article_id="t", file="t.txt", sha256="", text=text, segments=(segment,))
    doc = parse_text(text)
    people, mentions = resolve_people({"t": extract_people(article, doc)})
    found = extract_statements(article, doc)
    resolved = resolve_speakers(article, doc, found, mentions["t"], people, times)
    assert [(s.statement_id, s.speaker_start, s.cue_start) for s in resolved] == [
        (s.statement_id, s.speaker_start, s.cue_start) for s in found
    ]
    return [s for s in resolved if s.tier == "speech"]


LEAD = "Chancellor Angela Merkel met French President Emmanuel Macron in Berlin.\n\n"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Merkel said the talks were good.", "Angela Merkel"),
        ("The French president said the talks were good.", "Emmanuel Macron"),
        ("The chancellor said the talks were good.", "Angela Merkel"),
        ("Macron left at noon. He said the talks were good.", "Emmanuel Macron"),
        ("Merkel left at noon. She said the talks were good.", "Angela Merkel"),
        ("Macron spoke first. Merkel left at noon. He said the talks were good.", "Emmanuel Macron"),
        ("“The talks were good,” Macron said.", "Emmanuel Macron"),
        ("A French official said the talks were good.", "a French official"),
        ("One senior German diplomat said the talks were good.", "one senior German diplomat"),
        ("The two leaders said the talks were good.", "the two leaders"),
        ("Macron, who left at noon, said the talks were good.", "Emmanuel Macron"),
        ("According to a report in The Guardian, the talks were good.", "The Guardian"),
        ("Merkel's spokesman said the talks were good.", "Merkel's spokesman"),
        ("Berlin said the talks were good.", "Berlin"),
        ("The Chancellor’s Office said the talks were good. The office noted that dinner was late.", None),
    ],
)
def test_speaker(text, speaker):
    found = spoken(LEAD + text)
    assert found
    if speaker is None:
        assert {s.speaker for s in found} == {"the Chancellor’s Office"}
    else:
        assert found[-1].speaker == speaker


def test_a_person_comes_with_an_id_and_an_official_without():
    said = spoken(LEAD + "Macron said the talks were good. A French official said dinner was late.")
    assert [s.speaker_id for s in said] == ["emmanuel-macron", None]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Macron told Merkel that the talks were good.", "Angela Merkel"),
        ("Macron told reporters the talks were good.", "reporters"),
        ("Macron told the cabinet that the talks were good.", "the cabinet"),
        ("“The talks were good,” Macron told Merkel.", "Angela Merkel"),
        ("Macron said to Merkel that the talks were good.", "Angela Merkel"),
        ("Macron made clear to Merkel that the talks were good.", "Angela Merkel"),
        ("Macron thanked Merkel for “the very warm welcome here.”", "Angela Merkel"),
        ("Macron spoke with reporters. “The talks were very good,” Macron said.", "reporters"),
        ("Macron said in Berlin that the talks were good.", None),
        ("Macron said the talks were good.", None),
    ],
)
def test_addressee(text, addressee):
    assert spoken(LEAD + text)[-1].addressee == addressee


def test_the_chain_through_which_words_reached_the_article():
    (told,) = spoken(LEAD + "“The talks were very good,” one French official told Reuters.")
    assert (told.speaker, told.addressee, told.via) == ("one French official", "Reuters", "Reuters")
    outer, inner = spoken(LEAD + "Reuters reported that Macron said the talks were good.")
    assert (outer.speaker, outer.via) == ("Reuters", None)
    assert (inner.speaker, inner.via) == ("Emmanuel Macron", "Reuters")


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ("“The talks were good,” Macron said at the start of the meeting.", "at the start of the meeting"),
        ("At the start of the meeting, Macron said the talks were good.", "At the start of the meeting"),
        ("Before leaving Berlin, Macron said the talks were good.", "Before leaving Berlin"),
        ("Macron said during a phone call that the talks were good.", "during a phone call"),
        ("Macron said the talks were good.", None),
    ],
)
def test_occasion(text, occasion):
    assert spoken(LEAD + text)[-1].occasion == occasion


def test_days_come_only_from_a_time_beside_the_cue():
    text = LEAD + "Macron said on Tuesday that the talks would go on until Friday. Merkel said the talks were good."
    day, later = date(2021, 6, 1), date(2021, 6, 4)
    times = [
        TimeExpression(
            article_id="t",
            start=text.index(word),
            end=text.index(word) + len(word),
            text=word,
            type="DATE",
            value=str(d),
            earliest=d,
            latest=d,
        )
        for word, d in (("Tuesday", day), ("Friday", later))
    ]
    first, second = spoken(text, times)
    assert (first.earliest, first.latest) == (day, day)
    assert (second.earliest, second.latest) == (None, None)


def pronouns(text: str):
    segment = Segment(article_id="t", kind="body", start=0, end=len(text), text=text)
    article = Article(article_id="t", file="t.txt", sha256="", text=text, segments=(segment,))
    doc = parse_text(text)
    people, mentions = resolve_people({"t": extract_people(article, doc)})
    resolved = resolve_pronouns(article, doc, mentions["t"], people)
    assert [(m.start, m.end, m.kind) for m in resolved] == [(m.start, m.end, m.kind) for m in mentions["t"]]
    return [(m.text, m.person_id or m.people) for m in resolved if m.kind == "pronoun"]


def test_pronouns():
    assert pronouns(LEAD + "Macron thanked her. She invited him to Bonn.") == [
        ("her", "angela-merkel"),
        ("She", "angela-merkel"),
        ("him", "emmanuel-macron"),
    ]
    assert pronouns("In his report, President Emmanuel Macron praised the army.") == [("his", "emmanuel-macron")]
    assert pronouns(LEAD + "The two leaders had dinner. They left late.")[-1] == (
        "They",
        ("angela-merkel", "emmanuel-macron"),
    )


def test_a_pronoun_that_nobody_fits_stays_open():
    assert pronouns("Chancellor Angela Merkel arrived in Berlin. He was late.") == [("He", ())]


WORDS = ["Merkel ", "Macron ", "he ", "she ", "they ", "said ", "told ", "that ", "“", "”", ". ", "\n", ", "]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_no_text_raises(text):
    for s in spoken(text):
        assert s.text and (s.speaker is None or s.speaker.strip())


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        ("An official told Reuters that the talks were good.", "an official", "Reuters"),
        ("The talks were good, an official told Reuters on condition of anonymity.", "an official", "Reuters"),
        ("According to Interfax, citing two officials, the talks were good.", "two officials", "Interfax"),
        ("Reuters reported, citing a French diplomat, that the talks were good.", "a French diplomat", "Reuters"),
        ("Reuters quoted Macron as saying that the talks were good.", "Emmanuel Macron", "Reuters"),
        ("Macron said in an interview with Reuters that the talks were good.", "Emmanuel Macron", "Reuters"),
        ("Merkel told The Guardian that the talks were good.", "Angela Merkel", "The Guardian"),
        ("Merkel told Macron that the talks were good.", "Angela Merkel", None),
    ],
)
def test_the_chain_through_papers_and_agencies(text, speaker, via):
    (said,) = spoken(LEAD + text)
    assert (said.speaker, said.via) == (speaker, via)


def test_a_chain_of_three():
    text = LEAD + "Macron’s spokesman told Haaretz that Macron said the talks were good."
    inner = spoken(text)[-1]
    assert (inner.speaker, inner.via) == ("Emmanuel Macron", "Macron’s spokesman > Haaretz")


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        (
            "In Merkel and Macron’s previous meeting, Macron spoke of a new start.",
            "In Merkel and Macron’s previous meeting",
        ),
        ("At the start of the talks, Macron said the mood was good.", "At the start of the talks"),
        ("Macron told Merkel the mood was good, in the first meeting between the two since May.", None),
        ("Asked about the talks, Macron said the mood was good.", None),
    ],
)
def test_the_occasion_of_other_meetings_and_of_none(text, occasion):
    assert spoken(LEAD + text)[-1].occasion == occasion


def days_of(text: str, said_when: str, day: date, published: DayRange):
    segment = Segment(article_id="t", kind="body", start=0, end=len(text), text=text)
    article = Article(article_id="t", file="t.txt", sha256="", text=text, segments=(segment,))
    doc, at = parse_text(text), text.index(said_when)
    time = TimeExpression(
        article_id="t", start=at, end=at + len(said_when), text=said_when, type="DATE", value=day.isoformat(),
        earliest=day, latest=day,
    )  # fmt: skip
    people, mentions = resolve_people({"t": extract_people(article, doc)})
    found = extract_statements(article, doc)
    resolved = resolve_speakers(article, doc, found, mentions["t"], people, (time,), published=published)
    return [(s.earliest, s.latest) for s in resolved if s.tier == "speech"]


TUESDAY = DayRange(earliest=date(2021, 3, 2), latest=date(2021, 3, 2))


@pytest.mark.parametrize(
    ("text", "said_when", "day", "expected"),
    [
        ("Merkel said on Monday that the talks were good.", "Monday", date(2021, 3, 1), (date(2021, 3, 1),) * 2),
        ("Merkel said the talks would begin on Friday.", "Friday", date(2021, 3, 5), (None, date(2021, 3, 2))),
        (
            "Merkel will travel to Paris on Friday, her office confirming that the talks will be short.",
            "Friday",
            date(2021, 3, 5),
            (None, date(2021, 3, 2)),
        ),
    ],
)
def test_nothing_is_said_after_the_publication(text, said_when, day, expected):
    assert days_of(text, said_when, day, TUESDAY) == [expected]


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("“The talks were good,” Macron told the Spanish broadcaster RTVE.", "RTVE"),
        ("“The talks were good,” Macron told the BBC.", "the BBC"),
        ("“The talks were good,” Macron told ESPN.", "ESPN"),
        ("“The talks were good,” Macron told NATO.", None),
        ("“The talks were good,” Macron told the White House.", None),
        (
            "“The talks were good,” the palace said in a statement carried by the APS news agency.",
            "the APS news agency",
        ),
        ("Macron said in an interview with Folha that the talks were good.", "Folha"),
        ("In a post on X, Macron said that the talks were good.", "X"),
        ("Macron said on the phone that the talks were good.", None),
    ],
)
def test_media_are_known_by_name_by_kind_and_by_their_call_sign(text, via):
    assert spoken(LEAD + text)[-1].via == via


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("One senior French official said the talks were good. The official added that dinner was late.",
         "one senior French official"),
        ("Two diplomats said the talks were good. They added that dinner was late.", "two diplomats"),
        ("The signatories say the cave is damp. They ask that the plan be put off.", "the signatories"),
        ("An official said Macron was late. He added that dinner was cold.", "Emmanuel Macron"),
        ("The Philippine Coast Guard released a video that it said showed the ship.", "the Philippine Coast Guard"),
    ],
)  # fmt: skip
def test_sources_described_before_are_pointed_back_at(text, speaker):
    assert spoken(text if "Macron" not in text else LEAD + text)[-1].speaker == speaker


def test_whoever_spoke_last_speaks_on():
    text = LEAD + "Merkel said Theresa May was late.\n\n“Dinner was cold,” she said."
    assert spoken(text)[-1].speaker == "Angela Merkel"


def test_a_name_in_apposition_is_as_salient_as_its_noun():
    text = (
        LEAD + "Macron said dinner was cold. His Spanish counterpart, Pedro Sanchez, said it was late. He left at ten."
    )
    assert pronouns(text)[-1] == ("He", "pedro-sanchez")


@pytest.mark.parametrize("text", ["One.\n{}", "One.\n\n{}", "One.\n\n\n\n{}"])
def test_blank_lines_do_not_change_who_is_meant(text):
    lines = LEAD + "Macron said dinner was cold.\nMerkel left at ten.\n“It was late,” she said."
    assert spoken(text.format(lines.replace("\n", text[4:-2])))[-1].speaker == "Angela Merkel"


def test_turns_that_name_nobody_have_no_speaker():
    text = LEAD + "\nMERKEL: We met in Berlin today.\nQUESTION: Was dinner late?\nMERKEL: It was very late."
    assert [s.speaker for s in spoken(text) if s.form == "transcript"] == ["Angela Merkel", None, "Angela Merkel"]


def test_a_participle_that_says_how_the_source_spoke_names_the_hearer():
    (said,) = spoken(LEAD + "Macron, speaking to his cabinet, said that the talks were good.")
    assert (said.speaker, said.addressee) == ("Emmanuel Macron", "his cabinet")


def test_an_occasion_ends_before_the_clause():
    (said,) = spoken(LEAD + "Macron said at the start of the meeting that the talks were good.")
    assert said.occasion == "at the start of the meeting"
