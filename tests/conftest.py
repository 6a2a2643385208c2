"""What several tests share: the seeds and the invented corpus, each analysed once per process."""

import os
from pathlib import Path

import pytest

os.environ["SUMMITRY_STRICT"] = "1"  # a fault in one article stops a test, though not a user's run
os.environ["SUMMITRY_REMEMBER"] = "0"  # what a test changes in the program must show
ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
INVENTED = ROOT / "tests" / "corpus"


@pytest.fixture(scope="session")
def seeds_study():
    import summitry

    return summitry.analyse(SEEDS)


@pytest.fixture(scope="session")
def invented_study():
    import summitry

    return summitry.analyse(INVENTED)


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; look at the diff")
    parser.addoption(
        "--lower-floors", default="", metavar="REASON", help="let accuracy floors go down, for this reason"
    )


@pytest.fixture
def golden(request):
    """compare(name, text): the text is that of tests/golden/<name>, which --update-golden writes anew."""

    def compare(name, text):
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.read_text("utf-8") == text, f"{name} differs from tests/golden: look, then --update-golden"

    return compare
