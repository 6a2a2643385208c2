"""Statements on invented sentences: what was said, in which form, and the words that name the source."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitry.extract.statements import extract_statements
from summitry.extract.statements.cues import read_cues
from summitry.knowledge import read_rows
from summitry.language import parse_text
from summitry.records import FORMS, Article, Segment

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "statements.jsonl").read_text("utf-8").splitlines()
]
pytestmark = pytest.mark.model


def article_of(text: str, *kinds: str) -> Article:
    """An article of one segment (body by default), or of one for each paragraph where several kinds are given."""
    pieces, at = text.split("\n\n") if len(kinds) > 1 else [text], 0
    segments = []
    for kind, piece in zip(kinds or ("body",), pieces, strict=True):
        segments.append(Segment(article_id="t", kind=kind, start=at, end=at + len(piece), text=piece))
        at += len(piece) + 2
    return Article(article_id="t", file="t.txt", sha256="", text=text, segments=tuple(segments))


def statements_of(text: str, *kinds: str, tier: str | None = "speech"):
    found = extract_statements(article_of(text, *kinds), parse_text(text))
    return [s for s in found if tier is None or s.tier == tier]


def shown(text: str, statement) -> dict:
    start, end = statement.speaker_start, statement.speaker_end
    return {
        "speaker": text[start:end] if start is not None else None,
        "form": statement.form,
        "contents": [text[s:e] for s, e in statement.contents],
    }


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:60] for c in CASES])
def test_sentences(case):
    found = statements_of(case["text"], *case.get("kinds", ()))
    assert [shown(case["text"], s) for s in found] == case["statements"]


EXAMPLES = [r for r in read_rows("cues", required=("lemma", "part", "tier", "frames", "source")) if r["example"]]


@pytest.mark.parametrize("row", EXAMPLES, ids=[f"{r['lemma']}-{r['tier']}" for r in EXAMPLES])
def test_every_cue_is_found_in_its_example(row):
    stem = row["lemma"].rstrip("ey")[:4]
    cues = [s.cue.lower() for s in statements_of(row["example"], tier=None) if s.cue]
    irregular = {"say": "said", "tell": "told", "write": "wrote", "swear": "swore", "sing": "sang", "speak": "spoke"}
    irregular |= {"find": "found", "feel": "feel", "know": "know", "understand": "understood", "read": "read"}
    irregular |= {"beg": "beg", "see": "sees", "think": "thinks", "cry": "cried", "deny": "denied", "decry": "decried"}
    assert any(irregular.get(row["lemma"], stem)[:4] in cue for cue in cues), cues


def test_every_cue_has_a_known_frame():
    frames = {f for part in ("verb", "noun") for cue in read_cues(part).values() for f in cue.frames}
    assert {f for f in frames if not f.startswith("prep:")} <= {"clause", "infinitive", "object", "presented"}


def test_a_split_quotation_is_one_statement():
    text = "“We came,” Lind said, “and we will stay.” “Nobody asked us to leave.”"
    (statement,) = statements_of(text)
    assert len(statement.contents) == 3
    assert statement.text == "“We came,” ... “and we will stay.” ... “Nobody asked us to leave.”"


def test_a_quotation_goes_on_over_paragraphs():
    text = "“The port is ours,” Keller said. “We built it.\n\n“We will keep it.”"
    (statement,) = statements_of(text)
    assert len(statement.contents) == 3


def test_a_paragraph_of_quotation_alone_inherits_the_speaker():
    text = "“The port is ours,” Keller said.\n\n“Nobody else has ever wanted to have it.”"
    second = statements_of(text)[1]
    assert text[second.speaker_start : second.speaker_end] == "Keller"


def test_a_transcript_gives_turns_without_stage_directions():
    text = (
        "Ana Duarte: I thank you for coming to Porto today.\n"
        "(Applause.)\n"
        "Tom Keller: We are glad to be here.\n"
        "The talks were good. (Laughter) Very good.\n"
        "Ana Duarte: Then let us begin."
    )
    found = statements_of(text)
    assert [s.form for s in found] == ["transcript"] * 3
    assert [text[s.speaker_start : s.speaker_end] for s in found] == ["Ana Duarte", "Tom Keller", "Ana Duarte"]
    assert not any("Applause" in s.text or "Laughter" in s.text for s in found)


def test_attitudes_have_their_tier():
    tiers = {s.cue: s.tier for s in statements_of("The king opposes the pact. The king wants to stay.", tier=None)}
    assert tiers == {"opposes": "attitude", "wants": "attitude"}


def test_nothing_is_taken_from_notices_and_chrome():
    text = "“Support our work,” the editor said."
    for kind in ("notice", "chrome"):
        assert extract_statements(article_of(text, kind), parse_text(text)) == ()


def test_statement_ids_follow_the_text():
    text = "Lind said the port was safe. Keller said the road was open."
    assert [s.statement_id for s in statements_of(text)] == ["t-s01", "t-s02"]


def test_an_article_that_opens_with_a_stray_mark_still_gives_its_quotations():
    text = "The 6” gun was lost.\n\n“We saw it fall into the harbour,” Lind said."
    assert [s.text for s in statements_of(text)] == ["“We saw it fall into the harbour,”"]


PIECES = st.sampled_from(
    [
        *"“”\"‘’' .,:—()[]?é😀\n\xa0\u200b",
        "''",
        "``",
        "\n\n",
        "...",
        "said",
        " Lind ",
        " told ",
        "according to ",
        "Keller said that the port was safe",
        "X: ",
        "he",
        " and ",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_raises_and_every_offset_holds(text):
    for s in extract_statements(article_of(text), parse_text(text)):
        assert s.form in FORMS and s.tier in ("speech", "attitude")
        assert s.contents == tuple(sorted(s.contents)) and s.contents
        assert s.text == " ... ".join(text[a:b] for a, b in s.contents)
        assert all(0 <= a < b <= len(text) for a, b in s.contents)
        if s.speaker_start is not None:
            assert 0 <= s.speaker_start < s.speaker_end <= len(text)
        if s.cue is not None:
            assert s.cue == text[s.cue_start : s.cue_end]
        assert (s.earliest, s.latest) == (None, None) or isinstance(s.earliest, date)
