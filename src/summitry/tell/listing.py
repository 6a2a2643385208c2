"""Tables for readers: the study's tables under readable headings, with passages as cells that link to the words.

Every function takes a study and gives a DataFrame for `show_table`; nothing is counted here (see `tell.counts`).
"""

from __future__ import annotations

import difflib
import re
from typing import Any

import pandas as pd

from summitry.records import DayRange
from summitry.tell.addresses import article_page
from summitry.tell.counts import (
    HEARERS,
    count_words_by_kind,
    hearer_of,
    spoken,
)
from summitry.tell.dating_words import say_basis, say_iso_days, say_rule, say_tier
from summitry.tell.describe.sentence import passages_of, row_passages
from summitry.tell.display import Link, Places
from summitry.tell.words import (
    as_day,
    capitalise,
    clip,
    is_told,
    label_articles,
    label_themes,
    split_names,
)

PLACE = 80  # code points of a line that show where a disagreement is
KIND_NAMES = {
    "title": "Title",
    "deck": "Deck",
    "dateline": "Dateline",
    "byline": "Byline",
    "caption": "Captions",
    "credit": "Credits",
    "body": "Body",
    "notice": "Notices",
    "chrome": "Site furniture",
}


class NoSuchThemeError(ValueError):
    """A theme the codebook does not have; the message says which come near."""


def list_articles(study: Any) -> pd.DataFrame:
    """Article, Title, Publisher, Words, Published, Known from."""
    labels = label_articles(study.articles)
    rows = study.articles.set_index("article_id").loc[list(labels)].reset_index()
    return pd.DataFrame(
        {
            "Article": [labels[key] for key in rows.article_id],
            "Title": [whole_title(study, row) for row in rows.itertuples()],
            "Publisher": list(rows.publisher),
            "Words": list(rows.words),
            "Published": [
                DayRange(earliest=as_day(r.published_earliest), latest=as_day(r.published_latest))
                for r in rows.itertuples()
            ],
            "Known from": [say_basis(basis) for basis in rows.published_basis],
        }
    )


def whole_title(study: Any, row: Any) -> Any:
    """The title as a passage of the page where the page prints it, else the title as given."""
    article = study.article(row.article_id)
    at = article.text.find(row.title) if row.title else -1
    return article.passage(at, at + len(row.title)) if at >= 0 else row.title


def list_pages(study: Any) -> pd.DataFrame:
    """Article, then words per kind of segment."""
    counts = count_words_by_kind(study)
    labels = {key: Link(page=article_page(key), words=name) for key, name in label_articles(study.articles).items()}
    table = counts.pivot(index="article_id", columns="kind", values="words").reindex(index=list(labels))
    table = table.reindex(columns=[kind for kind in KIND_NAMES if kind in table.columns]).fillna(0).astype(int)
    table = table.rename(columns=KIND_NAMES).rename_axis(columns=None)
    table.insert(0, "Article", [labels[key] for key in table.index])
    return table.reset_index(drop=True)


def list_evidence(study: Any) -> pd.DataFrame:
    """Article, Words, What the article does, Rests on, Days left, Outside knowledge: every piece of dating evidence."""
    labels = label_articles(study.articles)
    rows = []
    for key in labels:
        for row in study.dating[study.dating.article_id == key].itertuples():
            words = row_passages(study, [row])
            rows.append(
                {
                    "Article": labels[key],
                    "Words": words[0] if words else "",
                    "What the article does": say_rule(row.rule) + _say_against(row),
                    "Rests on": say_tier(row.tier),
                    "Days left": _say_left(row),
                    "Outside knowledge": say_iso_days(row.source) if row.outside else _say_other(row, labels),
                }
            )
    columns = ["Article", "Words", "What the article does", "Rests on", "Days left", "Outside knowledge"]
    return pd.DataFrame(rows, columns=columns)


def _say_against(row: Any) -> str:
    """Why evidence is not used."""
    if row.used:
        return ""
    rule, _, words = str(getattr(row, "against", "")).partition(": ")
    if rule == "metadata":
        return " (set aside: the metadata say otherwise)"
    if words:
        return f" (set aside: contradicted by “{words}”, which {say_rule(rule)})"
    return " (set aside: contradicted)"


def _say_left(row: Any) -> str:
    """How many days are left: "60 of 2,519", or "7" where the evidence only confirms."""
    if pd.isna(row.days_after):
        return ""
    after = f"{int(row.days_after):,}"
    if pd.isna(row.days_before) or row.days_before == row.days_after:
        return after
    return f"{after} of {int(row.days_before):,}"


def _say_other(row: Any, labels: dict[str, str]) -> str:
    """The other article that tells, by its label."""
    key, _, words = str(row.source).partition(": ")
    return f"the article of {labels[key]}: {words}" if row.tier == "articles" and key in labels else ""


def list_people(study: Any) -> pd.DataFrame:
    """Person, Role, Country, Called, Articles, First named: those named in most articles first.

    "First named" leads to the first place in every article that names the person.
    """
    named = study.mentions[study.mentions.kind != "pronoun"].drop_duplicates(["article_id", "person_id"])
    places = {key: Places(passages=row_passages(study, rows.itertuples())) for key, rows in named.groupby("person_id")}
    people = study.people.assign(n=[len(split_names(cell)) for cell in study.people.articles])
    people = people.sort_values(["n", "name"], ascending=[False, True], kind="stable")
    return pd.DataFrame(
        {
            "Person": list(people.name),
            "Role": list(people.role),
            "Country": list(people.country),
            "Called": [", ".join(split_names(cell)) for cell in people.aliases],
            "Articles": list(people.n),
            "First named": [places.get(key, "") for key in people.person_id],
        }
    )


def list_statements(study: Any, *, speaker: str = "", meeting_id: str = "") -> pd.DataFrame:
    """Who, To, Words, Form, Through, On what occasion, Article: statements, of one speaker or meeting if named."""
    rows = order_statements(study)
    rows = rows[rows.speaker == speaker] if speaker else rows
    rows = rows[rows.meeting_id == meeting_id] if meeting_id else rows
    labels = label_articles(study.articles)
    return pd.DataFrame(
        [
            {
                "Who": capitalise(r.speaker) if r.speaker else "not sure",
                "To": r.addressee,
                "Words": passages_of(study, r.article_id, r.contents),
                "Form": r.form,
                "Through": r.via,
                "Occasion": r.occasion,
                "Article": labels[r.article_id],
            }
            for r in rows.itertuples()
        ],
        columns=["Who", "To", "Words", "Form", "Through", "Occasion", "Article"],
    )


def order_statements(study: Any) -> pd.DataFrame:
    """The statements, articles in order of publication."""
    order = {key: n for n, key in enumerate(label_articles(study.articles))}
    return spoken(study).sort_values("article_id", key=lambda c: c.map(order), kind="stable", ignore_index=True)


def list_hearers(study: Any) -> pd.DataFrame:
    """Said to, Who, To, Words, Form, Article: statements that name their hearer, by the kind of hearer."""
    rows = order_statements(study)
    rows = rows[is_told(rows.addressee)]
    listed = list_statements(study)
    listed = listed[is_told(listed.To)].reset_index(drop=True)
    kinds = [capitalise(hearer_of(study, r.speaker, r.addressee)) for r in rows.itertuples()]
    listed.insert(0, "Said to", kinds)
    order = {capitalise(kind): n for n, kind in enumerate(HEARERS)}
    listed = listed.sort_values("Said to", key=lambda c: c.map(order), kind="stable", ignore_index=True)
    return listed[["Said to", "Who", "To", "Words", "Form", "Article"]]


def list_stances(study: Any) -> pd.DataFrame:
    """Who, What, Towards, Words, Theme, Article: stances that words state plainly, the principals' first, in the order
    of the articles."""
    labels, names = label_articles(study.articles), label_themes(study)
    order, rank = {key: n for n, key in enumerate(labels)}, {name: n for n, name in enumerate(study.principals)}
    rows = sorted(
        study.records.stances, key=lambda s: (rank.get(s.holder, len(rank)), order.get(s.article_id, 0), s.start)
    )
    return pd.DataFrame(
        [
            {
                "Who": capitalise(s.holder),
                "What": s.stance,
                "Towards": s.target,
                "Words": study.article(s.article_id).passage(s.start, s.end),
                "Theme": ", ".join(names.get(t, t) for t in split_names(s.theme)),
                "Article": labels[s.article_id],
            }
            for s in rows
        ],
        columns=["Who", "What", "Towards", "Words", "Theme", "Article"],
    )


def list_codes(study: Any, *, theme: str = "", meeting_id: str = "") -> pd.DataFrame:
    """Theme, Words, Whose words, Indicated by, Article: coded sentences, of one theme or meeting if named.

    Raises NoSuchThemeError for a theme that neither the codebook nor the coding has.
    """
    rows = study.codes
    _check_theme(study, theme)
    rows = rows[rows.theme == theme] if theme else rows
    rows = rows[rows.meeting_id == meeting_id] if meeting_id else rows
    names, labels = label_themes(study), label_articles(study.articles)
    return pd.DataFrame(
        [
            {
                "Theme": names.get(r.subtheme or r.theme, r.theme),
                "Words": study.article(r.article_id).passage(int(r.start), int(r.end)),
                "Whose words": r.speaker or "the article’s",
                "Indicated by": r.terms,
                "Article": labels[r.article_id],
            }
            for r in rows.itertuples()
        ],
        columns=["Theme", "Words", "Whose words", "Indicated by", "Article"],
    )


def _check_theme(study: Any, theme: str) -> None:
    book = study.records.codebook
    known = sorted({t.id for t in (book.themes if book else ())} | set(study.codes.theme))
    if theme and theme not in known:
        near = difflib.get_close_matches(theme, known, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
        raise NoSuchThemeError(f"theme: there is no {theme!r} in the codebook; {hint}")


def list_codebook(study: Any) -> pd.DataFrame:
    """Theme, What counts, Sentences, For example: the codebook, how often each theme was found and a place for it in
    every article that has one."""
    codes = study.codes.drop_duplicates(["article_id", "start", "end", "theme"])
    found = codes.theme.value_counts()
    first = codes.drop_duplicates(["article_id", "theme"]).groupby("theme")
    places = {theme: Places(passages=row_passages(study, rows.itertuples())) for theme, rows in first}
    book = study.records.codebook
    themes = [] if book is None else book.themes
    return pd.DataFrame(
        [
            {
                "Theme": t.label,
                "What counts": t.definition,
                "Sentences": int(found.get(t.id, 0)),
                "For example": places.get(t.id, ""),
            }
            for t in themes
        ],
        columns=["Theme", "What counts", "Sentences", "For example"],
    )


def list_scores(scores: pd.DataFrame) -> pd.DataFrame:
    """Noun, Measure, Marked by hand, Found, Right, Precision, Recall, F1, from `summitry.accuracy.score_study`."""
    names = {"noun": "Noun", "measure": "Measure", "gold": "Marked by hand", "found": "Found", "right": "Right"}
    names |= {"precision": "Precision", "recall": "Recall", "f1": "F1"}
    return scores[list(names)].rename(columns=names).assign(Noun=[capitalise(noun) for noun in scores.noun])


def list_disagreements(study: Any, errors: pd.DataFrame) -> pd.DataFrame:
    """Noun, Article, Place, Measure, What differs: from `summitry.accuracy.list_errors`, the place as the words it
    begins with."""
    labels, themes = label_articles(study.articles), label_themes(study)
    rows = []
    for row in errors.itertuples():
        article = study.article(row.article_id)
        segment = article.segment_at(int(row.start))
        line = article.text[row.start : segment.end if segment else len(article.text)]
        place = article.passage(int(row.start), int(row.start) + len(clip(line, PLACE).removesuffix("…")))
        differs = _say_error(row.error, themes)
        rows.append((capitalise(row.noun), labels[row.article_id], place, row.measure, differs))
    return pd.DataFrame(rows, columns=["Noun", "Article", "Place", "Measure", "What differs"])


def _say_error(error: str, themes: dict[str, str]) -> str:
    """An error as a reader would tell it: of a label that was missed or is one too many just its name."""
    label = re.match(r"(missed|extra) (\w+): ", error)
    if label:
        return f"{label[1]}: {themes.get(label[2], label[2])}"
    return say_iso_days(re.sub(r"\bNone\b", "nothing", error))
