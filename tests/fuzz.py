"""Random articles against the laws: `python tests/fuzz.py --seconds 600` (with atheris, guided by what it reaches).

An article is put together from pieces of news (dates, names, quotation marks, speech) and of rubbish, by bytes. On it
nothing may raise, every passage must be the words at its offsets, and segments must follow one another and leave out
nothing but white space. What falls is printed as a line for tests/cases/crashes.jsonl, which test_fuzz.py runs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "cases" / "crashes.jsonl"
WORDS = (
    *(
        "President Anna Lind",
        "Prime Minister Ola Moe",
        "Lind",
        "Moe",
        "Mr. Moe",
        "she",
        "he",
        "they",
        "the Kremlin",
        "Putin",
    ),
    *("met", "said", "told", "will meet", "spoke by phone with", "according to", "added", "announced that", "visited"),
    *(
        "in Moscow",
        "in Bergen",
        "at the White House",
        "Syria",
        "Iran",
        "the talks",
        "the meeting",
        "their summit",
        "a call",
    ),
    *(
        "on Thursday",
        "last Friday",
        "yesterday",
        "two weeks ago",
        "in May",
        "on 4 May 2017",
        "May 4, 2017",
        "2017-05-04",
    ),
    *("the day after", "a year earlier", "since 2015", "from 3 to 5 June", "June 3-5", "at 5 p.m.", "Q3", "FY2017/18"),
    *(
        "29 February 2019",
        "31 June",
        "00:00",
        "99/99/9999",
        "the 1990s",
        "Christmas",
        "Passover",
        "the third time",
        "11 meetings",
    ),
    *(
        "the 21st century",
        "10000 years ago",
        "in 0000",
        "year 9999",
        "300 years from now",
        "Friday the 13th",
        "noon",
        "1/2/3",
    ),
)
MARKS = (
    *(
        '"',
        "“",
        "”",
        "‘",
        "’",
        "'",
        "«",
        "»",
        "„",
        "''",
        "``",
        "“”",
        "(",
        ")",
        "[",
        "]",
        "—",
        "–",
        "-",
        "--",
        "…",
        "...",
        ",",
    ),
    *(
        ".",
        "!",
        "?",
        ":",
        ";",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        " ",
        "\u00a0",
        "\u200b",
        "\u202e",
        "\u2028",
        "\ufeff",
        "\x1b[0m",
    ),
    *(
        "\U0001f91d",
        "e\u0301",
        "İ",
        "ß",
        "ﬁ",
        "中",
        "Ǆ",
        "٢٠١٨",
        "²",
        "Ⅷ",
        "½",
        "&amp;",
        "<b>",
        "</script>",
        "{{x}}",
        "$\\x$",
    ),
    *(
        "(Photo: AP)",
        "BERGEN (AP) -",
        "By A. Berg",
        "Read more:",
        "Q:",
        "MOE:",
        "Updated 4 May 2017 10:00",
        "* * *",
        "http://a.b/c",
    ),
)
PIECES = (*WORDS, *MARKS)
LONGEST = 60  # pieces of an article


def make_text(data: bytes) -> str:
    """An article from bytes: each stands for a piece; the lowest bit of the next decides on a blank after it."""
    parts = []
    for one, two in zip(data[: 2 * LONGEST : 2], data[1 : 2 * LONGEST : 2], strict=False):
        parts.append(PIECES[one % len(PIECES)] if two < 250 else chr(one * 257 + two))
        parts.append(" " if two & 1 else "")
    text = "".join(c for c in "".join(parts) if not 0xD800 <= ord(c) < 0xE000)
    return text.replace("\0", "") or "x"


def check_page(text: str) -> None:
    """The laws of segmenting."""
    from summitry.read.segments import segment_page
    from summitry.read.wrapping import unwrap

    page = unwrap(text)
    assert len(page) == len(text)
    at = 0
    for segment in segment_page("x", page):
        assert segment.text == page[segment.start : segment.end] and segment.text.strip() == segment.text != ""
        assert segment.start >= at and not page[at : segment.start].strip(), "something is left out or told twice"
        at = segment.end
    assert not page[at:].strip(), "the end is left out"


def check_article(text: str) -> None:
    """The laws of the whole study of one article."""
    import summitry
    from summitry.read.segments import segment_page
    from summitry.records import Article, Corpus

    article = Article(article_id="x", file="x.txt", sha256="", text=text, segments=segment_page("x", text))
    study = summitry.analyse(Corpus(articles=(article,)))
    for name in ("mentions", "times", "places", "dating", "claims"):
        for row in getattr(study, name).itertuples():
            if isinstance(row.start, int) and row.text:
                assert text[row.start : row.end] == row.text, name
    for row in study.statements.itertuples():
        spans = json.loads(row.contents)
        assert all(0 <= start < end <= len(text) for start, end in spans), "statements"
    for row in study.times.itertuples():
        assert not (row.earliest > row.latest), "a range upside down"  # NaT compares as false


def check(text: str) -> None:
    check_page(text)
    check_article(text)


def fall(text: str, error: Exception) -> None:
    """Say what fell, as a case."""
    print(json.dumps({"text": text, "note": f"{type(error).__name__}: {error}"[:200]}), flush=True)


def run_random(seconds: float, seed: int) -> int:
    """Without guidance: random bytes for a while; returns how many articles fell."""
    chance, end, tried, fallen = random.Random(seed), time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        text = make_text(chance.randbytes(2 * chance.randint(1, LONGEST)))
        tried += 1
        try:
            check(text)
        except Exception as error:
            fallen += 1
            fall(text, error)
    print(f"fuzz: {tried} articles, {fallen} fell", file=sys.stderr)
    return fallen


def run_guided(seconds: int, seed: int) -> None:
    """With atheris: bytes that reach new lines are kept and varied; stops at the first article that falls."""
    import atheris

    with atheris.instrument_imports(include=["summitry"]):
        import summitry.study
        import summitry.tell  # noqa: F401

    def one(data: bytes) -> None:
        text = make_text(data)
        try:
            check(text)
        except Exception as error:
            fall(text, error)
            raise

    options = [
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-max_len={2 * LONGEST}",
        "-timeout=600",
        "-rss_limit_mb=0",
    ]
    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--random", action="store_true", help="without atheris")
    args = parser.parse_args()
    sys.path.insert(0, str(ROOT / "src"))
    os.environ |= {"SUMMITRY_STRICT": "1", "SUMMITRY_CACHE": os.devnull}
    if args.random:
        return min(1, run_random(args.seconds, args.seed))
    run_guided(args.seconds, args.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
