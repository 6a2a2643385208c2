"""Quotation marks: a scanner on plain strings."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.extract.statements.marks import find_paragraphs, find_quotations

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "marks.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:50] for c in CASES])
def test_marks(case):
    text = case["text"]
    assert [text[q.inner_start : q.inner_end] for q in find_quotations(text)] == case["quotations"]


def test_a_paragraph_that_opens_again_continues():
    text = "He said: “One thing.\n\n“And another.”\n\n“A third,” she said."
    assert [(q.closed, q.continues) for q in find_quotations(text)] == [(False, False), (True, True), (True, False)]


@given(st.text(alphabet="“”„‟«»\"'`‘’, .ab\nA!?é😀", max_size=200))
def test_quotations_are_ordered_apart_and_within_one_line(text):
    last = 0
    for q in find_quotations(text):
        assert last <= q.start < q.inner_start <= q.inner_end <= q.end <= len(text)
        assert "\n" not in text[q.start : q.end]
        last = q.end


@given(st.text(alphabet="ab \n\r\u00a0", max_size=80))
def test_paragraphs_hold_every_letter(text):
    inside = "".join(text[s:e] for s, e in find_paragraphs(text))
    assert [c for c in inside if c in "ab"] == [c for c in text if c in "ab"]


def test_a_stray_mark_leaves_the_other_lines_alone():
    told = "\n“One two,” she said. “Three.”"
    alone = [q.inner_start for q in find_quotations(told)]
    for stray in "“”\"'‘’„«»":
        found = find_quotations(f"The 6 {stray} gun was lost" + told)
        shift = len("The 6 x gun was lost")
        assert [q.inner_start - shift for q in found if q.start > shift] == alone, stray


@pytest.mark.parametrize("piece", ["“", '"', "“a ", "'a ", "a’ ‘b ", "''"])
def test_time_grows_with_length_only(piece):
    def seconds(n: int) -> float:
        start = time.process_time()
        find_quotations(piece * n)
        return time.process_time() - start

    seconds(2000)
    assert seconds(20000) < 60 * max(seconds(2000), 0.002)
