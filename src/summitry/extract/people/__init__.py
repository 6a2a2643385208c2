"""The people of an article: names, offices, groups and pronouns, with what the article says beside them.

`extract_people` says which words point at somebody and which names of one article are the same person (`name`, the
fullest form there). Who that is over all articles, and whom an office or a group means, is `resolve.people`'s affair.
The span of a name is the name proper, without its title; `role` and `country` carry the title beside it.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from summitry.extract.people.clusters import cluster_names
from summitry.extract.people.names import find_names
from summitry.extract.people.offices import find_groups, find_offices, find_pronouns
from summitry.extract.people.spans import NameSpan
from summitry.extract.people.titles import Title, country_after, country_ending_at, office_before, title_after
from summitry.extract.people.words import Word, split_words
from summitry.records import Article, Mention

__all__ = ["extract_people"]


def extract_people(article: Article, doc: Doc) -> tuple[Mention, ...]:
    """Every mention of a person or a group of persons, in order of the text.

    `doc` has the article's offsets (see `language.parse_articles`). Mentions of kind `name` carry the fullest form of
    that name in the article; `role` and `country` only what stands beside that very mention; `gender` what titles,
    knowledge of the person or the given name tell. Other kinds have no name yet.
    """
    words = split_words(article, doc)
    spans = find_names(words)
    titles = _titles(words, spans, doc.text)
    mentions = _name_mentions(article, words, spans, titles)
    taken = {i for s in spans for i in range(s.first, s.last)}
    taken |= {i for s, t in zip(spans, titles, strict=True) if t for i in range(t.first, t.last)}
    covered = _offsets(mentions)
    mentions += [m for m in _other_mentions(article, words, doc, taken) if not _overlaps(m, covered)]
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def _titles(words: list[Word], spans: list[NameSpan], text: str) -> list[Title | None]:
    """Per name the title before it, in apposition after it or set off by a comma before it; "of Jordan" is heard."""
    titles: list[Title | None] = []
    for number, span in enumerate(spans):
        title = span.title
        if title is None and not words[span.last - 1].possessive:
            title = title_after(words, span.last, text)
        title = title or office_before(words, span.first, span.last, text)
        before = titles[-1] if titles else None
        if title is None and before and before.plural and _is_next(words, spans[number - 1], span):
            title = replace(before, first=span.first, last=span.first, country=None)
        country = country_after(words, span.last)
        if title and country and not title.country:
            title = replace(title, country=country)
        titles.append(title)
    return titles


def _country_beside(words: list[Word], span: NameSpan) -> str | None:
    """The country of an untitled name: "Japan's Abe", "Paul Kagame of Rwanda"."""
    before = words[span.first - 1] if span.first and words[span.first].gap == " " else None
    owner = country_ending_at(words, span.first - 1) if before and before.possessive else None
    return owner or country_after(words, span.last)


def _is_next(words: list[Word], one: NameSpan, other: NameSpan) -> bool:
    """Whether two names are joined by "and" or a comma ("Presidents X of Russia and Y")."""
    between = words[one.last : other.first]
    return len(between) <= 4 and (not between or between[-1].folded == "and")


def _name_mentions(
    article: Article, words: list[Word], spans: list[NameSpan], titles: list[Title | None]
) -> list[Mention]:
    clusters = {i: c for c in cluster_names(words, spans) for i in c.spans}
    mentions = []
    for index, (span, title) in enumerate(zip(spans, titles, strict=True)):
        start, end = words[span.first].start, words[span.last - 1].end
        cluster = clusters.get(index)
        honorific = title is not None and title.rank == "honorific"
        mentions.append(
            Mention(
                article_id=article.article_id,
                start=start,
                end=end,
                text=article.text[start:end],
                kind="name",
                name=cluster.name if cluster else None,
                role=title.role if title and not honorific else None,
                country=title.country if title else _country_beside(words, span),
                gender=(cluster.gender if cluster else None) or (title.gender if title else None),
                rule=span.rule,
            )
        )
    return mentions


def _other_mentions(article: Article, words: list[Word], doc: Doc, taken: set[int]) -> list[Mention]:
    def mention(start: int, end: int, kind: str, **fields: str | None) -> Mention:
        text = article.text[start:end]
        return Mention(article_id=article.article_id, start=start, end=end, text=text, kind=kind, **fields)

    heads = [(s.start, s.end) for s in article.segments if s.kind in ("title", "deck")]
    found = [mention(start, end, "group", rule="group") for start, end in find_groups(doc)]
    groups = _offsets(found)
    for office in find_offices(words, doc, taken, heads):
        made = mention(
            office.start,
            office.end,
            "role",
            role=office.role,
            country=office.country,
            gender=office.gender,
            rule=f"office of {office.possessor}" if office.possessor else "office",
        )
        if not _overlaps(made, groups):
            found.append(made)
    found += [
        mention(start, end, "pronoun", gender=gender, rule="pronoun") for start, end, gender in find_pronouns(doc)
    ]
    return found


def _offsets(mentions: list[Mention]) -> set[int]:
    """Every offset that some mention covers."""
    return {offset for m in mentions for offset in range(m.start, m.end)}


def _overlaps(mention: Mention, covered: set[int]) -> bool:
    return not covered.isdisjoint(range(mention.start, mention.end))
