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
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import batched
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import get_lang_class, get_model_meta
from spacy.vocab import Vocab, create_vocab

from summitry.matrices import one_thread, use_numpy_products
from summitry.model import DEFAULT_MODEL, model_path, model_version
from summitry.records import Article
from summitry.remembered import cache_folder
from summitry.wordforms import REPLACED, Wordforms, wordforms_of

# Segments whose words are never evidence; blanked before parsing.
BLANKED_KINDS = ("chrome", "credit")
DOCS_ALIVE = 100  # Docs kept in memory: about 1 MB each for an article of 1,000 words
CHUNK = 32  # articles parsed or fetched from the cache together
BATCH = 16  # articles tagged and parsed in one batch
LONGEST_SENTENCE = 150  # words without a stop; the longest such run in the outside gold has 95
STOPS = (".", "!", "?")
PARSE_VERSION = "3"  # raise it when what is parsed or how it is parsed changes, so that old caches are not used


@functools.cache
def load_language(name: str = DEFAULT_MODEL) -> Language:
    """Load an English spaCy pipeline by name or path, once per process; raises LanguageError with what to install.

    Its list of 700,000 strings stays on disk, most of the loading time: hashes do without it, and the strings that
    components and texts need are added by them.
    """
    path = model_path(name)
    nlp = spacy.load(path, vocab=_read_vocabulary(path, "strings"), exclude=["vocab"])
    return use_numpy_products(nlp)


@functools.cache
def load_vocabulary(name: str = DEFAULT_MODEL) -> tuple[Vocab, str, str]:
    """(vocabulary, name, version) of a pipeline: enough for reading parses from the cache, at a tenth of the time.

    Its strings and vectors stay out: what a cached parse needs of them it brings along. Raises LanguageError.
    """
    return _read_vocabulary(model_path(name), "strings", "vectors"), *model_version(name)


def _read_vocabulary(path: Path, *without: str) -> Vocab:
    language = get_model_meta(path)["lang"]
    vocab = create_vocab(language, get_lang_class(language).Defaults)
    return vocab.from_disk(path / "vocab", exclude=without)


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


class ParsedArticles:
    """The Docs of articles, in their order and as often as they are asked for, few of them in memory at a time.

    The first `alive` Docs stay in memory, the others come out of the cache each time; one that could not be written
    there stays too, so that nothing is parsed twice. Offsets of tokens are those of `article.text`.
    """

    def __init__(
        self, articles: Iterable[Article], *, model: str = DEFAULT_MODEL, cache: bool = True, alive: int = DOCS_ALIVE
    ) -> None:
        self.articles = tuple(articles)
        self.parsed = 0  # how many were not in the cache
        self._model, self._cache, self._alive = model, cache, alive
        self._vocab, *self._version = load_vocabulary(model)  # the pipeline itself is loaded when one must be parsed
        self._kept: dict[str, Doc] = {}

    def each(self, wanted: Container[str] | None = None, *, progress: bool = False) -> Iterator[tuple[Article, Doc]]:
        """Every article with its Doc, or those whose article_id is `wanted`."""
        chosen = [a for a in self.articles if wanted is None or a.article_id in wanted]
        for first in range(0, len(chosen), CHUNK):
            yield from self._some(chosen[first : first + CHUNK])
            if progress and len(chosen) > CHUNK:
                print(f"read {min(first + CHUNK, len(chosen))} of {len(chosen)} articles", file=sys.stderr)

    def _some(self, articles: Sequence[Article]) -> Iterator[tuple[Article, Doc]]:
        docs = {a.article_id: self._kept[a.article_id] for a in articles if a.article_id in self._kept}
        todo: list[tuple[str, str, Path]] = []
        for article in articles:
            if article.article_id not in docs:
                text = parsable_text(article)
                path = _cache_path(text, *self._version)
                doc = _read_cache(path, self._vocab) if self._cache else None
                if doc is None:
                    todo.append((article.article_id, text, path))
                else:
                    self._keep(article.article_id, doc, docs, must=False)
        for (key, _, path), doc in zip(todo, self._parse([text for _, text, _ in todo]), strict=True):
            self.parsed += 1
            self._keep(key, doc, docs, must=not (self._cache and _write_cache(path, doc)))
        for article in articles:
            yield article, docs.pop(article.article_id)

    def _parse(self, texts: Sequence[str]) -> Iterator[Doc]:
        if not texts:
            return iter(())
        nlp = load_language(self._model)
        return parse_docs(nlp, (mark_lines(nlp.make_doc(text)) for text in texts))

    def _keep(self, key: str, doc: Doc, docs: dict[str, Doc], *, must: bool) -> None:
        docs[key] = doc
        if must or len(self._kept) < self._alive:
            self._kept[key] = doc


def parse_articles(
    articles: Iterable[Article], *, model: str = DEFAULT_MODEL, cache: bool = True, progress: bool = False
) -> dict[str, Doc]:
    """Parse articles into {article_id: Doc}; unchanged texts come out of the cache.

    Every Doc is in memory at once: for a few articles (see `ParsedArticles`). Raises LanguageError when the model is
    not installed.
    """
    stream = ParsedArticles(articles, model=model, cache=cache, alive=0)
    return {article.article_id: doc for article, doc in stream.each(progress=progress)}


def parse_docs(nlp: Language, docs: Iterable[Doc]) -> Iterator[Doc]:
    """Tag, parse and name in batches: the annotations of `nlp.pipe`, word forms looked up where they can be."""
    forms = _wordforms(nlp)
    for batch in batched(docs, BATCH):
        with one_thread():
            parsed = list(nlp.pipe(batch, batch_size=BATCH, disable=REPLACED if forms else ()))
        yield from map(forms, parsed) if forms else parsed


@functools.cache
def _wordforms(nlp: Language) -> Wordforms | None:
    return wordforms_of(nlp)


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
    return next(iter(parse_docs(nlp, [mark_lines(nlp.make_doc(text))])))


def _cache_path(text: str, model: str, version: str) -> Path:
    key = "\0".join((PARSE_VERSION, spacy.__version__, model, version, text))
    return cache_folder() / f"{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}.spacy"


def _read_cache(path: Path, vocab: Vocab) -> Doc | None:
    try:
        docs: Sequence[Doc] = list(DocBin().from_disk(path).get_docs(vocab))
        return docs[0]
    except Exception:  # a missing, cut-off or foreign file is no cache: parse again
        return None


def _write_cache(path: Path, doc: Doc) -> bool:
    """Write beside and rename, so that a run cut off leaves no half file; a full or read-only disk is no error.

    Returns whether the parse is in the cache now.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as handle:
            handle.write(DocBin(store_user_data=False, docs=[doc]).to_bytes())
        os.replace(handle.name, path)
    except OSError:
        return False
    return True
