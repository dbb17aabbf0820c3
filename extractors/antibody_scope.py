"""How far what is said of a list of antibodies reaches: openings, exceptions, "but not", and a bare "were not".

``Apart from anti-Ro52, all were negative`` · ``In the absence of anti-SRP, anti-HMGCR was found`` · ``anti-SRP, but
not anti-HMGCR, antibodies`` · ``positive for A and negative for B`` · ``A was positive; B and C were not``.
"""

import re
from collections.abc import Iterable, Sequence

from extractors.gates import Gated
from extractors.reading import Sentence
from schemas.values import Result

EXCEPT = re.compile(
    r"\b(?:except|excluding|apart from|other than|aside from|with the exception of|besides|save for|but)\b"
)
_ARTICLES = (
    r"(?:(?:\b(?:for|the|an?|only|weak|weakly|low|high|faint|faintly|borderline|tit(?:re|er)|isolated|positive|any|"
    r"auto|anti|antibod(?:y|ies)|to|against|i?gg)\b|-)"
    r"\s*)*"
)
_OPENING = re.compile(
    r"(?:^|[;.:] )(?:(?P<except>(?:except|excluding|apart from|other than|aside from|with the exception of|besides|"
    rf"save|but)\b)|in (?:the )?absence of|despite (?:the )?(?:absence of|negative))\s*{_ARTICLES}$"
)
_EXCEPTED = re.compile(
    rf"\b(?P<except>(?:except|excluding|apart from|other than|aside from|with the exception of|besides|"
    rf"save)\b)\s*{_ARTICLES}$"
)
_SINGLED_OUT = re.compile(
    r" (?:were|was|all|tested|remained|proved|came back|returned)\b[^.;,]{0,20}? ?\b(?:negativ\w*|absent|undetect\w+|"
    r"unremarkable|"
    r"not (?:detected|found|present))\b"
)
_BUT_FOR = re.compile(
    r",? (?:except(?: for)?|excluding|apart from|other than|aside from|with the exception of|besides|save for|but)"
    r" [^.;]{3,60}?,?"
)
_DENIED = re.compile(
    r"\b(?:no|not|none|neither|negativ\w*|undetect\w+|absent|unremarkable|normal|non-?reactive|without)\b"
)
_AFFIRMED = re.compile(r"\b(?:positiv\w*|detected|found|present|elevated|identified)\b")
_BUT_NOT = re.compile(
    r"[^,;]{0,20}, (?:which|that) (?:is|are|has been|have been) [^,;]{3,90},\s|"
    r"[^,;]{0,20}, (?:including|among them|such as) [^,;]{3,60},\s|"
    r"[^,;]{0,20},? (?:but|and|though|although) not [^,;]{3,60},\s|"
    r"[^,;]{0,20}, (?:(?:which|that) (?:was|were|is|are) )?(?:not|never) (?:included|contained|covered|present|part|"
    r"available|represented|tested for) (?:in|on|of|by|with) [^,;]{3,60},\s"
)
# What an antibody is measured with, however many words it has: "by enzyme-linked immunosorbent assay".
_BY_METHOD = re.compile(
    r" (?:by|with|using|in|on) (?:(?:the|an?|our|own|its) )?"
    r"(?:(?!negativ|positiv|was\b|were\b|is\b|are\b|not\b|but\b|and\b|no\b|for\b|detect|found|present|by\b|with\b)"
    r"[\w-]+ ){0,4}?"
    r"(?:(?:immuno|radio|chemi)?(?:assay|blot(?:ting)?|precipitation|sorbent|fluorescence|dot|dots|luminescence|"
    r"diffusion|absorption|metry)|elisa|albia|alba|clia|iif|ifa|ria|(?:hep-?2|human epithelial) cells)(?=[\s,])"
)
_NEXT_LIST = re.compile(r"\b(?:and|but) (?:\w+ ){0,3}$")

EXCLUSIVE = frozenset(
    (
        *("anti-SRP", "anti-HMGCR", "anti-Mi-2", "anti-MDA5", "anti-NXP2", "anti-TIF1γ", "anti-SAE", "anti-Jo-1"),
        *("anti-PL-7", "anti-PL-12", "anti-EJ", "anti-OJ", "anti-KS", "anti-Zo", "anti-Ha"),
    )
)
"""Antibodies specific for myositis, of which a patient has one, as a rule."""
_MISREAD = 3  # two together are printed now and then
_SEVERAL = re.compile(
    r"\brespectively\b|\b(?:each|some|others?)\b|\b(?:patients|children|cases|girls|boys|siblings|sisters|brothers|"
    r"twins|adults|adolescents|infants|men|women|individuals|subjects)\b"
)


def excludes_itself(sentence: Sentence, told: Iterable[tuple[str, Result]]) -> bool:
    """Whether a list of ``(name, result)`` makes one patient positive for three antibodies specific for myositis.

    These exclude each other, with the rarest exceptions (Betteridge et al., "Frequency, mutual exclusivity and clinical
    associations of myositis autoantibodies", J Autoimmun 2019;101:48-55). Three at once are a denial or a question that
    was not understood, unless the list is dealt out ("respectively") or told of several patients.
    """
    positive = {name for name, result in told if result == "positive" and name in EXCLUSIVE}
    if len(positive) < _MISREAD or sentence.level != "patient":
        return False
    several = len({label for anchor in sentence.anchors for label in anchor.labels}) > 1
    return not several and _SEVERAL.search(sentence.lowered) is None


_REST = Gated(
    r"\b(?:(?:all )?(?:the )?others?|(?:the )?(?:rest|remainder)(?: of (?:the |this |her |his )?(?:[\w-]+ ){0,2}"
    r"(?:panel|blot|profile|assay|immunoblot|antibodies|screen))?|"
    r"(?:all |the )*(?:other|remaining) (?:[\w-]+ ){0,2}(?:specificities|bands|lines|antibodies|"
    r"autoantibodies|targets|ones)|everything else|(?:and|but) (?:was |were |is )?otherwise)"
    r"(?: (?:were|was|being|remained|tested|came back|proved))?(?: all| entirely| completely)? "
    r"(?:negative|clear|unremarkable|blank|undetectable|absent|empty)\b(?! for\b)"
)
_NONE_OTHER = Gated(
    r"\b(?:and|but) (?:none|no reactivity|nothing|not) (?:to|against|with|for) (?:any )?other\b[\w -]{0,40}"
)


def the_rest(sentence: Sentence) -> tuple[int, int] | None:
    """Where a sentence about one patient says that all antibodies but the named ones are absent."""
    rest = _REST.search(sentence.lowered) or _NONE_OTHER.search(sentence.lowered)
    if rest is None or sentence.level != "patient":
        return None
    if any(anchor.kind in ("label", "group", "series", "sibling") for anchor in sentence.anchors):
        return None  # "positive in Case 1, the others were negative"
    return sentence.first + rest.start(), sentence.first + rest.end()


def opening(ahead: str) -> re.Match[str] | None:
    """The words that open a clause and govern the list behind them, but nothing behind its closing comma."""
    return _OPENING.search(ahead)


def singled_out(ahead: str, behind: str) -> tuple[Result, str] | None:
    """The result of what is taken out in mid-sentence: ``All antibodies apart from`` anti-SRP ``were negative``."""
    if _EXCEPTED.search(ahead) is None or (rest := _SINGLED_OUT.match(behind)) is None:
        return None
    return "positive", rest.group().strip()


def all_but(behind: str) -> tuple[Result, str] | None:
    """The result of a panel of which one is taken out in mid-sentence, by the words ``behind`` the panel."""
    exception = _BUT_FOR.match(behind)
    if exception is None:
        return None
    rest = _SINGLED_OUT.search(behind, exception.end() - 1)
    return ("negative", rest.group().strip()) if rest and not re.search(r"[.;]", behind[: rest.start()]) else None


def closing(separators: Sequence[str], panels: Sequence[bool]) -> int | None:
    """Which separator of an opened list ends it; ``panels[i]``: a panel ("all autoantibodies") stands behind it."""
    commas = ["," in words for words in separators]
    joined = [re.search(r"\b(?:and|or)\b", words) is not None for words in separators]
    for index, panel in enumerate(panels):
        if panel and commas[index]:
            return index
    last = next((index for index, there in enumerate(joined) if there), len(joined))
    plain = [index for index, comma in enumerate(commas) if comma and not joined[index]]
    return next((index for index in plain if index > last), plain[0] if plain else None)


def excepted(behind: str) -> tuple[Result, str] | None:
    """The result of what an opening takes out, by what is said of all the rest in the words ``behind`` it."""
    rest = re.split(r"[;.] ", behind, maxsplit=1)[0]
    if denied := _DENIED.search(rest):
        return "positive", denied.group()
    affirmed = _AFFIRMED.search(rest)
    return ("negative", affirmed.group()) if affirmed else None


def without_aside(behind: str) -> str:
    """The words behind a name without ``, but not anti-HMGCR,``, ``, not included in the blot,`` and "by ELISA"."""
    aside = _BUT_NOT.match(behind)
    return _BY_METHOD.sub("", behind[aside.end() - 1 :] if aside else behind)


def opens_next(ahead: str, behind: str) -> bool:
    """Whether a result between ``ahead`` and ``behind`` is that of the next list: ``... and negative for``."""
    return re.match(r" (?:for|to)\b", behind) is not None and _NEXT_LIST.search(ahead) is not None


def of_not(ahead: str) -> Result:
    """``B and C were not``: the opposite of what the words ``ahead`` say last."""
    last = max(
        [(match.start(), "negative") for match in re.finditer(r"\bnegativ", ahead)]
        + [(match.start(), "positive") for match in re.finditer(r"\bpositiv|\bdetected|\bfound", ahead)],
        default=(0, "positive"),
    )
    return "positive" if last[1] == "negative" else "negative"
