"""A band or signal that an antibody gave, and how it was read: ``showed a weak band that was read as borderline``.

A strong one is positive by itself; a weak one is what somebody says of it, and nothing where nobody does.
"""

import re

from schemas.values import Result

_GAVE = re.compile(
    r"[\s)]*(?:(?:antibod(?:y|ies)|assay|test|lines?|elisa|(?:immuno)?blot) )*(?:only )?"
    r"(?:show(?:ed|ing|s)|g[ai]ve|giving|produc(?:ed|ing)|yield(?:ed|ing)|display(?:ed|ing)|reveal(?:ed|ing)|had|with) "
    r"(?:only )?(?:an? |one )?(?P<how>(?:(?:very|only|single|isolated|just|clearly|visible|barely) )*"
    r"(?:(?P<sure>strong(?:ly)?|clear|intense|distinct|definite|unequivocal)|weak|faint|low|slight|thin|minimal|"
    r"dubious|"
    r"(?:(?:low|weak|borderline|intermediate)[ -])?(?:intensity|positive)|visible|(?P<border>borderline|equivocal|"
    r"doubtful)))(?:ly)? "
    r"(?:positive )?(?:bands?|signals?|reactions?|reactivity|lines?|staining|positivity|results?)\b"
)
_READ = re.compile(
    r"(?: only)?(?: (?:on|in|by|at) (?:the |an? )?(?:[\w-]+ ){0,2}[\w-]+)?"
    r"(?:,? (?:which|that|and (?:this|it)|this|it))?(?:,? (?:was|were|is|being|has been))?,?(?: (?:finally|then|only))?"
    r" (?:interpreted|considered|read|regarded|judged|reported|rated|graded|taken|classed|classified|deemed|assessed|"
    r"thought)(?: by (?:the |our )?[\w-]+)?(?: (?:as|to be))?(?: an?)? "
    r"(?:(?P<border>borderline|equivocal|indeterminate|doubtful|inconclusive|uncertain)|"
    r"(?P<neg>negative|non-?specific|unspecific|insignificant|not significant|irrelevant|"
    r"false[ -]positive|artefact\w*)|"
    r"(?P<pos>(?:(?:weak|weakly|low|true|truly) )?positive))\b"
)

_ON_TEST = re.compile(  # and not "strong signals on MRI"
    r"\s?(?:[.,;()]|$|(?:and|but|while|whereas)\b|(?:on|in|by) (?:the |an? |our )?(?:line|dot|"
    r"western|immuno|blot|elisa))"
)


def of_band(behind: str) -> tuple[Result, str] | None:
    """What the band or signal in the words ``behind`` a name says of it, and the words that say so; else None."""
    gave = _GAVE.match(behind)
    if gave is None:
        return None
    read = _READ.match(behind, gave.end())
    if read is None and gave["border"]:
        return "borderline", gave["how"]
    if read is None:
        return ("positive", gave["how"]) if gave["sure"] and _ON_TEST.match(behind, gave.end()) else None
    result: Result = "borderline" if read["border"] else "negative" if read["neg"] else "positive"
    return result, read["border"] or read["neg"] or read["pos"]
