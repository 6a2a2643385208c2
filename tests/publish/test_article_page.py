"""The page of an article in which nothing was found: a mask without cells must not be taken for a choice of columns."""

from types import SimpleNamespace

from summitry.tables import SCHEMA, tabulate
from summitry.tell.article_listing import list_article_codes, list_article_statements


def test_an_article_without_any_finding_has_empty_tables():
    frames = {name: tabulate(name, []) for name in SCHEMA}
    study = SimpleNamespace(records=SimpleNamespace(codebook=None), **frames)
    assert len(list_article_codes(study, "a")) == 0 == len(list_article_statements(study, "a"))
