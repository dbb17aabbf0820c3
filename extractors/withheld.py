"""Words behind a drug that say the patient never had it: ``was avoided``, ``could not be afforded``, ``was denied``.

What was kept back only "at first" or "until" was given later, and is none of these.
"""

import re

from extractors.gates import Gated

_BE = r"(?:was|were|is|are|had been|has been|have been|being)"
_HOW = r"(?:(?:also|then|thus|not|never|yet|ever|[a-z]+ly) ){0,2}"
_NOT = rf"(?:(?:{_BE} (?:[a-z]+ly )?|could |can |would )(?:not|never)|cannot|{_BE} neither)"
_GRANTED = (
    r"(?:available|affordable|accessible|reimbursed|approved|authori[sz]ed|granted|covered|licen[sc]ed|accepted|"
    r"agreed to|feasible|possible|an option|permitted|allowed|funded|obtained|afforded|procured|purchased|"
    r"consumed|eaten|ingested)"
)
_USED = r"(?:given|administered|used|started|prescribed|initiated|tried|introduced|chosen|employed|taken)"
# "Treated with A, B was avoided" tells of B alone: a list has "or", or its verb is that of several.
_WORD = r"(?: (?!was\b|were\b)[\w-]+)"
_LISTED = (
    rf"(?:{_WORD}{{0,3}}?|(?:,{_WORD}{{1,2}}){{0,3}}?,? (?:or|nor){_WORD}{{1,2}}|"
    rf"(?:,{_WORD}{{1,2}}){{0,3}}?(?:,? and)?{_WORD}{{1,2}}(?= (?:were|are|have)\b))"
)
_WITHHELD = Gated(
    rf"^{_LISTED} {_BE} (?:(?:also|then|thus|therefore|hence|always|[a-z]+ly|"
    r"(?:in|on|for|because of) (?:the|this|that|her|his|our) [a-z]+) ){0,2}"
    r"(?:avoided|withheld|omitted|unavailable|unaffordable|unobtainable|forgone|spared|"
    r"dispensed with|cancelled|canceled|rejected|vetoed|contraindicated|"
    r"(?:considered|deemed|judged|felt|thought|regarded as) (?:to be )?(?:contraindicated|unsuitable|inappropriate|"
    r"too (?:risky|dangerous|toxic)|unnecessary))\b|"
    rf"^{_LISTED} {_NOT} (?:[a-z]+ly )?(?:(?:be|been) )?(?:(?:considered|deemed) )?(?:{_GRANTED}|{_USED})\b|"
    rf"^{_LISTED} {_NOT} (?:[a-z]+ly )?(?:a )?part of\b|"
    # asked for in vain
    rf"^(?: (?:cream|ointment|treatment|therapy|infusions?|injections?|pulses?|monotherapy))? (?:{_BE} )?(?:[a-z]+ly )?"
    r"(?:offered|requested|applied for|asked for|proposed|planned|prescribed|considered|suggested|"
    rf"discussed|recommended|intended|envisaged|scheduled)\b[^.;]{{0,60}}?"
    r"(?:[,;]|\bbut\b|\band\b|\bwhich\b|\byet\b)(?: however,)?"
    rf"[^.;,]{{0,40}}?(?:{_NOT} (?:[a-z]+ly )?(?:be )?(?:{_GRANTED}|{_USED}|needed|required|necessary|realized)\b|"
    r"\bdid not (?:arrive|come|approve|authori[sz]e|cover|fund|reimburse|grant|agree|allow|permit|accept|consent)\b|"
    rf"\b(?:rejected|refused|declined|turned down|denied|not (?:accepted|{_GRANTED}|{_USED})|"
    r"never (?:received|got|had|took|given|started|used))\b)|"
    # "As IVIG could not be afforded, it was not given"; "the cost of"
    rf"^[^.;]{{0,60}}, (?:it|this|they|these|the drug|the (?:drug|treatment)) {_NOT} (?:be )?{_USED}\b"
)
_DENIED = re.compile(rf" (?:(?:use|intake|exposure|consumption|ingestion) )?{_BE} (?:also |all |both )?denied\b")
# "Use of statins or red yeast rice was denied": asked for in the history.
_TAKING = re.compile(
    r"\b(?:use|intake|consumption|ingestion|exposure|history|administration|abuse|contact|coverage|approval|"
    r"reimbursement|authori[sz]ation)[\w ,-]{0,10}? (?:of|to|with|for) [^.;]{0,60}$"
)
_NOT_SO = Gated(
    r"^[^.;]{0,60}? (?:was|were|is|are|had been|has been) (?:also |all |both |explicitly |repeatedly |consistently )*"
    r"(?:denied|excluded|ruled out|negated|absent|negative(?! for)|not (?:reported|found|elicited|identified|"
    r"recorded|documented|noted))\b"
)
_LATER = re.compile(
    r"\b(?:until|till|at first|at the (?:beginning|outset)|initially|temporar\w+|during|"
    r"for (?:\w+ ){1,2}(?:days|weeks|months)|regularly|reliably|any (?:longer|more)|anymore|no longer|"
    r"briefly|(?:intermittent|occasional|periodical|transient)ly|sometimes|"
    r"as yet|before|resum\w+|restart\w+|reintroduc\w+|reinstat\w+)\b|"
    rf"\b(?:but|and|then)(?: (?:then|later|finally|eventually|it|could|be|[a-z]+ly|{_BE})){{0,4}} "
    rf"(?:added|{_USED}|begun|commenced|received|approved|obtained|granted)\b"
)
WITHHELD = (_WITHHELD, _NOT_SO)  # one of these can match where something is withheld
_REACH = 60  # characters behind the words of a denial


def withheld(ahead: str, behind: str, whole: str) -> str | None:
    """The words ``behind`` a drug (lower case, without brackets) that keep it from the patient; None where none do.

    ``ahead``: the words of its clause before it; ``whole``: its sentence.
    """
    match = _WITHHELD.match_in(behind, whole)
    if match is None and (match := _NOT_SO.match_in(behind, whole)):
        match = match if _DENIED.match(behind) or _TAKING.search(ahead) else None
    if match is None or _LATER.search(behind[: match.end() + _REACH]):
        return None
    return match.group().strip(" ,")
