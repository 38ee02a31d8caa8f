"""Writes the parser's encoder as a graph that holds no weights: they are spaCy's, and are given with each call.

python -m training.encoder
"""

from onrecord.annotate.encoding import GRAPH
from training.graph import FLOAT, LONG, Graph, Sized

STEPS = 5  # the first mixes what was looked up of a word, each other one a word with its neighbours
WIDTH, LOOKED_UP, PIECES = 96, 576, 3
NEAR_NOUGHT = 1e-8  # is added to a variance


def main() -> None:
    """Writes the file."""
    g = Graph()
    words = _step(g, "hashed", 0)
    nought = g.constant([[0.0] * WIDTH])
    x = g.one("Gather", g.one("Concat", g.one("Cast", nought, to=FLOAT), words, axis=0), "at", axis=0)
    for n in range(1, STEPS):
        x = g.one("Add", x, _step(g, _with_neighbours(g, x), n))
    g.name(x, "made")
    g.save(
        GRAPH,
        {"hashed": (FLOAT, ("rows", LOOKED_UP)), "at": (LONG, ("words",)), **_weights()},
        {"made": (FLOAT, ("words", WIDTH))},
    )


def _weights() -> dict[str, Sized]:
    """What comes with each call, by its name."""
    given: dict[str, Sized] = {}
    for n in range(STEPS):
        inner = 3 * WIDTH if n else LOOKED_UP
        given |= {
            f"weights{n}": (FLOAT, (PIECES * WIDTH, inner)),
            f"bias{n}": (FLOAT, (PIECES * WIDTH,)),
            f"gain{n}": (FLOAT, (WIDTH,)),
            f"shift{n}": (FLOAT, (WIDTH,)),
        }
    return given


def _with_neighbours(g: Graph, x: str) -> str:
    """Each row between the one before it and the one after."""
    wide = g.one("Pad", x, g.constant([1, 0, 1, 0]))
    edges = ((0, -2), (1, -1), (2, 2**31))
    parts = [g.one("Slice", wide, g.constant([a]), g.constant([b]), g.constant([0])) for a, b in edges]
    return g.one("Concat", *parts, axis=1)


def _step(g: Graph, x: str, n: int) -> str:
    """The largest of three sums, normed."""
    sums = g.one("Gemm", x, f"weights{n}", f"bias{n}", transB=1)
    largest = g.one("Max", *g.many("Split", [sums], PIECES, axis=1, num_outputs=PIECES))
    return g.one("LayerNormalization", largest, f"gain{n}", f"shift{n}", axis=-1, epsilon=NEAR_NOUGHT)


if __name__ == "__main__":
    main()
