"""Who is meant: one person over all articles, and the persons behind offices and groups.

Names that people.csv knows take its canonical form ("Binyamin Netanyahu" -> "Benjamin Netanyahu"); others go by the
fullest form the articles give. Offices ("the Russian president") go to the person who has that office and country in
that article, the nearest before when several do, and stay None when none does. Groups ("the two leaders") go to the
leaders the article brings together. Pronouns are left to `resolve.speakers`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from summitry.extract.people.clusters import is_same_name
from summitry.knowledge.people import find_person, find_role, is_family_first, name_key
from summitry.knowledge.places import split_cell
from summitry.records import Mention, Person, record

LEADER_RANKS = frozenset(("state", "government", "leader"))
# Words of an office that mean the same in the press.
SAME_OFFICE = {
    "director": "chief",
    "head": "chief",
    "boss": "chief",
    "advisor": "adviser",
    "premier": "prime minister",
    "pm": "prime minister",
    "defence": "defense",
    "president elect": "president elect",
}
YEARS = re.compile(r"\s+\d{4}-(?:\d{4})?$")


def resolve_people(
    mentions: Mapping[str, Sequence[Mention]],
) -> tuple[tuple[Person, ...], dict[str, tuple[Mention, ...]]]:
    """Give every name its person over all articles, and every office and group the people it means.

    Takes {article_id: mentions} as `extract_people` gives them; returns the persons, sorted by person_id, and the same
    mentions with `person_id` (names, offices) and `people` (groups) set where they can be told.
    """
    named = _canonical_names(mentions)
    persons = _persons(mentions, named)
    by_id = {p.person_id: p for p in persons}
    resolved = {}
    for article_id in mentions:
        listed = [
            replace(m, person_id=slug(named[article_id, m.name])) if m.kind == "name" and m.name else m
            for m in mentions[article_id]
        ]
        resolved[article_id] = _resolve_offices(listed, by_id)
    return persons, resolved


def slug(name: str) -> str:
    """The person_id of a name: lower-case ASCII words joined by hyphens.

    >>> slug("Recep Tayyip Erdoğan"), slug("Ze’ev Elkin")
    ('recep-tayyip-erdogan', 'zeev-elkin')
    """
    return re.sub(r"[^a-z0-9]+", "-", name_key(name).replace("'", "")).strip("-") or "person"


def _canonical_names(mentions: Mapping[str, Sequence[Mention]]) -> dict[tuple[str, str], str]:
    """{(article_id, name there): canonical name}."""
    seen: Counter[str] = Counter()
    for article_id in sorted(mentions):
        seen.update(m.name for m in mentions[article_id] if m.kind == "name" and m.name)
    full = sorted((n for n in seen if len(n.split()) > 1 and not find_person(n)), key=lambda n: (-len(n.split()), n))
    canonical: dict[str, str] = {}
    leads: list[str] = []
    for name in seen:
        row = find_person(name)
        if row:
            canonical[name] = row["name"]
    for name in full:
        match = next((lead for lead in leads if is_same_name(tuple(lead.split()), tuple(name.split()))), None)
        match = match or _known_form(name)
        if match is None:
            leads.append(name)
        canonical[name] = match or name
    known = sorted({*canonical.values()})
    for name in sorted(set(seen) - set(canonical)):
        fitting = [k for k in known if _family(k) == name_key(name)]
        canonical[name] = fitting[0] if len(fitting) == 1 else name
    return {(a, m.name): canonical[m.name] for a in mentions for m in mentions[a] if m.kind == "name" and m.name}


def _known_form(name: str) -> str | None:
    """The person of people.csv with a distinctive family name whose given name these words spell otherwise."""
    words = tuple(name.split())
    row = find_person(words[-1])
    return row["name"] if row and is_same_name(words, tuple(row["name"].split())) else None


def _family(name: str) -> str:
    words = name_key(name).split()
    return words[0] if is_family_first(tuple(words)) else words[-1]


def _persons(mentions: Mapping[str, Sequence[Mention]], named: Mapping[tuple[str, str], str]) -> tuple[Person, ...]:
    found: dict[str, list[Mention]] = {}
    for article_id in sorted(mentions):
        for mention in mentions[article_id]:
            if mention.kind == "name" and mention.name:
                found.setdefault(named[article_id, mention.name], []).append(mention)
    return tuple(sorted((_person(name, listed) for name, listed in found.items()), key=lambda p: p.person_id))


def _person(name: str, listed: list[Mention]) -> Person:
    row = find_person(name)
    country = _most_common(m.country for m in listed) or (row["country"] if row else None) or None
    gender = (row["gender"] if row else None) or _most_common(m.gender for m in listed)
    aliases = sorted({" ".join(m.text.split()) for m in listed} | {m.name for m in listed} - {name})
    return Person(
        person_id=slug(name),
        name=name,
        role=_fullest_role(listed),
        country=country,
        gender=gender,
        aliases=tuple(a for a in aliases if a != name),
        articles=tuple(sorted({m.article_id for m in listed})),
    )


def _most_common(values) -> str | None:
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def _fullest_role(listed: list[Mention]) -> str | None:
    """The office the articles give most often; among equals the longest, as printed with capitals where they are."""
    counts = Counter(m.role for m in listed if m.role)
    if not counts:
        return None
    return min(counts, key=lambda r: (-counts[r], -len(r), r.islower(), r))


@record
class Holder:
    """A person of one article with the offices and countries known for them there."""

    person_id: str
    offices: frozenset[str]
    ranks: frozenset[str]
    countries: frozenset[str]
    gender: str | None
    starts: tuple[int, ...]


def _resolve_offices(listed: list[Mention], persons: Mapping[str, Person]) -> tuple[Mention, ...]:
    holders = _holders(listed, persons)
    done = []
    for mention in sorted(listed, key=lambda m: (m.start, m.end)):
        if mention.kind == "role":
            person_id = _office_holder(mention, holders)
            name = persons[person_id].name if person_id else None
            mention = replace(mention, person_id=person_id, name=name)
        elif mention.kind == "group":
            mention = replace(mention, people=_group(mention, holders))
        done.append(mention)
    return tuple(done)


def _holders(listed: list[Mention], persons: Mapping[str, Person]) -> list[Holder]:
    """The persons named in an article, with what the article and the rows of knowledge say of their offices."""
    by_id: dict[str, list[Mention]] = {}
    for mention in listed:
        if mention.kind == "name" and mention.person_id:
            by_id.setdefault(mention.person_id, []).append(mention)
    holders = []
    for person_id in sorted(by_id):
        person, own = persons[person_id], by_id[person_id]
        roles = {m.role for m in own if m.role}
        row = find_person(person.name)
        if row and not roles:
            roles |= {YEARS.sub("", r) for r in split_cell(row["roles"])}
        elif not roles and person.role:
            roles = {person.role}
        countries = {m.country for m in own if m.country} or {c for c in (person.country,) if c}
        ranks = {_rank(r) for r in roles}
        holders.append(
            Holder(
                person_id=person_id,
                offices=frozenset(office_key(r) for r in roles),
                ranks=frozenset(ranks),
                countries=frozenset(countries),
                gender=person.gender,
                starts=tuple(m.start for m in own),
            )
        )
    return holders


def office_key(role: str) -> str:
    """An office in one spelling: lower case, no former/acting, director = head = chief, advisor = adviser.

    >>> office_key("Mossad Director") == office_key("the Mossad Chief".removeprefix("the "))
    True
    """
    words = role.casefold().replace("-", " ").replace(".", "")
    words = re.sub(r"\b(former|then|acting|visiting|incoming|outgoing|new|us|the)\b", " ", words)
    match = re.match(r"^(.*?)\b(head|chief|director|commander) of (.*)$", " ".join(words.split()))
    words = f"{match[3]} {match[1]} {match[2]}" if match else words
    return " ".join(SAME_OFFICE.get(w, w) for w in words.split())


def _rank(role: str) -> str:
    """The rank of an office by its longest known ending."""
    words = role.split(" of ")[0].split()
    for first in range(len(words)):
        row = find_role(" ".join(words[first:]))
        if row:
            return row["rank"]
    row = find_role(role)
    return row["rank"] if row else ""


def _office_holder(mention: Mention, holders: list[Holder]) -> str | None:
    """The nearest person before (else after) with that office and country; None when nobody has it."""
    rank = _rank(mention.role or "")
    fitting = [h for h in holders if _has_office(h, mention, rank)]
    if mention.country:
        fitting = [h for h in fitting if mention.country in h.countries]
    if mention.gender:
        fitting = [h for h in fitting if h.gender in (mention.gender, None)]
    if not fitting:
        return None
    if len(fitting) == 1:
        return fitting[0].person_id
    before = {h.person_id: max((s for s in h.starts if s < mention.start), default=-1) for h in fitting}
    best = max(fitting, key=lambda h: (before[h.person_id], h.person_id))
    return best.person_id if before[best.person_id] >= 0 else None


def _has_office(holder: Holder, mention: Mention, rank: str) -> bool:
    key = office_key(mention.role or "")
    if rank == "leader":
        return bool(holder.ranks & LEADER_RANKS)
    if rank == "counterpart":
        return bool(mention.country) and bool(holder.ranks & LEADER_RANKS)
    if key in holder.offices:
        return True
    return any(office.endswith(f" {key}") or key.endswith(f" {office}") for office in holder.offices if office)


def _group(mention: Mention, holders: list[Holder]) -> tuple[str, ...]:
    """The two leaders named most recently before the group (of those with a leader's office, when there are two)."""
    leaders = [h for h in holders if h.ranks & LEADER_RANKS] or holders
    counts = sorted(leaders, key=lambda h: (-sum(s < mention.start for s in h.starts), h.starts[0]))
    pair = [h for h in counts if h.starts[0] < mention.start][:2]
    return tuple(sorted(h.person_id for h in pair)) if len(pair) == 2 else ()
