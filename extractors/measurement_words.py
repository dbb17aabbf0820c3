"""The words between the name of an analyte and its numbers: what joins them, what parts them, what makes a mean."""

import re

from extractors.reading import Sentence

JOINT = re.compile(r"[\s(]*(?:/|,|and|or|&|, and|levels? and|[\s),:])*[\s(]*")
LINK_WORD = (
    r"levels?|values?|concentrations?|activity|measured|measurements?|count|titers?|results?|of|at|"
    r"to|in|with|was|were|is|are|being|been|had|has|have|as|by|be|from|for|on|up|the|a|an|its|"
    r"high|higher|elevated|raised|increased|increasing|rising|rose|risen|markedly|significantly|"
    r"extremely|very|mildly|slightly|moderately|only|still|again|also|further|grossly|severely|"
    r"strikingly|massively|"
    r"now|peak|peaked|peaking|maximum|maximal|max|highest|initial|initially|baseline|total|serum|plasma|"
    r"blood|reaching|reached|fell|fallen|falling|lowered|dropped|decreased|decreasing|declined|reduced|"
    r"normal|approximately|about|around|found|showed|revealed|noted|remained|exceeding|between|"
    r"ranged|ranging|fluctuated|then|admission|presentation|diagnosis|discharge|onset|or|time|that|"
    r"which|it|and|came|come|down|"
    r"elevation|increase|rise|later|after|hospital|follow-up|day|days|weeks?|months?|years?|this|her|"
    r"his|improved|returned|normali[sz]ed|subsequently|later|until|when|during|treatment|therapy|"
    r"first|second|last|previously|range|times?|n|u|l|iu|ui|units?|per|climb(?:ed|ing)|soar(?:ed|ing)|jump(?:ed|ing)|"
    r"surged|spiked|hovered|hovering|hovers|stays?|stayed|staying|remains|lingers|lingered|read|touched|persists|persist(?:ed|ing|ently)|plateaued|settled|stabili[sz]ed|"
    r"varied|varying|oscillated|ran|went|stood|amounted|documented|recorded|observed|reported|obtained|detected|"
    r"patient|patient's|our|somewhere|boy|girl|child|fall|drop|fluctuating|eventually|finally|gradually|rapidly|repeatedly|did|not|never|been|well|just|already"
)
TIGHT = re.compile(
    rf"(?:[\s:=,(\[\-/*|)\]↑↓⇑]|\bnamely\b|µkat|\b(?:{LINK_WORD})\b|\d+(?= (?:days?|weeks?|months?|years?)))*"
)
SERIES = re.compile(
    r"\b(?:to|then|followed|decreas\w*|fell|fall\w*|drop\w*|declin\w*|increas\w*|rose|rise|risen|"
    r"peak\w*|normali\w*|reach\w*|after|at|by|later|from|and|on|improv\w*|remain\w*|returned|with|"
    r"maximum|was|were|or)\b|^[\s,;/:=)]*$"
)
# ", APL increased to 180 U/L": a name that the vocabulary does not know takes the number that follows it.
OTHER_SUBJECT = re.compile(
    r"\b(?!CK|CPK|ICU|PICU|IV|ED|ER|ULN)[A-Zα-ω][A-Z\-]*[A-Z]\b|(?:[,;(]|\band) (?:the |his |her |a |an )"
    r"?(?!(?:and|but|while|whereas)? ?[a-z]+(?:ed|ing|ly)\b|"
    r"(?:and|but|while|whereas) (?:it|this|that|which|then|was|were|of|to|at)\b|"
    r"it\b|which\b|this\b|that\b|then\b|levels?\b|values?\b|peak\w*|he\b|she\b|had\b|was\b|"
    r"later\b|finally\b|subsequently\b|eventually\b|gradually\b|again\b|fell\b|rose\b|went\b|came\b|dropp|decreas|increas|declin|climb|improv|return|reach|remain|stay)"
    r"[a-z]+(?: [a-z]+)?(?: levels?)? (?:was|were|of|to|at) $"
)
REFERENCE_OF = re.compile(
    r"\b(?:(?:reference|normal) (?:range|values?|limits?|interval)|upper (?:normal |reference )"
    r"?limit(?: of normal)?|cut-?off|threshold)(?: (?:of|for|value))* (?:the )?(?:serum )?$"
)
BEFORE = re.compile(r"\s*(?:of (?:a |the )?)?(?:serum |plasma |total )?")
AGGREGATE = re.compile(r"\b(?:median|mean|average|iqr|interquartile|vs\.?|versus)\b|±")
CYTOKERATIN = re.compile(
    r"immunohistochem|immunoreactiv|\bstain|cytokeratin|vimentin|tumou?r cells|\bexpress|carcinoma|adenocarcinoma"
)
CK_HEAD = re.compile(r"\b(?:S-)?(?:CP?K|[Cc]reatine (?:phospho)?kinase)\b[^\n:;]{0,40}")


def head_of(sentence: Sentence) -> str:
    """The head that a cell answers; empty where it has none."""
    return sentence.between(sentence.first, sentence.passage.head)
