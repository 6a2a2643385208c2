"""Who is meant: one person over all articles, and the persons behind offices and groups.

Names that people.csv knows take its canonical form ("Binyamin Netanyahu" -> "Benjamin Netanyahu"); others go by the
fullest form the articles give. Offices ("the Russian president") go to the person who has that office and country in
that article, the nearest before when several do, and stay None when none does. Groups ("the two leaders") go to the
leaders the article brings together. Pronouns are left to `resolve.speakers`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from summitry.extract.people.same import SameNames, is_same_name
from summitry.knowledge.people import family_rows, find_person, find_role, is_family_first, name_key
from summitry.knowledge.places import find_country, split_cell
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
FORMER = re.compile(r"\b(former|ex|then|late)\b", re.IGNORECASE)
NUMBERS = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4}
YEARS = re.compile(r"\s+\d{4}-(?:\d{4})?$")


def resolve_people(
    mentions: Mapping[str, Sequence[Mention]],
) -> tuple[tuple[Person, ...], dict[str, tuple[Mention, ...]]]:
    """Give every name its person over all articles, and every office and group the people it means.

    Takes {article_id: mentions} as `extract_people` gives them; returns the persons, sorted by person_id, and the same
    mentions with `person_id` (names, offices) and `people` (groups) set where they can be told. The same in three
    parts, for more articles than one machine holds: `tally_names` and `name_people` look at one article each,
    `join_names` only at the sum of the tallies.
    """
    named = join_names(tally_names(listed) for listed in mentions.values())
    return named.people, {key: name_people(listed, named) for key, listed in mentions.items()}


@dataclass(slots=True)
class NameUse:
    """How a name is used, in one article or in many: what stands beside it, as counts that can be added up."""

    countries: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    forms: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)

    def add(self, other: NameUse) -> None:
        """Take in another use of the name, or the use of another name of the same person."""
        for mine, more in ((self.countries, other.countries), (self.genders, other.genders), (self.roles, other.roles)):
            mine.update(more)
        self.forms |= other.forms
        self.articles |= other.articles


@record
class Named:
    """The persons, sorted by person_id, and the name each goes by: {name in an article: canonical name}."""

    people: tuple[Person, ...]
    by_id: Mapping[str, Person]
    canonical: Mapping[str, str]

    def only(self, names: Iterable[str]) -> Named:
        """What articles with these names need of it."""
        canonical = {name: self.canonical[name] for name in sorted(set(names))}
        by_id = {i: self.by_id[i] for i in sorted({slug(name) for name in canonical.values()})}
        return Named(people=tuple(by_id.values()), by_id=by_id, canonical=canonical)


def tally_names(mentions: Sequence[Mention]) -> dict[str, NameUse]:
    """{name: how an article uses it}, of the article's mentions."""
    uses: dict[str, NameUse] = {}
    for mention in mentions:
        if mention.kind == "name" and mention.name:
            use = uses.setdefault(mention.name, NameUse())
            use.countries.update([mention.country] if mention.country else [])
            use.genders.update([mention.gender] if mention.gender else [])
            use.roles.update([mention.role] if mention.role and _rank(mention.role) != "counterpart" else [])
            use.forms |= {" ".join(mention.text.split()), mention.name}
            use.articles.add(mention.article_id)
    return uses


def sum_tallies(tallies: Iterable[Mapping[str, NameUse]]) -> dict[str, NameUse]:
    """The tallies of several articles, or of several sums, in one; their order does not matter."""
    total: dict[str, NameUse] = {}
    for tally in tallies:
        for name, use in tally.items():
            total.setdefault(name, NameUse()).add(use)
    return total


def join_names(tallies: Iterable[Mapping[str, NameUse]]) -> Named:
    """Which names are one person's, over all articles, and what is known of each person."""
    total = sum_tallies(tallies)
    canonical = _canonical_names(total)
    uses: dict[str, NameUse] = {}
    for name, use in total.items():
        uses.setdefault(canonical[name], NameUse()).add(use)
    people = sorted((_person(name, use) for name, use in uses.items()), key=lambda p: (p.person_id, p.name))
    return Named(people=tuple(people), by_id={p.person_id: p for p in people}, canonical=canonical)


def name_people(mentions: Sequence[Mention], named: Named) -> tuple[Mention, ...]:
    """One article's mentions with the persons its names, offices and groups mean."""
    listed = [
        replace(m, person_id=slug(named.canonical[m.name])) if m.kind == "name" and m.name else m for m in mentions
    ]
    return _resolve_offices(listed, named.by_id)


def slug(name: str) -> str:
    """The person_id of a name: lower-case ASCII words joined by hyphens.

    >>> slug("Recep Tayyip Erdoğan"), slug("Ze’ev Elkin")
    ('recep-tayyip-erdogan', 'zeev-elkin')
    """
    return re.sub(r"[^a-z0-9]+", "-", name_key(name).replace("'", "")).strip("-") or "person"


def _canonical_names(seen: Mapping[str, NameUse]) -> dict[str, str]:
    """{name in an article: canonical name}."""
    full = sorted(
        (n for n in seen if len(n.split()) > 1 and not find_person(n)), key=lambda n: (-len(n.split()), n.isupper(), n)
    )
    canonical: dict[str, str] = {}
    leads: list[str] = []
    same = SameNames()
    for name in seen:
        row = find_person(name)
        if row:
            canonical[name] = row["name"]
    for name in full:
        words = tuple(name.split())
        lead = same.first(words)
        match = leads[lead] if lead is not None else _known_form(name)
        if match is None:
            same.add(words, len(leads))
            leads.append(name)
        canonical[name] = match or name
    by_family: dict[str, list[str]] = {}
    for known in sorted({*canonical.values()}):
        by_family.setdefault(_family(known), []).append(known)
    for name in sorted(set(seen) - set(canonical)):
        fitting = by_family.get(name_key(name), [])
        rows = [r for r in family_rows(name) if r["country"] in seen[name].countries]
        if len(rows) == 1:
            fitting = [rows[0]["name"]]
        canonical[name] = fitting[0] if len(fitting) == 1 else name
    return canonical


def _known_form(name: str) -> str | None:
    """The person of people.csv whose given name these words spell otherwise, or set a middle initial in."""
    words = tuple(name.split())
    row = find_person(words[-1])
    if row and is_same_name(words, tuple(row["name"].split())):
        return row["name"]
    plain = [w for n, w in enumerate(words) if n in (0, len(words) - 1) or len(w.strip(".")) > 1]
    row = find_person(" ".join(plain)) if len(plain) < len(words) else None
    return row["name"] if row else None


def _family(name: str) -> str:
    words = name_key(name).split()
    return words[0] if is_family_first(tuple(words)) else words[-1]


def _person(name: str, use: NameUse) -> Person:
    row = find_person(name)
    return Person(
        person_id=slug(name),
        name=name,
        role=_fullest_role(use.roles),
        country=_most_common(use.countries) or (row["country"] if row else None) or None,
        gender=(row["gender"] if row else None) or _most_common(use.genders),
        aliases=tuple(sorted(use.forms - {name})),
        articles=tuple(sorted(use.articles)),
    )


def _most_common(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def _fullest_role(counts: Counter[str]) -> str | None:
    """The office the articles give most often; among equals the longest, as printed with capitals where they are."""
    return min(counts, key=lambda r: (-counts[r], -len(r), r.islower(), r)) if counts else None


@record
class Holder:
    """A person named in an article, with the offices and countries known for them, the article's own word first.

    `offices` are keys of `office_key`; `tiers` says where each was read: 0 in this article, 1 in another of the
    corpus, 2 in people.csv. `former` are those the article calls former.
    """

    person_id: str
    tiers: tuple[tuple[str, int], ...]
    former: frozenset[str]
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
    """The persons named in an article, by person_id."""
    by_id: dict[str, list[Mention]] = {}
    for mention in listed:
        if mention.kind == "name" and mention.person_id:
            by_id.setdefault(mention.person_id, []).append(mention)
    holders = [_holder(persons[person_id], by_id[person_id]) for person_id in sorted(by_id)]
    return [_with_peer(h, holders, by_id[h.person_id]) for h in holders]


def _with_peer(holder: Holder, holders: list[Holder], own: list[Mention]) -> Holder:
    """Give somebody told of only as a counterpart the office of the person named right before."""
    peer_at = next((m.start for m in own if m.role and _rank(m.role) == "counterpart"), None)
    if peer_at is None or holder.tiers:
        return holder
    before = [
        (max((s for s in h.starts if s < peer_at), default=-1), h) for h in holders if h is not holder and h.tiers
    ]
    start, peer = max(before, key=lambda pair: (pair[0], pair[1].person_id), default=(-1, None))
    if peer is None or start < 0:
        return holder
    offices = tuple((office, 1) for office, tier in peer.tiers if tier == 0)
    return replace(holder, tiers=offices, ranks=peer.ranks) if offices else holder


def _holder(person: Person, own: list[Mention]) -> Holder:
    here = {m.role for m in own if m.role and _rank(m.role) != "counterpart"}
    row = find_person(person.name)
    known = {YEARS.sub("", r) for r in split_cell(row["roles"])} if row else set()
    tiers: dict[str, int] = {}
    for tier, roles in enumerate((here, {person.role} if person.role else set(), known)):
        for role in sorted(roles):
            for number, office in enumerate(_offices(role)):
                key, weight = office_key(office), tier + (number > 0)  # the second of two offices is the lesser one
                tiers[key] = min(weight, tiers.get(key, weight))
    countries = {m.country for m in own if m.country} or {c for c in (person.country,) if c}
    return Holder(
        person_id=person.person_id,
        tiers=tuple(sorted(tiers.items())),
        former=frozenset(office_key(r) for r in here if FORMER.search(r)),
        ranks=frozenset(_rank(r) for told in here or ({person.role} if person.role else known) for r in _offices(told)),
        countries=frozenset(countries),
        gender=person.gender,
        starts=tuple(sorted(m.start for m in own)),
    )


def _offices(role: str) -> list[str]:
    """The offices of a role: "Crown Prince and Prime Minister" is two, "Minister of Health and Family" one."""
    parts = re.split(r" and ", role)
    return parts if len(parts) > 1 and all(find_role(part) for part in parts) else [role]


def office_key(role: str) -> str:
    """An office in one spelling: lower case, no former/acting, director = head = chief, advisor = adviser.

    >>> office_key("Mossad Director") == office_key("Mossad Chief") == office_key("head of the Mossad")
    True
    """
    words = role.casefold().replace("-", " ").replace(".", "")
    words = " ".join(re.sub(r"\b(former|then|ex|acting|visiting|incoming|outgoing|new|us|the)\b", " ", words).split())
    match = re.match(r"^(.*?)\b(head|chief|director|commander) of (.*)$", words)
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
    """The person with that office and country, the nearest before when several have it; None when nobody has."""
    tiers: dict[int, list[Holder]] = {}
    for holder in holders:
        tier = _tier(holder, mention)
        if tier is not None:
            tiers.setdefault(tier, []).append(holder)
    fitting = tiers[min(tiers)] if tiers else _untitled(mention, holders)
    if len(fitting) < 2:
        return fitting[0].person_id if fitting else None
    before = {h.person_id: max((s for s in h.starts if s < mention.start), default=-1) for h in fitting}
    best = max(fitting, key=lambda h: (before[h.person_id], h.person_id))
    return best.person_id if before[best.person_id] >= 0 else None


def _untitled(mention: Mention, holders: list[Holder]) -> list[Holder]:
    """Whom "the prime minister" means when nobody has the office: a principal whose name stood without any.

    Of the two persons the article names first, the one without an office, named twice at least before the mention or
    after it, the other being told with another office. Offices with a country are left alone: nothing ties them.
    """
    if mention.country or _rank(mention.role or "") not in ("state", "government") or " of " in (mention.role or ""):
        return []
    first = sorted((h for h in holders if h.starts), key=lambda h: h.starts[0])[:2]
    bare = [h for h in first if not h.tiers and len(h.starts) > 1 and h.starts[0] < mention.start]
    if len(first) < 2 or len(bare) != 1 or (mention.gender and bare[0].gender not in (mention.gender, None)):
        return []
    return bare


def _tier(holder: Holder, mention: Mention) -> int | None:
    """How well a person fits an office: the lower the better, None not at all."""
    if mention.country and mention.country not in holder.countries:
        return None
    if mention.gender and holder.gender not in (mention.gender, None):
        return None
    key, rank = office_key(mention.role or ""), _rank(mention.role or "")
    if rank in ("leader", "counterpart") and " of " not in (mention.role or ""):
        return 0 if (mention.country or rank == "leader") and holder.ranks & LEADER_RANKS else None
    fits = [t for office, t in holder.tiers if _is_same_office(office, key)]
    if not fits:
        return None
    is_former = any(_is_same_office(office, key) for office in holder.former)
    return min(fits) + (3 if is_former != bool(FORMER.search(mention.role or "")) else 0)


def _is_same_office(one: str, other: str) -> bool:
    """Equal, or one the shorter ending of the other ("minister" for "environmental protection minister").

    "vice president" is no president and "deputy foreign minister" no foreign minister.
    """
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    rest = long.removesuffix(short)
    return (
        bool(short)
        and rest.endswith(" ")
        and rest != long
        and not re.search(r"\b(vice|deputy|prime|assistant)\b", rest)
    )


def _countries_in(text: str) -> list[str]:
    """The countries a group names: "the Russian and Turkish presidents", "the leaders of Russia and Turkey"."""
    names = re.findall(r"[A-Z][\w.]*(?:\s+[A-Z][\w.]*)*", text)
    found = [find_country(name, by=("name", "adjective")) for name in names]
    return list(dict.fromkeys(c for c in found if c))


def _leaders_of(countries: list[str], holders: list[Holder]) -> tuple[str, ...]:
    """The one leader of each country who is named in the article; nobody when one of them is not told."""
    leaders = []
    for country in countries:
        fitting = [h for h in holders if country in h.countries and h.ranks & LEADER_RANKS]
        leaders.append(max(fitting, key=lambda h: (len(h.starts), h.person_id)) if fitting else None)
    return tuple(sorted(h.person_id for h in leaders)) if all(leaders) else ()


def _group(mention: Mention, holders: list[Holder]) -> tuple[str, ...]:
    """The leaders a group means: as many as it says (else two), those named most often and nearest before.

    A group without a number ("the leaders") means nobody when a third leader stands as close as the second.
    """
    countries = _countries_in(mention.text)
    if len(countries) > 1:
        return _leaders_of(countries, holders)
    told = next((n for word, n in NUMBERS.items() if re.search(rf"\b{word}\b", mention.text.casefold())), None)
    size = told or 2
    leaders = [h for h in holders if h.ranks & LEADER_RANKS]
    pool = _of_kind(mention.text, leaders if len(leaders) >= size else holders, holders, size)
    weights = {
        h.person_id: sum(1 / (1 + (mention.start - s) / 400) for s in h.starts if s < mention.start) for h in pool
    }
    ranked = sorted((p for p in weights if weights[p] > 0), key=lambda p: (-weights[p], p))
    if len(ranked) < size == len(leaders):  # "The two leaders met ... after X and Y arrived"
        return tuple(sorted(h.person_id for h in leaders))
    if len(ranked) < size or (told is None and len(ranked) > 2 and weights[ranked[2]] > 0.7 * weights[ranked[1]]):
        return ()
    return tuple(sorted(ranked[:size]))


def _of_kind(text: str, pool: list[Holder], holders: list[Holder], size: int) -> list[Holder]:
    """Narrow the persons a group can mean by its noun: men, women, ministers; "presidents" are no ambassadors."""
    words = text.casefold()
    for noun, gender in ((r"\bwomen\b", "f"), (r"\bmen\b", "m")):
        if re.search(noun, words):
            leading = [h for h in pool if h.gender == gender]
            if len(leading) >= size:
                return leading  # "both men": the leaders before a spokesman
            fitting = [h for h in holders if h.gender in (gender, None)]
            sure = [h for h in fitting if h.gender == gender]
            return sure if len(sure) >= size else fitting
    match = re.search(r"\b(foreign ministers|ministers)\b", words)
    if match and "prime" not in words:
        same = [h for h in holders if any(_is_same_office(o, match[1][:-1]) for o, _ in h.tiers)]
        return same if len(same) >= size else pool
    if re.search(r"\b(leaders|presidents|prime ministers|premiers|chancellors|heads)\b", words):
        return [h for h in pool if not h.ranks or h.ranks & LEADER_RANKS]
    return pool
