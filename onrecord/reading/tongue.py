"""The language a report is written in."""

import re

from onrecord.language import Language
from onrecord.records.report import Report

SAMPLE = 3_000  # characters; more of a report does not change the answer
LEAST_LETTERS = 120  # below it the model guesses; function words decide
FUNCTION_SHARE = 0.12  # of the words of a short text that are function words of the language
UNKNOWN = "und"
WORD = re.compile(r"[^\W\d_]+")


def find_language(report: Report, *, language: Language) -> str:
    """The BCP 47 code of the language of a report's prose; "und" where there is too little to tell.

    Short texts count as `language` where their words are spelled in plain Latin letters and one of them in eight is a
    function word, or where there is nothing that speaks against it.
    """
    sample = _prose(report)
    words = WORD.findall(sample.casefold())
    if not words:
        return UNKNOWN
    known = sum(w in language.words("furniture", "function_words") for w in words)
    if known >= FUNCTION_SHARE * len(words) and known:
        return language.code
    if sum(map(len, words)) < LEAST_LETTERS:
        return language.code if all(w.isascii() for w in words) and len(words) <= 3 else UNKNOWN
    import py3langid  # loads its model on import

    code, _ = py3langid.classify(sample)
    return str(code)


def _prose(report: Report) -> str:
    spans = [*report.body, *report.subheads, *filter(None, (report.headline, report.standfirst))]
    out: list[str] = []
    for span in spans:
        out.append(report.text[span.start : min(span.end, span.start + SAMPLE)])
        if sum(map(len, out)) > SAMPLE:
            break
    return " ".join(out)[:SAMPLE]
