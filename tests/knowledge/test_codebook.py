"""The codebook: every example sentence of the shipped one, and one clear error for each way to break one's own."""

from __future__ import annotations

import pytest

from summitry.extract.themes import extract_themes
from summitry.knowledge import KnowledgeError
from summitry.knowledge.codebook import compile_pattern, parse_codebook, read_codebook
from summitry.language import parse_text
from summitry.records import Article

BOOK = read_codebook()
EXAMPLES = [(code.id, text, True) for code in BOOK.codes for text in code.examples]
EXAMPLES += [(code.id, text, False) for code in BOOK.codes for text in code.counterexamples]

TOP_LEVEL = (
    "security_coordination syria iran arms palestinian_conflict terrorism ww2_memory economy_trade energy nuclear "
    "ukraine diaspora_people domestic_politics us_role other"
)


def codes_of(text: str, book=BOOK) -> set[str]:
    article = Article(article_id="x", file="x.txt", sha256="", text=text)
    rows = extract_themes(article, parse_text(text), (), book)
    return {row.theme for row in rows} | {row.subtheme for row in rows if row.subtheme}


@pytest.mark.model
@pytest.mark.parametrize(("code", "text", "coded"), EXAMPLES, ids=lambda v: str(v)[:40])
def test_every_example_of_the_codebook(code, text, coded):
    assert (code in codes_of(text)) is coded


def test_top_level_themes_are_the_contract():
    assert " ".join(theme.id for theme in BOOK.themes) == TOP_LEVEL


def test_every_code_is_documented():
    for code in BOOK.codes:
        assert code.definition.endswith(".") and code.sources, code.id
        assert code.id == "other" or (code.examples and code.counterexamples), code.id
        assert code.id == "other" or (code.include and code.exclude), code.id


def test_label_of_an_unknown_code_is_readable():
    assert BOOK.label("fishing/cod_wars") == "Cod wars"
    assert BOOK.label("iran/entrenchment") == "Iranian entrenchment"


def test_a_reader_s_own_codebook(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        '[lists]\nfish = ["cod", "sea bass"]\n'
        '[[theme]]\nid = "fishing"\nlabel = "Fishing"\ndefinition = "Fish."\nterms = ["{fish} & quota*"]\n',
        encoding="utf-8",
    )
    book = read_codebook(path)
    assert [c.id for c in book.codes] == ["fishing"]
    assert book.short("fishing") == "fishing"
    assert len(book.codes[0].terms[0].parts[0]) == 2


GOOD = {"id": "fishing", "label": "Fishing", "definition": "Fish.", "terms": ["cod"]}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"labl": "x"}, ["fishing", "'labl'", "'label'"]),
        ({"label": ""}, ["fishing", "'label'"]),
        ({"definition": 3}, ["fishing", "'definition'"]),
        ({"terms": "cod"}, ["fishing", "'terms'"]),
        ({"terms": [""]}, ["fishing", "'terms'"]),
        ({"terms": ["{fsh}"]}, ["fishing", "'terms'", "fsh"]),
        ({"terms": ["cod & "]}, ["fishing", "'terms'", "empty part"]),
        ({"terms": [".. cod"]}, ["fishing", "'terms'", ".."]),
        ({"terms": []}, ["fishing", "'terms'"]),
        ({"third_party": "yes"}, ["fishing", "'third_party'"]),
        ({"id": "Cod Wars"}, ["Cod Wars", "lower-case"]),
        ({"subtheme": {}}, ["fishing", "'subtheme'"]),
        ({"subtheme": [{"id": "cod"}]}, ["fishing", "cod", "'label'"]),
        ({"subtheme": [GOOD | {"id": "a"}, GOOD | {"id": "a"}]}, ["fishing/a", "twice"]),
    ],
)
def test_a_broken_codebook_names_file_theme_and_key(change, named):
    with pytest.raises(KnowledgeError) as error:
        parse_codebook({"lists": {"fish": ["cod"]}, "theme": [GOOD | change]}, file="own.toml")
    for word in ["own.toml", *named]:
        assert word in str(error.value)


OWN = """\
[codebook]
title = "Fish"

[[theme]]
id = "fishing"
label = "Fishing"
definition = "Fish."
terms = ["cod"]

  [[theme.subtheme]]
  id = "quotas"
  label = "Quotas"
  definition = "Quotas."
  terms = ["quota*"]

[[theme]]
id = "whales"
label = "Whales"
definition = "Whales."
terms = ["whale*"]
"""


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ('terms = ["whale*"]', 'trems = ["whale*"]', "line 16, theme 'whales': unknown key 'trems' (did you mean"),
        ('label = "Fishing"', "label = 3", "line 4, theme 'fishing': key 'label' should be a text"),
        ('label = "Quotas"', "label = 3", "line 4, theme 'fishing', subtheme 'quotas', line 10: key 'label'"),
        ('id = "whales"', "", "line 16, theme number 2: fill in the key 'id'"),
        ('["whale*"]', '["{whale}"]', "line 16, theme 'whales', key 'terms': the pattern '{whale}'"),
        ('terms = ["whale*"]', 'hints = ["whale*"]', "line 16, theme 'whales': has no 'terms' and no 'names'"),
        ('terms = ["whale*"]', 'hints = "whale*"', "line 16, theme 'whales': key 'hints' should be a list of texts"),
        ('title = "Fish"', 'titel = "Fish"', "[codebook]: unknown key 'titel' (did you mean 'title'?)"),
        ('definition = "Whales."', 'definition = "Whales.', "is not valid TOML"),
    ],
)  # fmt: skip
def test_a_reader_is_told_the_line_the_theme_and_the_key(tmp_path, right, wrong, named):
    path = tmp_path / "fish.toml"
    path.write_text(OWN.replace(right, wrong, 1), "utf-8")
    with pytest.raises(KnowledgeError) as error:
        read_codebook(path)
    assert str(error.value).startswith(f"codebook {path}") and "\n" not in str(error.value)
    assert named in str(error.value)


def test_without_tables_of_their_own_themes_have_no_line():
    with pytest.raises(KnowledgeError) as error:
        parse_codebook({"theme": [GOOD | {"label": 3}]}, file="own.toml", text='theme = [{id = "fishing"}]')
    assert "line" not in str(error.value)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"theme": []},
        {"theme": "x"},
        {"theme": ["x"]},
        {"themes": []},
        {"codebook": 1, "theme": [GOOD]},
        {"lists": 1, "theme": [GOOD]},
    ],
)
def test_a_codebook_without_themes_says_so(data):
    with pytest.raises(KnowledgeError, match=r"own\.toml"):
        parse_codebook(data, file="own.toml")


@pytest.mark.parametrize("content", [None, b"[[theme", b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, content):
    path = tmp_path / "own.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KnowledgeError, match=r"own\.toml"):
        read_codebook(path)


def test_patterns_are_compiled_as_the_head_of_the_file_says():
    pattern = compile_pattern("air|ground-force Force .. strike* &8 {who}", {"who": ("he", "Mr Smith")}, "test")
    assert pattern.within == 8
    first, second = pattern.parts
    assert any(len(phrase) == 2 for phrase in second) and any(len(phrase) == 1 for phrase in second)
    assert any(word.gap for word in first[0])
    assert any("strike" in word.prefixes for word in first[0])
    assert any("Force" in word.cased for word in first[0])
