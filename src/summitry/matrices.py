"""Matrix products of the language model through numpy's library, on one thread.

Most of a parse is products of small matrices. thinc, on which spaCy stands, gives them to BLIS, whose wheel falls back
to a general kernel on many processors; numpy's own library (OpenBLAS) knows them and is two to three times as quick.
Products differ in the last bits, annotations do not (tests/test_matrices.py). One thread, since more gain nothing on
matrices so small, and since work is shared out by articles (`workers`).
Source: the switch is `use_blis` of `thinc.api.NumpyOps`; threads are held by threadpoolctl.
"""

from __future__ import annotations

import functools
from contextlib import AbstractContextManager

from spacy.language import Language
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController


def use_numpy_products(nlp: Language) -> Language:
    """Let every layer of a pipeline multiply with numpy, in place; layers on another device stay as they are."""
    quick = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if isinstance(model, Model) else ():
            if type(layer.ops) is NumpyOps:
                layer.ops = quick
    return nlp


def one_thread() -> AbstractContextManager:
    """While it is open matrix products run on one thread; afterwards on as many as before."""
    return _controller().limit(limits=1, user_api="blas")


@functools.cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
