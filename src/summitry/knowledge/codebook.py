"""The codebook: which diplomatic themes there are, what counts as each, and by which words it is recognised.

A codebook is a TOML file (the one shipped is `knowledge/codebook.toml`; its head explains every key for people who
write their own). `read_codebook` checks it and compiles its patterns; what matching does with them, and how context
decides, is `summitry.extract.themes`.
"""

from __future__ import annotations

import difflib
import functools
import re
import tomllib
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any

from summitry.knowledge import KnowledgeError
from summitry.records import record

IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
INNER_HYPHEN = re.compile(r"(?<=[A-Za-z])-(?=[A-Za-z])")
GAP = ".."  # in a phrase: up to GAP_WORDS words may stand between
GAP_WORDS = 5
TEXT_KEYS = ("id", "label", "short", "definition", "include", "exclude", "colour")
PATTERN_KEYS = ("terms", "names", "hints", "unless", "except_in")
LIST_KEYS = ("examples", "counterexamples", "sources")
FLAG_KEYS = ("third_party", "general")
NEEDED_KEYS = ("id", "label", "definition")
BOOK_KEYS = ("title", "version", "frames", "sources")


@record
class Word:
    """One place of a phrase: a token fits when its lemma or form is in `exact` or begins with one of `prefixes`
    (lower case), or when it is printed as one of `cased`."""

    exact: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    cased: frozenset[str] = frozenset()
    gap: bool = False


@record
class Pattern:
    """`parts` must all be found in one sentence (within `within` words of each other, if set), in any order.

    Each part is a tuple of alternative phrases; a phrase is a tuple of Words. `source` is what the codebook says.
    """

    source: str
    parts: tuple[tuple[tuple[Word, ...], ...], ...]
    within: int | None = None


@record
class Code:
    """A theme ("iran", no parent) or a subtheme ("iran/entrenchment", parent "iran") of a codebook."""

    id: str
    theme: str
    label: str
    short: str
    definition: str
    include: str = ""
    exclude: str = ""
    sources: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    terms: tuple[Pattern, ...] = ()  # each decides on its own
    names: tuple[Pattern, ...] = ()  # decide only where the context supports them
    hints: tuple[Pattern, ...] = ()  # count only where the article has the theme elsewhere, or hints at it twice
    unless: tuple[Pattern, ...] = ()  # found in the sentence: this code is not given
    except_in: tuple[Pattern, ...] = ()  # phrases whose words are not evidence for this code
    third_party: bool = False  # not coded where its names are a party of the meeting
    general: bool = False  # could come up between any two leaders, so that its absence is worth a word
    colour: str = ""

    def is_named(self, parties: Iterable[str]) -> bool:
        """Whether one of some names of persons or countries is among this code's names or hints."""
        phrases = [phrase for p in (*self.names, *self.hints) for phrase in p.parts[0]]
        spoken = [frozenset(name.split()) | {name.split()[-1]} for name in parties if name.strip()]
        return any(all(word.cased & words for word in phrase) for phrase in phrases for words in spoken)

    @property
    def subtheme(self) -> str | None:
        """The id when this is a subtheme, else None."""
        return self.id if self.id != self.theme else None


@record
class Codebook:
    """All codes in the order of the file (a theme, then its subthemes), and the frames that mark a topic."""

    file: str
    title: str
    version: str
    codes: tuple[Code, ...]
    frames: tuple[Pattern, ...] = ()
    sources: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Cheap, since what is compiled from a codebook is kept by codebook: that of the codes would walk them all."""
        return hash((self.file, self.title, self.version, len(self.codes)))

    @property
    def themes(self) -> tuple[Code, ...]:
        """The top-level themes, in the order of the file."""
        return tuple(c for c in self.codes if c.id == c.theme)

    def code(self, code_id: str) -> Code | None:
        """The theme or subtheme of an id, or None."""
        return next((c for c in self.codes if c.id == code_id), None)

    def label(self, code_id: str) -> str:
        """How a reader calls a code; an unknown id is made readable ("war_crimes" -> "War crimes")."""
        found = self.code(code_id)
        return found.label if found else code_id.split("/")[-1].replace("_", " ").capitalize()

    def short(self, code_id: str) -> str:
        """The name of a code as it stands inside a sentence ("the war in Syria")."""
        found = self.code(code_id)
        return found.short if found else code_id.split("/")[-1].replace("_", " ")


def read_codebook(path: str | Path | None = None) -> Codebook:
    """Read and check a codebook: the shipped one (None) or a user's own TOML file.

    Raises KnowledgeError with one sentence that names the file, the theme and the key that is wrong.

    >>> read_codebook().label("syria")
    'Syria'
    """
    return _read_codebook("" if path is None else str(path))


@functools.cache
def _read_codebook(path: str) -> Codebook:
    try:
        if path:
            name, text = path, Path(path).read_text("utf-8-sig")
        else:
            name = "knowledge/codebook.toml"
            text = resources.files("summitry.knowledge").joinpath("codebook.toml").read_text("utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        reason = error.strerror or error
        raise KnowledgeError(f"codebook {path}: cannot be read ({reason}); give the path of a .toml file") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"codebook {path}: is not UTF-8 text; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"codebook {name}: is not valid TOML ({error})") from error
    return parse_codebook(data, file=name, text=text)


def parse_codebook(data: dict[str, Any], *, file: str, text: str = "") -> Codebook:
    """Check the data of a codebook and compile its patterns; errors (KnowledgeError) name `file` and, where `text` is
    given, the line on which the theme begins."""
    _check_keys(data, ("codebook", "lists", "theme"), f"codebook {file}")
    book = data.get("codebook", {})
    where = f"codebook {file}, [codebook]"
    if not isinstance(book, dict):
        raise KnowledgeError(f"{where}: should be a table with title and version")
    _check_keys(book, BOOK_KEYS, where)
    lists = _read_lists(data.get("lists", {}), file)
    themes = data.get("theme")
    if not isinstance(themes, list) or not themes:
        raise KnowledgeError(f"codebook {file}: has no [[theme]]; a codebook needs at least one")
    codes: list[Code] = []
    heads = _find_heads(text)
    for number, theme in enumerate(themes, start=1):
        codes.extend(_read_theme(theme, number, lists, file, heads))
    _check_unique(codes, file)
    return Codebook(
        file=file,
        title=_text(book, "title", where) or "Codebook",
        version=_text(book, "version", where),
        codes=tuple(codes),
        frames=_patterns(book, "frames", lists, where),
        sources=_strings(book, "sources", where),
    )


def _read_lists(raw: Any, file: str) -> dict[str, tuple[str, ...]]:
    """The named word lists a pattern may use as {name}."""
    if not isinstance(raw, dict):
        raise KnowledgeError(f"codebook {file}: [lists] should be a table of word lists")
    lists = {name: _strings(raw, name, f"codebook {file}, [lists]") for name in raw}
    for name, entries in lists.items():
        if any("{" in entry or "&" in entry for entry in entries):
            raise KnowledgeError(f"codebook {file}, [lists]: {name} may hold plain words and phrases only")
    return lists


def _find_heads(text: str) -> list[list[int]]:
    """The lines on which the themes of a codebook begin, each with those of its subthemes behind it."""
    heads: list[list[int]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        head = re.match(r"\s*\[\[\s*theme\s*(\.\s*subtheme\s*)?\]\]", line)
        if head and not head[1]:
            heads.append([number])
        elif head and heads:
            heads[-1].append(number)
    return heads


def _at_line(heads: list[list[int]], theme: int, subtheme: int = 0) -> str:
    """ ", line 12": where the n-th theme (or its n-th subtheme) begins; nothing where that cannot be told."""
    found = heads[theme - 1] if theme <= len(heads) else []
    return f", line {found[subtheme]}" if subtheme < len(found) else ""


def _read_theme(
    raw: Any, number: int, lists: dict[str, tuple[str, ...]], file: str, heads: list[list[int]]
) -> list[Code]:
    """One [[theme]] table with its [[theme.subtheme]] tables."""
    where = f"codebook {file}{_at_line(heads, number)}, theme {_name(raw, number)}"
    if not isinstance(raw, dict):
        raise KnowledgeError(f"{where}: should be a [[theme]] table")
    top = _read_code(raw, None, lists, where, extra=("subtheme",))
    subthemes = raw.get("subtheme", [])
    if not isinstance(subthemes, list):
        raise KnowledgeError(f"{where}: key 'subtheme' should be [[theme.subtheme]] tables")
    codes = [top]
    for at, sub in enumerate(subthemes, start=1):
        line = _at_line(heads, number, at)
        codes.append(_read_code(sub, top.id, lists, f"{where}, subtheme {_name(sub, at)}{line}"))
    if not any(c.terms or c.names for c in codes):
        raise KnowledgeError(f"{where}: has no 'terms' and no 'names', so it can never be found")
    return codes


def _read_code(raw: Any, theme: str | None, lists: dict, where: str, extra: tuple[str, ...] = ()) -> Code:
    if not isinstance(raw, dict):
        raise KnowledgeError(f"{where}: should be a table")
    _check_keys(raw, TEXT_KEYS + PATTERN_KEYS + LIST_KEYS + FLAG_KEYS + extra, where)
    for key in NEEDED_KEYS:
        if not _text(raw, key, where):
            raise KnowledgeError(f"{where}: fill in the key '{key}'")
    own = _text(raw, "id", where)
    if not IDENTIFIER.fullmatch(own):
        raise KnowledgeError(f"{where}: the id '{own}' should be lower-case words joined by '_'")
    for key in FLAG_KEYS:
        if not isinstance(raw.get(key, False), bool):
            raise KnowledgeError(f"{where}: key '{key}' should be true or false")
    label = _text(raw, "label", where)
    return Code(
        id=f"{theme}/{own}" if theme else own,
        theme=theme or own,
        label=label,
        short=_text(raw, "short", where) or label[:1].lower() + label[1:],
        definition=_text(raw, "definition", where),
        include=_text(raw, "include", where),
        exclude=_text(raw, "exclude", where),
        colour=_text(raw, "colour", where),
        sources=_strings(raw, "sources", where),
        examples=_strings(raw, "examples", where),
        counterexamples=_strings(raw, "counterexamples", where),
        third_party=raw.get("third_party", False),
        general=raw.get("general", False),
        **{key: _patterns(raw, key, lists, where) for key in PATTERN_KEYS},
    )


def compile_pattern(source: str, lists: dict[str, tuple[str, ...]], where: str) -> Pattern:
    """Compile one line of a codebook.

    >>> pattern = compile_pattern("s-300|s300 & deliver*", {}, "a test")
    >>> len(pattern.parts), pattern.within
    (2, None)
    """
    bits = re.split(r"\s*&(\d*)\s*", source.strip())
    limits = [int(n) for n in bits[1::2] if n]
    if not all(bits[0::2]):
        raise KnowledgeError(f"{where}: the pattern '{source}' has an empty part")
    parts = tuple(_compile_part(part, lists, source, where) for part in bits[0::2])
    return Pattern(source=source, parts=parts, within=min(limits, default=None))


def _compile_part(part: str, lists: dict, source: str, where: str) -> tuple[tuple[Word, ...], ...]:
    """Alternative phrases of one part: single words share a place, phrases out of a {list} multiply it."""
    phrases: list[tuple[Word, ...]] = [()]
    for item in part.split():
        choices = _compile_item(item, lists, source, where)
        phrases = [before + choice for before in phrases for choice in choices]
    if any(p[0].gap or p[-1].gap for p in phrases):
        raise KnowledgeError(f"{where}: the pattern '{source}' begins or ends with '{GAP}'")
    return tuple(phrases)


def _compile_item(item: str, lists: dict, source: str, where: str) -> list[tuple[Word, ...]]:
    if item == GAP:
        return [(Word(gap=True),)]
    words: list[str] = []
    phrases: list[tuple[Word, ...]] = []
    for choice in item.split("|"):
        entries: tuple[str, ...] = (choice,)
        if choice.startswith("{"):
            name = choice.strip("{}")
            if name not in lists:
                raise KnowledgeError(
                    f"{where}: the pattern '{source}' uses the unknown list '{name}'{_hint(name, lists)}"
                )
            entries = lists[name]
        for entry in entries:
            if not re.search(r"\w", entry):
                raise KnowledgeError(f"{where}: the pattern '{source}' has an empty word")
            split = INNER_HYPHEN.sub(" ", entry).split()  # "air-force" is three tokens, of which two are words
            if len(split) == 1:
                words.append(entry)
            else:
                phrases.append(tuple(_word([w]) for w in split))
    return ([(_word(words),)] if words else []) + phrases


def _word(choices: list[str]) -> Word:
    """A word with a capital is matched as printed; `*` at its end stands for any ending."""
    plain = [c for c in choices if c == c.lower()]
    return Word(
        exact=frozenset(c for c in plain if not c.endswith("*")),
        prefixes=tuple(c[:-1] for c in plain if c.endswith("*")),
        cased=frozenset(c.rstrip("*") for c in choices if c != c.lower()),
    )


def _patterns(raw: dict, key: str, lists: dict, where: str) -> tuple[Pattern, ...]:
    at = f"{where}, key '{key}'"
    return tuple(compile_pattern(source, lists, at) for source in _strings(raw, key, where))


def _strings(raw: dict, key: str, where: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise KnowledgeError(f"{where}: key '{key}' should be a list of texts in quotation marks")
    return tuple(value)


def _text(raw: dict, key: str, where: str) -> str:
    value = raw.get(key, "")
    if not isinstance(value, str):
        raise KnowledgeError(f"{where}: key '{key}' should be a text in quotation marks")
    return " ".join(value.split())


def _check_keys(raw: dict, known: tuple[str, ...], where: str) -> None:
    for key in raw:
        if key not in known:
            raise KnowledgeError(f"{where}: unknown key '{key}'{_hint(key, known)}")


def _check_unique(codes: list[Code], file: str) -> None:
    seen: set[str] = set()
    for code in codes:
        if code.id in seen:
            raise KnowledgeError(f"codebook {file}, theme '{code.id}': the id stands twice")
        seen.add(code.id)


def _name(raw: Any, number: int) -> str:
    own = raw.get("id") if isinstance(raw, dict) else None
    return f"'{own}'" if isinstance(own, str) and own else f"number {number}"


def _hint(word: str, known) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean '{close[0]}'?)" if close else f" (known: {', '.join(known)})"
