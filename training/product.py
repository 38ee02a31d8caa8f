"""Writes the product of one matrix by another turned as a graph that holds nothing else: the parser multiplies by it.

python -m training.product
"""

from onrecord.annotate.products import GRAPH
from training.graph import FLOAT, Graph


def main() -> None:
    """Writes the file."""
    g = Graph()
    g.name(g.one("Gemm", "x", "y", transB=1), "z")
    given = {"x": (FLOAT, ("rows", "inner")), "y": (FLOAT, ("columns", "inner"))}
    g.save(GRAPH, given, {"z": (FLOAT, ("rows", "columns"))})


if __name__ == "__main__":
    main()
