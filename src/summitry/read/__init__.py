"""Pages on disk -> articles with segments."""

from summitry.read.decode import CorpusError
from summitry.read.files import read_corpus
from summitry.read.segments import segment_page

__all__ = ["CorpusError", "read_corpus", "segment_page"]
