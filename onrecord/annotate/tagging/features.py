"""What the tagger is told of a word beside its pieces, which know no case: its shape, tag and dependency label."""

from onrecord.annotate.tagging.passages import Word

SHAPES = 6
TAGS = (
    "", "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "HYPH", "IN", "JJ",
    "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS",
    "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "XX", "``",
)  # fmt: skip
DEPS = (
    "", "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc",
    "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark",
    "meta", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss",
    "preconj", "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip
_TAG = {t: i for i, t in enumerate(TAGS)}
_DEP = {d: i for i, d in enumerate(DEPS)}


def features_of(word: Word) -> tuple[int, int, int]:
    """Numbers of the word's shape, tag and dependency label; 0 where a label is not known."""
    return word.shape, _TAG.get(word.tag, 0), _DEP.get(word.dep, 0)
