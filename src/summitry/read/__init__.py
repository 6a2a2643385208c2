"""Pages on disk -> articles with segments."""

from summitry.read.files import CorpusError, read_corpus
from summitry.read.segments import segment_page

__all__ = ["CorpusError", "read_corpus", "segment_page"]
