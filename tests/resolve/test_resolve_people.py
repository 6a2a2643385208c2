"""Who is meant, over several articles: on mentions made by hand, and on the seeds."""

from pathlib import Path

import pytest

from summitry.extract.people import extract_people
from summitry.language import parse_articles
from summitry.read.files import read_corpus
from summitry.records import Mention
from summitry.resolve.people import office_key, resolve_people, slug

SEEDS_ROLES = {
    "aleksandar-vucic": ("President", "Serbia"),
    "avichai-mandelblit": ("Attorney General", "Israel"),
    "bashar-al-assad": ("President", "Syria"),
    "benjamin-netanyahu": ("Prime Minister", "Israel"),
    "dina-powell": ("Deputy National Security Advisor", "United States"),
    "donald-trump": ("President", "United States"),
    "hr-mcmaster": ("National Security Advisor", "United States"),
    "jason-greenblatt": ("Middle East envoy", "United States"),
    "meir-ben-shabbat": ("National Security Adviser", "Israel"),
    "narendra-modi": ("Prime Minister", "India"),
    "qassem-soleimani": ("Major General", "Iran"),
    "reuven-rivlin": ("President", "Israel"),
    "tamir-hayman": ("head of Military Intelligence", None),
    "vladimir-putin": ("President", "Russia"),
    "yossi-cohen": ("Mossad Director", "Israel"),
    "zeev-elkin": ("Environmental Protection Minister", "Israel"),
}


def name(article_id, start, text, full=None, **fields):
    return Mention(article_id=article_id, start=start, end=start + len(text), text=text, kind="name",
                   name=full or text, **fields)  # fmt: skip


def office(article_id, start, text, role, **fields):
    return Mention(
        article_id=article_id, start=start, end=start + len(text), text=text, kind="role", role=role, **fields
    )


def group(article_id, start, text):
    return Mention(article_id=article_id, start=start, end=start + len(text), text=text, kind="group")


def solve(*mentions):
    by_article = {}
    for mention in mentions:
        by_article.setdefault(mention.article_id, []).append(mention)
    return resolve_people({key: tuple(found) for key, found in by_article.items()})


def test_spellings_of_one_name_are_one_person_over_articles():
    people, _ = solve(
        name("a", 0, "Binyamin Netanyahu", role="Prime Minister", country="Israel"),
        name("b", 0, "Netanyahu"),
        name("c", 0, "Benyamin Netanyahu"),
    )
    (person,) = people
    assert (person.person_id, person.name) == ("benjamin-netanyahu", "Benjamin Netanyahu")
    assert person.aliases == ("Benyamin Netanyahu", "Binyamin Netanyahu", "Netanyahu")
    assert person.articles == ("a", "b", "c")


def test_people_nobody_knows_work_as_well():
    people, resolved = solve(
        name("a", 0, "Ingrid Solheim", role="Prime Minister", country="Norway", gender="f"),
        office("a", 50, "The Norwegian leader", "leader", country="Norway"),
        name("b", 0, "Solheim"),
    )
    assert [(p.name, p.role, p.country, p.gender) for p in people] == [
        ("Ingrid Solheim", "Prime Minister", "Norway", "f")
    ]
    assert resolved["a"][1].person_id == resolved["b"][0].person_id == "ingrid-solheim"


def test_a_family_name_that_two_people_share_goes_to_neither():
    people, resolved = solve(name("a", 0, "Anna Stolz"), name("b", 0, "Karl Stolz"), name("c", 0, "Stolz"))
    assert [p.person_id for p in people] == ["anna-stolz", "karl-stolz", "stolz"]
    assert resolved["c"][0].person_id == "stolz"


def test_the_president_of_a_country_is_not_its_prime_minister():
    _, resolved = solve(
        name("a", 0, "Putin", full="Vladimir Putin", role="President", country="Russia"),
        name("a", 20, "Benjamin Netanyahu", role="Prime Minister", country="Israel"),
        name("a", 60, "Reuven Rivlin", role="President", country="Israel"),
        name("a", 90, "Benjamin Netanyahu"),
        office("a", 120, "the Israeli president", "president", country="Israel"),
        office("a", 150, "the prime minister", "prime minister"),
        office("a", 180, "the French president", "president", country="France"),
        office("a", 210, "the foreign minister", "foreign minister"),
    )
    offices = [m.person_id for m in resolved["a"] if m.kind == "role"]
    assert offices == ["reuven-rivlin", "benjamin-netanyahu", None, None]


def test_a_former_president_is_not_the_president():
    _, resolved = solve(
        name("a", 0, "Dana Whitlow", role="former President", country="United States"),
        name("a", 30, "Carl Prest", role="President", country="United States"),
        name("a", 60, "Dana Whitlow"),
        office("a", 90, "the president", "president"),
        office("a", 110, "the former president", "former president"),
    )
    assert [m.person_id for m in resolved["a"] if m.kind == "role"] == ["carl-prest", "dana-whitlow"]


def test_a_vice_president_is_no_president():
    _, resolved = solve(
        name("a", 0, "Dana Whitlow", role="Vice President"), office("a", 30, "the president", "president")
    )
    assert resolved["a"][1].person_id is None


def test_groups_mean_the_leaders_named_before():
    _, resolved = solve(
        name("a", 0, "Ingrid Solheim", role="Prime Minister"),
        name("a", 30, "Pavel Dvorak", role="President"),
        name("a", 60, "Oskar Berg", role="spokesman"),
        group("a", 90, "the two leaders"),
    )
    assert resolved["a"][3].people == ("ingrid-solheim", "pavel-dvorak")


def test_a_group_is_refused_when_three_leaders_stand_as_close():
    leaders = [
        name("a", 30 * n, who, role="President") for n, who in enumerate(("Ann Lee Ross", "Pavel Dvorak", "Bo Ek"))
    ]
    _, resolved = solve(*leaders, group("a", 100, "the leaders"), group("a", 130, "the three leaders"))
    assert resolved["a"][3].people == ()
    assert resolved["a"][4].people == ("ann-lee-ross", "bo-ek", "pavel-dvorak")


def test_groups_of_countries():
    _, resolved = solve(
        group("a", 0, "The leaders of Russia and Turkey"),
        name("a", 50, "Vladimir Putin"),
        name("a", 70, "Recep Tayyip Erdogan"),
        name("a", 95, "Donald Trump"),
    )
    assert resolved["a"][0].people == ("recep-tayyip-erdogan", "vladimir-putin")


def test_mentions_keep_their_words_and_number():
    mentions = (name("a", 0, "Putin"), office("a", 20, "the president", "president"), group("a", 40, "the pair"))
    _, resolved = solve(*mentions)
    assert [(m.start, m.end, m.text, m.kind) for m in resolved["a"]] == [
        (m.start, m.end, m.text, m.kind) for m in mentions
    ]


def test_nothing_gives_nothing():
    assert resolve_people({"a": ()}) == ((), {"a": ()})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mossad Director", "Mossad Chief"), ("head of the Mossad", "Mossad chief"), ("PM", "Prime Minister"),
        ("National Security Advisor", "national security adviser"), ("President-elect", "president elect"),
    ],
)  # fmt: skip
def test_office_key(one, other):
    assert office_key(one) == office_key(other)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"), ("H.R. McMaster", "hr-mcmaster"), ("", "person")],
)
def test_slug(words, expected):
    assert slug(words) == expected


@pytest.mark.model
def test_people_of_the_seeds():
    articles = read_corpus(Path(__file__).parents[2] / "seeds").articles
    docs = parse_articles(articles)
    people, resolved = resolve_people({a.article_id: extract_people(a, docs[a.article_id]) for a in articles})
    assert {p.person_id: (p.role, p.country) for p in people} == SEEDS_ROLES
    assert {m.person_id for found in resolved.values() for m in found if m.kind == "role"} <= set(SEEDS_ROLES)
    israeli = [m for found in resolved.values() for m in found if m.text == "The Israeli president"]
    assert [m.person_id for m in israeli] == ["reuven-rivlin"]
    assert [m.name for found in resolved.values() for m in found if m.text == "Netanyhau"] == ["Benjamin Netanyahu"]
