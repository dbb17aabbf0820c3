"""One tool in a process of its own, told by lines what to read: ``python tool.py NAME JOB.json``.

The job names the vocabulary, the cues of denial and the corpora, the same for every tool. The first line of the answer
holds the version and the facts found in the planted texts; then each name of a corpus on standard input is answered
with the seconds of CPU time that the first reading of it took, when every word is new, and a later one. This file needs
no more than the tool itself: peers have their own venv.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

_LEAST = 0.5  # seconds
Found = tuple[str, str, bool]
"""Kind, words or name in small letters, whether it is denied."""


class Tool(NamedTuple):
    """What is timed, given the place of a text and the text; and the facts that it finds in a text."""

    read: Callable[[Path, str], object]
    facts: Callable[[str], Iterable[Found]]
    version: str


def casesift(_job: dict[str, Any]) -> Tool:
    """This project, from the file to the record."""
    from extractors import nlp, readers

    nlp.warm_up()  # as every worker does

    def facts(text: str) -> Iterable[Found]:
        for mention in nlp.find_mentions(readers.document_of_text(text, source="planted.txt")):
            if mention.kind == "drug":
                yield "drug", mention.value.name.lower(), mention.value.status == "not_given"
            elif mention.kind == "antibody":
                yield "antibody", mention.value.name.lower(), mention.value.result == "negative"
            elif mention.kind == "ck":
                yield "ck", f"{mention.value.value:.0f}", False

    return Tool(lambda path, _text: nlp.extract(readers.read_article(path)), facts, nlp.PROGRAM_VERSION)


def spacy_tokens(_job: dict[str, Any]) -> Tool:
    """``spacy.blank("en")`` merely tokenizing: it finds nothing."""
    import spacy

    nlp = spacy.blank("en")
    return Tool(lambda _path, text: nlp(text), lambda _text: (), version("spacy"))


def medspacy(job: dict[str, Any]) -> Tool:
    """Target matcher and ConText, with spaCy's sentencizer: its own default takes ten times as long."""
    import spacy
    from medspacy.context import ConTextRule
    from medspacy.target_matcher import TargetRule

    nlp: Any = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    rules = [TargetRule(alias, kind) for kind, aliases in job["terms"].items() for alias in aliases]
    nlp.add_pipe("medspacy_target_matcher").add([*rules, TargetRule("ck", "ck", pattern=_CK_TOKENS)])
    cues = [(cue, "FORWARD") for cue in job["before"]] + [(cue, "BACKWARD") for cue in job["behind"]]
    context = nlp.add_pipe("medspacy_context")
    context.add([ConTextRule(cue, "NEGATED_EXISTENCE", direction=direction) for cue, direction in cues])
    return _spacy_like(nlp, lambda span: bool(span._.is_negated), "medspacy")


def negspacy(job: dict[str, Any]) -> Tool:
    """The entity ruler of spaCy, its sentencizer and negspacy."""
    import spacy
    from negspacy.negation import Negex  # noqa: F401 - makes the component known
    from negspacy.termsets import termset

    nlp: Any = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    patterns = [{"label": kind, "pattern": alias} for kind, aliases in job["terms"].items() for alias in aliases]
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([*patterns, {"label": "ck", "pattern": _CK_TOKENS}])
    cues = termset("en_clinical")
    cues.add_patterns({"preceding_negations": job["before"], "following_negations": job["behind"]})
    nlp.add_pipe("negex", config={"neg_termset": cues.get_patterns()})
    return _spacy_like(nlp, lambda span: bool(span._.negex), "negspacy")


def edsnlp(job: dict[str, Any]) -> Tool:
    """The matcher and the negation of EDS-NLP with its own tokenizer; its own cues are French."""
    import edsnlp as eds

    nlp = eds.blank("eds")
    nlp.add_pipe("eds.sentences")
    nlp.add_pipe("eds.matcher", config={"terms": job["terms"], "regex": {"ck": [_CK_WORDS]}, "attr": "LOWER"})
    cues = {"preceding": job["before"], "following": job["behind"], "pseudo": [], "verbs": [], "termination": ["but"]}
    nlp.add_pipe("eds.negation", config=cues)
    return _spacy_like(nlp, lambda span: bool(span._.negation), "edsnlp")


_CK_WORDS = r"(?:creatine kinase|ck) (?:was|of|were) \d[\d,]*"
_CK_TOKENS = [
    {"LOWER": {"IN": ["ck", "kinase"]}},
    {"LOWER": {"IN": ["was", "of", "were"]}},
    {"LIKE_NUM": True},
]
TOOLS = {tool.__name__: tool for tool in (casesift, spacy_tokens, medspacy, negspacy, edsnlp)}


def _spacy_like(nlp: Any, denied: Callable[[Any], bool], package: str) -> Tool:
    def facts(text: str) -> Iterable[Found]:
        for span in nlp(text).ents:
            words = span.text.lower()
            yield span.label_, words.split()[-1].replace(",", "") if span.label_ == "ck" else words, denied(span)

    return Tool(lambda _path, text: nlp(text), facts, version(package))


def seconds(tool: Tool, corpus: list[tuple[Path, str]]) -> tuple[float, float]:
    """CPU seconds of the first reading of a corpus, and of a later one: the mean of as many as half a second holds."""
    first = _reading(tool, corpus)
    again: list[float] = []
    while not again or sum(again) < _LEAST:
        again.append(_reading(tool, corpus))
    return first, sum(again) / len(again)


def _reading(tool: Tool, corpus: list[tuple[Path, str]]) -> float:
    begun = time.process_time()
    for path, text in corpus:
        tool.read(path, text)
    return time.process_time() - begun


def main() -> None:
    """Make the tool, tell what it finds, and time what it is asked to."""
    answers, sys.stdout = sys.stdout, sys.stderr  # some tools print what nobody asked for
    job = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    tool = TOOLS[sys.argv[1]](job)
    found = [list(tool.facts(text)) for text in job["planted"]]
    print(json.dumps({"version": tool.version, "found": found}), file=answers, flush=True)
    corpora = {
        name: [(Path(path), Path(path).read_text(encoding="utf-8")) for path in paths]
        for name, paths in job["corpora"].items()
    }
    for line in sys.stdin:
        print(json.dumps(seconds(tool, corpora[line.strip()])), file=answers, flush=True)


if __name__ == "__main__":
    main()
