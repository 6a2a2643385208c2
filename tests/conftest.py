"""What several tests share: the seeds and the invented corpus, each analysed once per process."""

import os
from pathlib import Path

import pytest

os.environ["SUMMITRY_STRICT"] = "1"  # a fault in one article stops a test, though not a user's run
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
