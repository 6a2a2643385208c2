"""Parameters: every wrong name or value stops with one sentence that says what would do."""

import pytest

from summitry.publish.parameters import ParameterError, check_parameters, find_corpus, study_options

GOOD = {"corpus_dir": "seeds", "principals": "", "since": "", "until": "", "codebook": "", "language_model": "m"}


def namespace(**changes):
    values = GOOD | {"meeting_id": ""} | changes
    return values | {"__annotations__": dict.fromkeys([*GOOD, "meeting_id"], str), "In": [""]}


def test_defaults_pass_and_own_parameters_stay_out():
    options = check_parameters(namespace())
    assert options["corpus"].name == "seeds" and "meeting_id" not in options and "corpus_dir" not in options


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"since": 2016}, "since must be text in quotation marks: a day such as"),
        ({"since": "2016"}, "since must be a day such as"),
        ({"since": "2016-13-01"}, "since must be a day such as"),
        ({"until": "soon"}, "until must be a day such as"),
        ({"since": "2019-01-02", "until": "2019-01-01"}, "since .* lies after until"),
        ({"corpus_dir": "no/such/folder"}, "corpus_dir: there is no 'no/such/folder'"),
        ({"corpus_dir": ""}, "corpus_dir is empty; give a folder"),
        ({"codebook": "no.toml"}, "codebook: there is no 'no.toml'"),
        ({"principals": None}, "principals must be text in quotation marks"),
        ({"language_model": True}, "language_model must be text"),
        ({"meeting_id": 7}, "meeting_id must be text in quotation marks; it is 7"),
    ],
)
def test_wrong_values(changes, said):
    with pytest.raises(ParameterError, match=said):
        check_parameters(namespace(**changes))


@pytest.mark.parametrize(
    ("name", "said"), [("principal", "did you mean principals"), ("xyzzy", "there are corpus_dir")]
)
def test_unknown_names_that_papermill_injected(name, said):
    given = namespace(**{name: "x"})
    given["In"] = ["", 'corpus_dir: str = "seeds"', f'# Parameters\n{name} = "x"\n']
    with pytest.raises(ParameterError, match=f"there is no parameter '{name}'; {said}"):
        check_parameters(given)


def test_variables_of_a_reader_in_the_lab_are_no_parameters():
    check_parameters(namespace(my_own=3))


def test_a_corpus_is_found_from_below_and_from_elsewhere(tmp_path, monkeypatch):
    (tmp_path / "pages").mkdir()
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert find_corpus("pages") == tmp_path / "pages"
    assert find_corpus("seeds").is_dir()
    assert find_corpus(str(tmp_path / "pages")) == tmp_path / "pages"


def test_runner_and_notebook_agree():
    assert study_options(GOOD) == check_parameters(namespace())
