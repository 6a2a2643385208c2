"""The invented articles are at hand as `invent`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
