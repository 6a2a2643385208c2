"""A corpus as somebody who wishes ill would write it, and one that is merely broken; all names in it are invented."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

MARKUP = "<img src=x onerror=alert(1)>"
SCRIPT = "</script></title></textarea><script>alert(2)</script>"
EVENTS = '"><b onmouseover=alert(3) onfocus=alert(3) autofocus tabindex=1>Lind</b>'
LINKS = "[press](javascript:alert(4)) <a href='javascript:alert(4)'>here</a> ![x](http://evil.example/x.png)"
FRAMES = (
    "<iframe src=http://evil.example/></iframe><svg/onload=alert(5)><style>*{background:url(//evil.example)}</style>"
)
LATEX = r"$\href{javascript:alert(6)}{x}$ \input{/etc/passwd} \(x\) $$\unicode{x}$$"
TEMPLATE = "{{ 7*7 }}{% include '/etc/passwd' %}${7*7}"
TERMINAL = "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J"
TURNED = "\u202eneerg\u202c \u2066x \u200f"
FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1:A9)", "\t=1+1")
ALL = (MARKUP, SCRIPT, EVENTS, LINKS, FRAMES, LATEX, TEMPLATE, TERMINAL, TURNED, *FORMULAS)


def story(payload: str, *, day: str = "4 May 2017", city: str = "Bergen") -> str:
    """An article in which the payload stands wherever something is found: headline, caption, quotation, name, place."""
    return f"""Lind receives Moe in {city} {payload}

{city.upper()}, {day} - President Anna Lind of Norway met Prime Minister Ola Moe of Denmark in {city} on {day},
her office said. {payload} The two leaders talked about the war in Syria, Iran and trade.

President Anna Lind, left, shakes hands with Prime Minister Ola Moe {payload} in {city}. (Photo: A. Berg {payload})

“We agreed on Syria {payload} and on the Iranian threat,” Lind told Moe.

{payload} “It was our third meeting this year,” Moe said to Lind on Friday at the {payload} hotel in {city}.

{payload} said Lind had met Vladimir {payload} Putin in Moscow on 3 March 2016.

The talks were the first at which the two of them had been alone. They said that it would not be the last of them, and
that their ministers would have to agree on the rest of it after the summer, from which they have much to hope for.
"""


NAMES = (
    "<img src=x onerror=alert(7)>.txt",
    "a \"b\" 'c' & d.txt",
    "=1+1.txt",
    "-rf.txt",
    "%2e%2e%2fx.txt",
    "two..dots.txt",
    "javascript:alert(8).txt",
    "über $\\alpha$ 中.txt",
    "plain.txt",
)
CITIES = ("Bergen", "Oslo", "Vienna", "Paris", "Geneva", "Rome", "Cairo", "Athens", "Madrid")


def write_hostile(folder: Path) -> Path:
    """Articles that are read, with payloads in their text, names and metadata."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for number, (name, city) in enumerate(zip(NAMES, CITIES, strict=True)):
        payload = " ".join(ALL[number % 3 :: 3]) if number < 3 else ALL[number % len(ALL)]
        (folder / name).write_text(
            story(payload, day=f"{number + 1} May 2017", city=city), encoding="utf-8", newline="\n"
        )
        row = {"file": name, "title": "", "published": "", "publisher": "", "url": "", "author": "", "licence": ""}
        if number % 2:
            row |= {"title": f"{SCRIPT} {payload}", "publisher": FORMULAS[0], "url": "javascript:alert(9)"}
            row |= {"author": f"{LATEX}; {EVENTS}", "licence": TERMINAL, "published": f"2017-05-{number + 1:02}"}
        rows.append(row)
    with io.StringIO(newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
        (folder / "metadata.csv").write_text(out.getvalue(), encoding="utf-8")
    page = (
        f"<html><head><title>{SCRIPT}</title><meta property='og:site_name' content='{MARKUP}'>"
        "<link rel=canonical href='javascript:alert(10)'><script>alert(11)</script></head><body onload=alert(12)>"
        f"<article><h1>Lind meets Moe {MARKUP}</h1><p>"
        f"{story('&lt;script&gt;alert(13)&lt;/script&gt;', city='Lisbon')}</p>"
        f"<p>{json.dumps(FRAMES)}</p></article></body></html>"
    )
    (folder / "page.html").write_text(page, encoding="utf-8")
    return folder


def write_broken(folder: Path, outside: Path) -> dict[str, str]:
    """Files none of which can be read, beside one good article; {words of its one line: what is wrong}.

    outside: a folder elsewhere, for links that lead there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    good = story("").encode()
    (outside / "secret.txt").write_bytes(b"A secret that stays one.")
    (folder / "good.txt").write_bytes(good)
    broken: dict[str, tuple[bytes, str]] = {
        "zip.txt": (b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + good, "is a binary file (a zero byte"),
        "gzip.txt": (b"\x1f\x8b\x08\xff" + good, "is not UTF-8: byte 1"),
        "png.txt": (b"\x89PNG\r\n\x1a\n" + good, "is not UTF-8: byte 0"),
        "utf16.txt": (good.decode().encode("utf-16"), "is encoded in UTF-16"),
        "utf16be.txt": (good.decode().encode("utf-16-be"), "is a binary file (a zero byte"),
        "latin1.txt": ("Déjà vu. ".encode("latin-1") + good, "is not UTF-8: byte 1"),
        "mixed.txt": (good + "Déjà".encode("cp1252") + "Déjà".encode(), "is not UTF-8: byte"),
        "nul.txt": (good.replace(b"Moe", b"M\0e"), "is a binary file (a zero byte"),
        "huge.txt": (b"Lind met Moe. " * (50_000_000 // 14), "bytes, more than the"),
        "line.txt": (b"Lind met Moe. " * (5_000_000 // 14), "bytes, more than the"),
        "long.txt": (b"Lind met Moe. " * (1_100_000 // 14), "characters, more than the 300,000"),
        "quotes.txt": (b'"' * 1_000_000, "has no letters in it"),
        "empty.txt": (b"", "is empty"),
        "new\nline.txt": (good, "has a name with a character that does not print"),
        "turn\u202e.txt": (good, "has a name with a character that does not print"),
        "esc\x1b[31m.txt": (good, "has a name with a character that does not print"),
        "semi;colon.txt": (good, "has a name with a semicolon"),
        "page.html": (b"<html><script>alert(1)</script></html>", "no article was found"),
    }
    for name, (data, _) in broken.items():
        (folder / name).write_bytes(data)
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "folder.txt").mkdir()
    rows = "../secret.txt,x,\n/etc/passwd,x,\ngood.txt,One,2017-05-04\ngood.txt,Two,2018-05-04\n"
    (folder / "metadata.csv").write_text("file,title,published\n" + rows, encoding="utf-8")
    said = {name: words for name, (_, words) in broken.items()}
    return said | {"link.txt": "leads out of the corpus", "folder.txt": "is not a regular file"}
