"""The RO-Crate of a site: a library made for crates reads it, every term is known, every file is in it as it is."""

import hashlib
import json
from importlib import resources

import pytest
from rocrate.rocrate import ROCrate

from summitry.exports.crate import CRATE, describe_crate

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def folder(invented_study, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    (folder / "tables").mkdir()
    (folder / "index.html").write_text("<h1>Front</h1>")
    (folder / "tables" / "meetings.parquet").write_bytes(b"PAR1")
    crate = describe_crate(invented_study, folder, "Meetings", {"index.html": "Front"})
    (folder / CRATE).write_text(json.dumps(crate))
    return folder


def entities(folder):
    return {e["@id"]: e for e in json.loads((folder / CRATE).read_text("utf-8"))["@graph"]}


def references(value):
    if isinstance(value, dict):
        yield value["@id"]
    for part in value if isinstance(value, list) else ():
        yield from references(part)


def test_a_library_for_crates_reads_it(folder):
    crate = ROCrate(folder)
    assert crate.name == "Meetings" and str(crate.datePublished)[:4].isdigit()
    assert {e.id for e in crate.data_entities} == {"index.html", "tables/meetings.parquet"}


def test_every_key_and_type_is_a_term_of_the_context(folder):
    terms = json.loads(resources.files("rocrate").joinpath("data/ro-crate.jsonld").read_text("utf-8"))["@context"]
    for entity in entities(folder).values():
        assert entity["@type"] in terms
        assert [key for key in entity if key not in ("@id", "@type") and key not in terms] == []


def test_every_reference_leads_to_an_entity_and_files_are_as_described(folder, invented_study):
    told = entities(folder)
    assert told[CRATE]["about"] == {"@id": "./"} and told["./"]["license"]["@id"] in told
    outside = [told[CRATE]["conformsTo"]["@id"]]
    for entity in told.values():
        for value in entity.values():
            assert [i for i in references(value) if i not in told and i not in outside] == []
    for name in ("index.html", "tables/meetings.parquet"):
        assert told[name]["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    inputs = [told[ref["@id"]] for ref in told["#run"]["object"]]
    assert {e["sha256"] for e in inputs if e["@type"] == "NewsArticle"} == set(invented_study.articles.sha256)
    assert {"summitry", "Principals"} <= {e["name"] for e in inputs if e["@type"] == "PropertyValue"}


def test_what_is_written_after_the_crate_is_part_of_it_without_a_digest(folder, invented_study):
    later = {"build.json": "What it was made from."}
    before = describe_crate(invented_study, folder, "Meetings", {}, later=later)
    (folder / "build.json").write_text("{}")
    assert describe_crate(invented_study, folder, "Meetings", {}, later=later) == before
    (folder / "build.json").unlink()
    told = {e["@id"]: e for e in before["@graph"]}
    assert {"@id": "build.json"} in told["./"]["hasPart"] and {"@id": "build.json"} in told["#run"]["result"]
    assert told["build.json"]["description"] == "What it was made from." and "sha256" not in told["build.json"]
    assert told["build.json"]["encodingFormat"] == "application/json"


def test_the_same_site_is_described_with_the_same_bytes(folder, invented_study):
    crate = describe_crate(invented_study, folder, "Meetings", {"index.html": "Front"})
    assert json.dumps(crate) == (folder / CRATE).read_text("utf-8")
