"""The parser's matrix products by onnxruntime, on one thread.

spaCy multiplies by the library BLIS, which on some processors (AMD's Zen 3, where it was measured) makes 4 to 7
thousand million multiplications a second on a core, where onnxruntime makes 15 to 25.  numpy's are as fast, but are
spread over all cores, which several workers then fight for.  Sums are rounded otherwise in the last digit, as from one
processor to another: of 66,557 words of news none had another label for it.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import NumpyOps

from onrecord.models import MODELS, list_options, load_runtime, loaded_once

Floats = NDArray[np.float32]
GRAPH = MODELS / "product.onnx"  # one node, x by the transpose of y; `training/product.py` writes it


class Products(NumpyOps):  # type: ignore[misc]
    """spaCy's own operations but for the product of a matrix and another turned, the one that parsing takes."""

    name = "onrecord"

    def gemm(
        self, x: Floats, y: Floats, out: Floats | None = None, trans1: bool = False, trans2: bool = False
    ) -> Floats:
        """The product of both, in `out` where it is given."""
        if trans1 or not trans2 or not len(x):
            given: Floats = super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
            return given
        made = out if out is not None else np.empty((len(x), len(y)), dtype=np.float32)
        session = _session()
        binding = session.io_binding()
        binding.bind_cpu_input("x", np.ascontiguousarray(x))
        binding.bind_cpu_input("y", np.ascontiguousarray(y))
        binding.bind_output("z", "cpu", 0, np.float32, made.shape, made.ctypes.data)
        session.run_with_iobinding(binding)
        return made


def quicken(nlp: Any) -> Any:
    """The same pipeline, all of whose parts multiply so."""
    ops = Products()
    for _, part in nlp.pipeline:
        model = getattr(part, "model", None)  # the lemmatizer bears the name without having one
        for node in model.walk() if model is not None else ():
            node.ops = ops
    return nlp


@loaded_once
def _session() -> Any:
    return load_runtime().InferenceSession(str(GRAPH), list_options(), providers=["CPUExecutionProvider"])
