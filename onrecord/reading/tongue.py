"""The language a report is written in."""

import functools
import re
from collections.abc import Sequence
from typing import Any

from onrecord.language import Language
from onrecord.records.report import Report

SAMPLE = 3_000  # characters; more of a report does not change the answer
PLAIN_SHARE = 0.30  # of the words that are function words of the language, above which nothing else need be asked;
# measured: English news from .27 on, Dutch, the nearest language with the same words, up to .25
FOREIGN_SHARE = 0.05  # of the words that are common in other languages, below which a text with so many is plain too
FUNCTION_SHARE = 0.12  # above it another language must be sure
SURE = 0.80  # probability at which a few words are believed to be of another language; measured on headlines
VERY_SURE = 0.95
UNKNOWN = "und"
NO_LANGUAGE = "zxx"
WORD = re.compile(r"[^\W\d_]+")
LATIN_END = "\u0250"  # letters from here on are not of the Latin alphabet


def find_language(report: Report, *, language: Language) -> str:
    """The BCP 47 code of the language of a report's prose; "und" where there is too little to tell.

    A text in which enough words are function words of `language` is in that language.  Any other is what the model is
    sure of; names and headlines of a few words leave it unsure.
    """
    sample = _prose(report)
    words = WORD.findall(sample.casefold())
    if not words:
        return UNKNOWN
    share = sum(w in language.words("furniture", "function_words") for w in words) / len(words)
    foreign = sum(w in language.words("furniture", "foreign_words") for w in words) / len(words)
    if share >= PLAIN_SHARE or (share >= FUNCTION_SHARE and foreign < FOREIGN_SHARE and _is_latin(words)):
        return language.code
    code, probability = _classify(sample)
    letters = "".join(words)
    is_foreign_script = not _is_latin(words)
    if share >= FUNCTION_SHARE:
        is_other = code not in (language.code, NO_LANGUAGE) and probability >= VERY_SURE
        return code if is_other or is_foreign_script else language.code
    if code != NO_LANGUAGE and (probability >= SURE or is_foreign_script):
        return code
    return language.code if len(words) <= 3 and letters.isascii() else UNKNOWN


def _is_latin(words: Sequence[str]) -> bool:
    letters = "".join(words)
    return sum(c >= LATIN_END for c in letters) <= len(letters) / 2


def _classify(sample: str) -> tuple[str, float]:
    code, probability = _model().classify(sample)
    return str(code), float(probability)


@functools.cache
def _model() -> Any:
    # It takes a second and 100 MB to load, and plain reports in the case's language never ask for it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _prose(report: Report) -> str:
    spans = [*report.body, *report.subheads, *filter(None, (report.headline, report.standfirst))]
    out: list[str] = []
    for span in spans:
        out.append(report.text[span.start : min(span.end, span.start + SAMPLE)])
        if sum(map(len, out)) > SAMPLE:
            break
    return " ".join(out)[:SAMPLE]
