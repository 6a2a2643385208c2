"""Corpora on disk -> articles, and one sentence for every bad input."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.read import CorpusError, read_corpus
from summitry.read.metadata import parse_published
from summitry.records import UNKNOWN_DAYS, DayRange

ROOT = Path(__file__).parents[2]
STORY = (
    "Lind receives Moe in Bergen\n\nPresident Anna Lind received Prime Minister Ola Moe on Thursday, her office said.\n"
)
SEEDS = {  # article_id: SHA-256 of the file
    "000_d2486501a8d3a511": "c9f5fbdc22c6f09c0c661f4013cadf26041f6ad4134414c2baabb0b6d5e522d0",
    "001_ff27f258d68745aa": "299b00b5f962ad297bfc3d71d89881b265a21cc97dff89154fc9ef970692ea76",
    "002_a935db29bd8642fc": "5256ef524b8eb2ad149b5851a2dbc4abc47ed36899354330de134487bde104ed",
    "003_cf69419c207182b1": "d91c23037196ce171f093e997bec4fa212bd753e69d854af2fff956a6f7c6409",
    "004_c940266d0b62480c": "e7da67156d960e2547affe3d3a90c68420d3662a8310c2b7193e36d2074afb32",
}


def write(folder: Path, **files: str | bytes) -> Path:
    """Put files into a folder; `a` becomes a.txt, names with two underscores get a dot there."""
    for name, content in files.items():
        path = folder / (name.replace("__", ".") if "__" in name else f"{name}.txt")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def complaint(folder: Path, **files: str | bytes) -> str:
    """The one problem of a folder that also holds a good article, which must still be read."""
    corpus = read_corpus(write(folder, good=STORY, **files))
    assert "good" in [a.article_id for a in corpus.articles]
    [problem] = corpus.problems
    assert problem.file in problem.message
    return problem.message


def test_the_seeds_are_as_they_were_given():
    corpus = read_corpus(ROOT / "seeds")
    assert {a.article_id: a.sha256 for a in corpus.articles} == SEEDS
    assert corpus.problems == ()
    for article in corpus.articles:
        data = (ROOT / "seeds" / article.file).read_bytes()
        assert article.text == data.decode() and article.sha256 == hashlib.sha256(data).hexdigest()
        assert (
            article.title == article.segments[next(i for i, s in enumerate(article.segments) if s.kind == "title")].text
        )
        assert article.published == UNKNOWN_DAYS and article.published_basis == ""
    assert [a.publisher for a in corpus.articles][1:] == [
        "The Jerusalem Post", "Kehila News Israel", "The Times of Israel", "The Forward",
    ]  # fmt: skip


def test_articles_come_in_order_of_their_names(tmp_path):
    corpus = read_corpus(write(tmp_path, b="Bergen.", a="Oslo.", C="Narvik."))
    assert [a.file for a in corpus.articles] == ["C.txt", "a.txt", "b.txt"]
    assert [a.article_id for a in corpus.articles] == ["C", "a", "b"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfLind met Moe.", "Lind met Moe."),
        (b"Lind\r\nmet\rMoe.\n", "Lind\r\nmet\rMoe.\n"),
        ("Lind\u00a0met\u2009Moe\u202f\u200b.".encode(), "Lind\u00a0met\u2009Moe\u202f\u200b."),
        ("Lind \U0001f91d Moe, e\u0301".encode(), "Lind \U0001f91d Moe, e\u0301"),
        ("Lind\u2028Moe \ufeffBergen".encode(), "Lind\u2028Moe \ufeffBergen"),
    ],
    ids=["mark", "line ends", "odd blanks", "beyond the plane", "separators"],
)
def test_the_text_is_the_decoded_file_and_nothing_else(tmp_path, data, text):
    [article] = read_corpus(write(tmp_path, a=data)).articles
    assert article.text == text
    assert all(text[s.start : s.end] == s.text for s in article.segments)


@given(
    text=st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
        lambda t: t[0] != "\ufeff"
    )
)
@settings(max_examples=60, deadline=None)
def test_any_unicode_text_survives(tmp_path_factory, text):
    folder = write(tmp_path_factory.mktemp("corpus"), a="A" + text)
    assert read_corpus(folder).articles[0].text == "A" + text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "bad.txt is empty"),
        (b" \r\n\t\n", "bad.txt holds nothing but white space"),
        (b"12 345 - 67 !", "bad.txt has no letters"),
        (b"PK\x03\x04\x00\x00", "bad.txt is a binary file (a zero byte at byte 4)"),
        (b"Lind met Moe\xff in Bergen", "bad.txt is not UTF-8: byte 12 (0xff)"),
        (b"\xef\xbb\xbfabc\xe9", "bad.txt is not UTF-8: byte 6 (0xe9)"),
        ("Lind met Moe".encode("utf-16"), "bad.txt is encoded in UTF-16"),
        ("Lind met Moe".encode("utf-16-be"), "bad.txt is a binary file"),
        (STORY.replace(" ", "\n  "), "good.txt has the same text as bad.txt"),
    ],
)
def test_a_bad_file_is_named_and_the_rest_is_read(tmp_path, content, words):
    if "same text" in words:
        corpus = read_corpus(write(tmp_path, good=STORY, bad=content))
        assert [a.article_id for a in corpus.articles] == ["bad"]
        assert words in corpus.problems[0].message
    else:
        message = complaint(tmp_path, bad=content)
        assert words in message and message.endswith(".")


def test_two_files_with_one_stem(tmp_path):
    assert "same name as b.TXT" in complaint(tmp_path, b__TXT="Oslo waits.", b__txt="Bergen waits.")


def test_a_folder_named_like_an_article(tmp_path):
    (tmp_path / "x.txt").mkdir()
    assert "x.txt is not a regular file" in complaint(tmp_path)


def test_links_out_of_the_corpus_are_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("A secret.")
    inside = tmp_path / "corpus"
    inside.mkdir()
    (inside / "x.txt").symlink_to(tmp_path / "secret.txt")
    assert "leads out of the corpus" in complaint(inside)


def test_a_table_outside_the_corpus_is_not_read(tmp_path):
    (tmp_path / "secret.csv").write_text("file,title\ngood.txt,secret\n")
    inside = tmp_path / "corpus"
    inside.mkdir()
    (inside / "metadata.csv").symlink_to(tmp_path / "secret.csv")
    assert "metadata.csv is a link that leads out of the corpus" in complaint(inside)
    assert read_corpus(inside).articles[0].title == ""


def test_links_inside_the_corpus_are_followed(tmp_path):
    (write(tmp_path, text__dat="Lind met Moe.") / "x.txt").symlink_to(tmp_path / "text.dat")
    assert [a.text for a in read_corpus(tmp_path).articles] == ["Lind met Moe."]


def test_a_link_to_nothing(tmp_path):
    (tmp_path / "x.txt").symlink_to(tmp_path / "gone.txt")
    assert "x.txt is a link to a file that does not exist" in complaint(tmp_path)


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "x.txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "x.txt cannot be opened (Permission denied)" in complaint(tmp_path, x="Lind met Moe.")


def test_hidden_files_and_others_are_passed_over(tmp_path):
    corpus = read_corpus(write(tmp_path, good=STORY, __DS_Store=b"\0", README__md="# Notes"))
    assert len(corpus.articles) == 1 and corpus.problems == ()


@pytest.mark.parametrize(
    ("files", "name", "words"),
    [
        ({}, "gone", "gone does not exist; name a folder"),
        ({}, ".", "has no article to read (it holds no .txt or .html file)"),
        ({"a__html": "<p>"}, ".", "a.html is a web page on which no article was found"),
        ({"a__pdf": "x"}, "a.pdf", "is not a kind of file summitry reads"),
        ({"a": b"", "b": b"\0"}, ".", "No article could be read from"),
        ({"a__csv": "file,words\nx,y\n"}, "a.csv", "a.csv has no column `text`"),
        ({"a__jsonl": "\n"}, "a.jsonl", "a.jsonl holds no articles"),
        ({"a__jsonl": b"\xff"}, "a.jsonl", "a.jsonl is not UTF-8: byte 0"),
    ],
)
def test_where_nothing_can_be_read_one_sentence_says_so(tmp_path, files, name, words):
    write(tmp_path, **files)
    with pytest.raises(CorpusError, match=r"^[^\n]+$") as error:
        read_corpus(tmp_path / name)
    assert words in str(error.value)


def test_metadata_is_taken_over(tmp_path):
    head = "file,title,published,publisher,url,author,licence\n"
    row = 'good.txt,"Lind, Moe",2021-06,Courier,https://example.org/1,Kari Berg,CC BY\n'
    [article] = read_corpus(write(tmp_path, good=STORY, metadata__csv="\ufeff" + head + row)).articles
    assert (article.title, article.publisher, article.author, article.licence) == (
        "Lind, Moe",
        "Courier",
        "Kari Berg",
        "CC BY",
    )
    assert article.published == DayRange(earliest=date(2021, 6, 1), latest=date(2021, 6, 30))
    assert article.published_basis == "metadata" and article.url == "https://example.org/1"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("files,title\ngood.txt,x\n", "metadata.csv has no column `file` (rename `files`?)"),
        ("", "metadata.csv has no column `file`"),
        ("file,titel\ngood.txt,x\n", "has a column 'titel' that is not used; did you mean `title`?"),
        ("file,colour\ngood.txt,x\n", "has a column 'colour' that is not used; the columns are file, title"),
        ("file,title\ngood.txt,x\ngood.txt,y\n", "names good.txt again in line 3"),
        ("file,title\ngod.txt,x\n", "names 'god.txt' in line 2, but there is no such article; did you mean good.txt?"),
        ("file,title\n../good.txt,x\n", "names '../good.txt' in line 2, which lies outside the folder"),
        ("file,title\n,x\n", "has no file name in line 2"),
        ("file,published\ngood.txt,June 2021\n", "gives 'June 2021' as the day of good.txt in line 2"),
        ("file,published\ngood.txt,2021-02-30\n", "gives '2021-02-30' as the day of good.txt"),
        ('file,title\ngood.txt,"x\n', "is not well-formed CSV at line 2"),
        (b"file,title\ngood.txt,\xff\n", "metadata.csv is not UTF-8 (byte 20)"),
    ],
)
def test_broken_metadata_is_named_and_the_article_read(tmp_path, table, words):
    message = complaint(tmp_path, metadata__csv=table)
    assert words in message


def test_good_rows_of_a_broken_table_are_used(tmp_path):
    corpus = read_corpus(write(tmp_path, good=STORY, metadata__csv="file,title,x\ngone.txt,a\ngood.txt,b,c,d\n"))
    assert corpus.articles[0].title == "b" and len(corpus.problems) == 2


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018-05-09", "2018-05-09", "2018-05-09"),
        (" 2018-05-09 ", "2018-05-09", "2018-05-09"),
        ("2018-02", "2018-02-01", "2018-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("2016-04-15/2016-04-17", "2016-04-15", "2016-04-17"),
        ("2017-12/2018-01", "2017-12-01", "2018-01-31"),
    ],
)
def test_days_of_publication(text, first, last):
    assert parse_published(text) == DayRange(earliest=date.fromisoformat(first), latest=date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "2018-13",
        "18-05-09",
        "2018-5-9",
        "May 2018",
        "2018-05-09T10:00",
        "2018/",
        "2018-06/2018-05",
        "0000",
        "٢٠١٨",
        "/",
    ],
)
def test_what_is_no_day_of_publication(text):
    assert parse_published(text) is None


def test_no_day_of_publication_is_an_open_range():
    assert parse_published("") == UNKNOWN_DAYS


def as_csv(rows: list[dict]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


ROWS = [
    {"file": "b.txt", "text": "Lind met\r\nMoe, who said “yes”.", "published": "2021-06-03", "title": "Bergen"},
    {"file": "a.txt", "text": "Moe flew home.", "published": "", "title": ""},
]


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_tables_are_read_like_folders(tmp_path, suffix):
    content = as_csv(ROWS) if suffix == "csv" else "\n".join(json.dumps(row) for row in ROWS)
    corpus = read_corpus(write(tmp_path, **{f"t__{suffix}": content}) / f"t.{suffix}")
    assert [(a.article_id, a.file, a.text) for a in corpus.articles] == [
        (r["file"][0], r["file"], r["text"]) for r in ROWS[::-1]
    ]
    assert corpus.articles[1].published.is_day and corpus.articles[1].title == "Bergen" and corpus.problems == ()


def test_rows_without_a_name_are_numbered(tmp_path):
    table = "\n".join(json.dumps({"text": f"Lind met Moe, part {n}."}) for n in range(2))
    assert [a.article_id for a in read_corpus(write(tmp_path, t__jsonl=table) / "t.jsonl").articles] == [
        "t-0001",
        "t-0002",
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "t.jsonl, row 2 is not a JSON object"),
        ("[1]", "t.jsonl, row 2 is not a JSON object"),
        ('{"txt": "Lind"}', "t.jsonl, row 2 has no `text`"),
        ('{"text": 5}', "t.jsonl, row 2 has no `text`"),
        ('{"text": "123"}', "t.jsonl, row 2 has no letters"),
        ('{"text": "Lind \\ud800"}', "t.jsonl, row 2 holds half of a character"),
        ('{"text": "Lind", "file": "../x.txt"}', "t.jsonl, row 2 names the file '../x.txt'"),
        ('{"text": "Lind", "file": "good.txt"}', "t.jsonl, row 2 names good.txt a second time"),
        ('{"text": "Lind", "published": "soon"}', "t.jsonl, row 2 has no readable `published` ('soon')"),
        ('{"text": "Lind", "published": 2018}', None),
    ],
)
def test_bad_rows_are_named_and_the_rest_is_read(tmp_path, line, words):
    table = json.dumps({"file": "good.txt", "text": STORY}) + "\n" + line + "\n"
    corpus = read_corpus(write(tmp_path, t__jsonl=table) / "t.jsonl")
    assert "good" in [a.article_id for a in corpus.articles]
    if words is None:
        assert [a.published.earliest for a in corpus.articles if a.text == "Lind"] == [date(2018, 1, 1)]
    else:
        assert [words in p.message for p in corpus.problems] == [True]


def test_one_text_file_is_a_corpus(tmp_path):
    assert [a.article_id for a in read_corpus(write(tmp_path, a=STORY) / "a.txt").articles] == ["a"]


def test_no_address_of_this_machine_gets_into_an_article(tmp_path):
    [article] = read_corpus(write(tmp_path, a=STORY)).articles
    assert str(tmp_path) not in repr(article)
