"""Hard-wrapped pages read as if they were not, and other pages left alone."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.read import read_corpus
from summitry.read.wrapping import unwrap

ROOT = Path(__file__).parents[2]
PAGES = [*sorted((ROOT / "seeds").glob("0*.txt")), *sorted((ROOT / "tests/blind").glob("*.txt"))]
STORY = (
    "The president of Ruritania will travel to Strelsau on Tuesday for talks with the king, his office said late on "
    "Monday after a meeting of the cabinet that lasted for three hours.\n\n"
    "The two last met in the mountains in August, when the king promised to open the border before the winter and to "
    "let the grain through. Nothing has come of it so far, and farmers on both sides of the river have lost patience "
    "with their governments.\n"
)


def wrapped(width):
    return "\n\n".join(textwrap.fill(part, width) for part in STORY.split("\n\n")) + "\n"


@pytest.mark.parametrize("width", [50, 60, 72, 80])
def test_a_wrapped_page_reads_as_the_page_it_was(width):
    assert unwrap(wrapped(width)).split() == STORY.split()
    assert unwrap(wrapped(width)) == STORY.rstrip("\n") + "\n"


def test_line_breaks_of_windows_keep_every_offset():
    page = wrapped(70).replace("\n", "\r\n")
    assert len(unwrap(page)) == len(page)
    assert unwrap(page).count("\r\n") == 3


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_that_are_not_wrapped_stay_as_they_are(path):
    text = path.read_bytes().decode("utf-8")
    assert unwrap(text) == text


def test_verse_and_lists_are_no_wrapping():
    page = "\n".join(f"{name} went up the hill" for name in ("Ann", "Bob", "Cleopatra", "Dan", "Eve", "Ferdinand"))
    assert unwrap(page) == page


@given(st.text(alphabet="ab. A\n\r\t", max_size=400))
def test_length_and_letters_are_kept(text):
    assert len(unwrap(text)) == len(text)
    assert unwrap(text).split() == text.split()


def test_a_wrapped_file_gives_paragraphs(tmp_path):
    (tmp_path / "a.txt").write_text(wrapped(70), "utf-8")
    (article,) = read_corpus(tmp_path).articles
    assert [s.text for s in article.segments if s.kind != "title"][-1].startswith("The two last met in the mountains")
    assert all(article.text[s.start : s.end] == s.text for s in article.segments)
