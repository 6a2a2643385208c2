"""The computed parts of the README: three findings and the dictionary of the tables.

`python -m summitry.publish.readme README.md` writes them between their marks; the tests compare.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from summitry import analyse
from summitry.study import Study
from summitry.tables import SCHEMA

# Which findings a newcomer sees first; one that does not hold is left out.
SHOWN = ("shift/summary", "silence/", "claims/1")


def find_shown(study: Study) -> list[str]:
    """The sentences of the findings shown in the README, in order."""
    held = study.findings[study.findings.holds]
    rows = [held[held.finding_id.str.startswith(prefix)].statement for prefix in SHOWN]
    return [statements.iloc[0] for statements in rows if len(statements)]


def describe_tables() -> str:
    """The data dictionary as a Markdown list: each table with its columns and what they hold."""
    lines = []
    for name, columns in SCHEMA.items():
        lines += [
            f"<details><summary><code>{name}</code></summary>",
            "",
            "| column | type | holds |",
            "| --- | --- | --- |",
        ]
        lines += [f"| `{column}` | {kind} | {meaning} |" for column, (kind, meaning) in columns.items()]
        lines += ["", "</details>"]
    return "\n".join(lines)


def fill_readme(text: str, study: Study) -> str:
    """The README with its computed parts written anew."""
    parts = {"findings": "\n".join(f"- {sentence}" for sentence in find_shown(study)), "tables": describe_tables()}
    for name, part in parts.items():
        text = re.sub(
            rf"(<!-- {name}:[^\n]*-->\n).*?(<!-- /{name} -->)",
            lambda match, part=part: f"{match[1]}{part}\n{match[2]}",
            text,
            flags=re.DOTALL,
        )
    return text


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(fill_readme(path.read_text("utf-8"), analyse("seeds")), encoding="utf-8")
