"""Sentences about what was read: the articles, their pages, their days, the people in them."""

from __future__ import annotations

from typing import Any

from summitry.tell.counts import count_words_by_kind
from summitry.tell.describe.sentence import Sentence, gather, row_passages
from summitry.tell.words import (
    as_day,
    capitalise,
    is_missing,
    label_articles,
    say_count,
    say_day,
    say_days,
    say_list,
    say_number,
)


def describe_articles(study: Any) -> tuple[Sentence, ...]:
    """What was read and how much of it had to be dated."""
    articles = study.articles
    words = int(articles.words.sum())
    span = _span(articles)
    head = (
        f"{capitalise(say_count(len(articles), 'article'))} with {words:,} words of text "
        f"{'are' if len(articles) != 1 else 'is'} read here{span}."
    )
    publishers = sorted({name for name in articles.publisher if not is_missing(name)})
    source = f"They were published by {say_list(publishers)}." if 0 < len(publishers) <= 8 and len(articles) > 1 else ""
    return gather(Sentence(text=head), Sentence(text=source) if source else None, *describe_dating(study)[:1])


def _span(articles: Any) -> str:
    first = [day for day in map(as_day, articles.published_earliest) if day]
    last = [day for day in map(as_day, articles.published_latest) if day]
    if not first or not last:
        return ""
    years = min(first).year, max(last).year
    return f", written in {years[0]}" if years[0] == years[1] else f", written from {years[0]} to {years[1]}"


def describe_dating(study: Any, *, whole: bool = True) -> tuple[Sentence, ...]:
    """How many articles are dated how closely, by what (where `whole`); then one sentence per article, in order of
    publication."""
    articles = study.articles
    spans = {row.article_id: _days(row) for row in articles.itertuples()}
    told = [
        key for key, basis in zip(articles.article_id, articles.published_basis, strict=True) if basis == "metadata"
    ]
    worked = [key for key, days in spans.items() if days and key not in told]
    lost = [key for key, days in spans.items() if days is None]
    parts = []
    if told:
        parts.append(
            f"{say_count(len(told), 'article brings its', 'articles bring their')} day of publication "
            f"with {'it' if len(told) == 1 else 'them'}"
        )
    if worked:
        exact = sum(spans[key] == 1 for key in worked)
        widest = max(spans[key] for key in worked)
        several, all_of = len(worked) > 1, "all " if len(worked) > 1 else ""
        close = f", {say_number(exact)} of them to the day" if 0 < exact < len(worked) and several else ""
        limit = f", {all_of}within {say_count(widest, 'day')}" if widest > 1 else f", {all_of}to the day"
        parts.append(
            f"{say_count(len(worked), 'is', 'are')} dated from what "
            f"{'it says' if len(worked) == 1 else 'they say'}{close}{limit}"
        )
    if lost:
        parts.append(f"{say_count(len(lost), 'cannot', 'cannot')} be dated")
    head = Sentence(text=capitalise("; ".join(parts)) + ".") if parts and whole else None
    labels = label_articles(articles)
    against = (_describe_contradiction(study, row, labels) for row in articles.itertuples())
    rows = sorted(articles.itertuples(), key=lambda row: list(labels).index(row.article_id))
    return gather(head, *(_describe_one(study, row, labels) for row in rows), *against)


def _describe_contradiction(study: Any, row: Any, labels: dict[str, str]) -> Sentence | None:
    """That the words of an article do not agree with the day its metadata give."""
    rows = study.dating[(study.dating.article_id == row.article_id) & (study.dating.against == "metadata")]
    rows = rows[rows.tier == "text"]
    if rows.empty:
        return None
    words = say_list([f"“{told}”" for told in dict.fromkeys(rows.text)][:3])
    when = say_days(row.published_earliest, row.published_latest)
    text = f"The metadata of the article of {labels[row.article_id]} say {when}, but {words} in it "
    return Sentence(text=f"{text}cannot have been written then.", evidence=row_passages(study, rows.itertuples()))


def _days(row: Any) -> int | None:
    first, last = as_day(row.published_earliest), as_day(row.published_latest)
    return (last - first).days + 1 if first and last else None


def _describe_one(study: Any, row: Any, labels: dict[str, str]) -> Sentence | None:
    when = say_days(row.published_earliest, row.published_latest, weekday=True, unknown="")
    if not when:
        return None
    evidence = study.dating[(study.dating.article_id == row.article_id) & study.dating.used]
    outside = int(evidence.outside.sum())
    by = " (its own metadata)" if row.published_basis == "metadata" else ""
    own = row.published_basis in ("text", "metadata")
    verb = ("agrees" if outside == 1 else "agree") if own else ("helps" if outside == 1 else "help")
    help_ = f"; {say_count(outside, 'piece')} of outside knowledge {verb}" if outside else ""
    title = f"The article of {labels[row.article_id]}" if is_missing(row.title) else f"“{row.title}”"
    first, last = as_day(row.published_earliest), as_day(row.published_latest)
    interval = first and last and first != last
    when = f"between {say_day(first)} and {say_day(last)}" if interval else f"on {when}"
    return Sentence(text=f"{title} was written {when}{by}{help_}.", evidence=row_passages(study, evidence.itertuples()))


def describe_pages(study: Any) -> tuple[Sentence, ...]:
    """How much of the pages is article, and what is not evidence."""
    counts = count_words_by_kind(study)
    if counts.empty:
        return ()
    total = int(counts.words.sum())
    article = int(counts.words[counts.kind.isin(["title", "deck", "caption", "body"])].sum())
    furniture = int(counts.words[counts.kind.isin(["chrome", "notice", "credit"])].sum())
    text = (
        f"Of {total:,} words on the pages, {round(100 * article / total)} per cent belong to "
        "titles, decks, captions and bodies."
    )
    rest = (
        f" {furniture:,} words of site furniture, notices and photo credits are no evidence for anything."
        if furniture
        else ""
    )
    repeats = int((~study.segments.repeats.isna()).sum())
    twice = (
        (
            " "
            f"{capitalise(say_count(repeats, 'caption or passage stands', 'captions or passages stand'))} "
            f"on a page a second time and {'is' if repeats == 1 else 'are'} counted once."
        )
        if repeats
        else ""
    )
    return gather(Sentence(text=text + rest + twice))


def describe_people(study: Any) -> tuple[Sentence, ...]:
    """Who is named, and who is named everywhere."""
    people = study.people
    if people.empty:
        return ()
    everywhere = [p.name for p in people.itertuples() if len(str(p.articles).split("; ")) == len(study.articles)]
    head = f"{capitalise(say_count(len(people), 'person is', 'people are'))} named."
    both = (
        f" {say_list(everywhere)} {'is' if len(everywhere) == 1 else 'are'} named in every article."
        if 0 < len(everywhere) < 6 and len(study.articles) > 1
        else ""
    )
    return gather(Sentence(text=head + both))
