"""Pages -> segments: cases as data, the seeds against their gold, and what holds for every text."""

from __future__ import annotations

import itertools
import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summitry.knowledge import read_rows
from summitry.read import segment_page
from summitry.read.furniture import find_furniture, find_inside
from summitry.read.lines import dateline_length, is_stamp, sentence_starts
from summitry.records import SEGMENT_KINDS

ROOT = Path(__file__).parents[2]
CASES = [json.loads(line) for line in (ROOT / "tests/cases/segments.jsonl").read_text("utf-8").splitlines()]
LINES = [case for case in CASES if "line" in case]
PAGES = [case for case in CASES if "page" in case]
BEFORE = (
    "President Lind to meet Prime Minister Moe in Bergen\n\n"
    "President Anna Lind received her guest at the harbour. The two spoke for an hour, her office said.\n\n"
)
AFTER = "\n\nThe two sides will meet again next year in Oslo, officials said."
# Words that bring the rules into play, for texts made up by hypothesis.
SNIPPETS = (
    "Read more",
    "Most Popular",
    "Republish this story",
    "(photo credit: NTB)",
    "BERGEN (NTB) — ",
    "By Anna Lind",
    "\n",
    "\n\n",
    "\r\n",
    "June 3, 2021",
    "date 2021-06-03 ",
    "A message from our editor",
    "We need you.",
    "Lind (R) meets Moe, June 3, 2021.",
    "• Save",
    "Agencies contributed to this report.",
    ": Getty",
    " | Kari Berg/AFP",
    "“",
    "”",
    '"',
    "(",
    ")",
    "\u00a0",
    "\u2028",
    "Lind said.",
    "Share",
)


def found(text: str) -> list[list[str]]:
    """Segments as the cases write them: [kind, text] and "repeats" where one repeats another."""
    return [[s.kind, s.text, *(["repeats"] if s.repeats is not None else [])] for s in segment_page("x", text)]


@pytest.mark.parametrize("case", LINES, ids=lambda case: case["line"][:40])
def test_a_line_inside_a_story(case):
    around = found(BEFORE + case["line"] + AFTER)
    assert [kind for kind, *_ in (*around[:2], around[-1])] == ["title", "body", "body"]
    assert around[2:-1] == case["segments"]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["page"][:40])
def test_a_page(case):
    assert found(case["page"]) == case["segments"]


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.stem[:3])
def test_the_seeds_come_out_as_annotated(path):
    rows = [json.loads(line) for line in (ROOT / "seeds/gold/segments.jsonl").read_text("utf-8").splitlines()]
    gold = [row for row in rows if row["article_id"] == path.stem]
    segments = segment_page(path.stem, path.read_bytes().decode("utf-8-sig"))
    assert [(s.kind, s.start, s.end, s.repeats) for s in segments] == [
        (g["kind"], g["start"], g["end"], g["repeats"]) for g in gold
    ]


def check_laws(text: str) -> None:
    segments = segment_page("x", text)
    assert all(text[s.start : s.end] == s.text and s.text == s.text.strip() and s.text for s in segments)
    assert all(a.end <= b.start for a, b in itertools.pairwise(segments))
    assert all(s.kind in SEGMENT_KINDS for s in segments)
    covered = sum(1 for s in segments for c in s.text if not c.isspace())
    assert covered == sum(1 for c in text if not c.isspace())
    starts = {(s.start, s.kind) for s in segments}
    assert all((s.repeats, s.kind) in starts and s.repeats < s.start for s in segments if s.repeats is not None)


@given(st.text(max_size=400))
@example(".")  # a line of full stops once stopped the reading
@example("By John Roe\n...")
@settings(max_examples=150, deadline=None)
def test_any_text_is_covered_in_order(text):
    check_laws(text)


@given(st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=30), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_page_parts_is_covered_in_order(text):
    check_laws(text)


@pytest.mark.parametrize(
    "unit", ["(", "“Lind ", "A", "Lind met Moe. ", "Lind\n", "(photo: x) ", "A/", "Read more\n", "May 1, 2021 "]
)
def test_time_grows_with_the_length_of_the_page(unit):
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        segment_page("x", text)
        return time.process_time() - start

    seconds(2_000)
    assert seconds(60_000) < 20 * max(seconds(6_000), 0.02)


def test_every_phrase_of_furniture_is_found_by_itself():
    for row in read_rows("page_furniture", required=("kind", "how", "words", "source")):
        assert row["kind"] in ("chrome", "notice") and row["how"] in ("line", "start", "within", "inside"), row
        if row["how"] == "inside":
            words = row["words"].replace(" .. ", " Bergen ")
            assert find_inside(f"Lind met Moe. {words} Moe left.") == [(14, 14 + len(words))], row
            continue
        found_as = find_furniture(row["words"])
        assert found_as is not None and found_as.kind == row["kind"], row


def test_lists_of_words_have_no_row_twice():
    for name, key in (
        ("page_furniture", ("how", "words")),
        ("page_words", ("list", "word")),
        ("press_agencies", ("name",)),
    ):
        keys = [tuple(row[k].casefold() for k in key) for row in read_rows(name)]
        assert len(keys) == len(set(keys)), name


def test_speakers_of_a_transcript_are_no_datelines():
    assert [dateline_length(line) for line in ("PUTIN: We met.", "QUESTION: Why?", "CAIRO: The two met.")] == [0, 0, 6]


def test_sentences_do_not_end_at_abbreviations():
    text = "Mr. Lind met Gen. Moe of the U.S. Navy on Nov. 3. They talked. “Well,” he said."
    assert [text[start:][:4] for start in sentence_starts(text)] == ["They", "“Wel"]


def test_a_sentence_with_a_date_is_no_stamp():
    assert not is_stamp("The treaty of June 3, 2021 ended the war")
    assert not is_stamp("June 3, 2021 was a Thursday")
