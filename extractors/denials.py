"""Which drugs of a sentence were not given, and by which words: refused, never received, improved without them.

A denial reaches no farther than its clause, and down a list only where "or" ends the list.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from extractors.gates import Gated, any_of, words_of
from extractors.reading import Sentence
from extractors.withheld import WITHHELD, withheld

_AHEAD = Gated(
    r", (?:and |but )?not (?:by|with|to) $|"
    r"\b(?:received|took|taken|given|used|needed|required|treated with) neither (?:oral |intravenous )?$|"
    r"\b(?:refus\w+\b(?!\))(?! (?:to continue|any further|further|any more|more|another|additional|continued|"
    r"a second)\b)|"
    r"(?:reluctant|unwilling) to (?:use|take|start|give|accept|have)|"
    r"no need (?:for|of|to (?:use|give|start|add))|"
    r"no (?:[\w-]+ ){0,2}(?:drugs?|medications?|medicines?|agents?|supplements?),? (?:including|such as|like|"
    r"in particular|"
    r"notably|especially)|never (?:had|has) (?:she|he|(?:the|our) \w+) (?:been )?(?:given|taken|received|used|on|"
    r"exposed to)|"
    # "CK declined to 900 U/L on prednisone" declines no drug
    r"declin\w+\b(?!\))(?! (?:[a-z]+ly )?(?:from|by|on|in|with|under|after|during|over|below|despite|while|"
    r"to (?:an? |the |about |around |approximately |nearly |almost |less |near |within )*"
    r"(?:[<>~]?\d|normal|half|low)))|"
    r"reject(?:s|ed|ing)|turn(?:ed|ing) down|(?:did|does|would|could) not (?:cover|fund|reimburse|pay for|approve)|"
    r"never (?:received|needed|required|treated|given|took|tried|"
    r"been (?:treated|exposed|on|given|prescribed|offered|started on)|prescribed|taken|used|exposed)"
    r"|not (?:receive[d]?|taken?|been (?:treated|given|exposed|on|taking|prescribed|started on)|treated|given|use[d]?|"
    r"taking|been|exposed|want(?:ed)?|wish(?:ed)?|consum(?:e|ed|ing)|eat(?:en)?|ingest(?:ed)?|"
    r"to (?:take|receive|use|start)|accept(?:ed)?|"
    r"consent to|agree to|start(?:ed)?|require[d]?|need(?:ed)?|necessary)|"
    r"at no (?:time|point|stage)|refrain\w* from|abstain\w* from|(?:decided|opted|chose|decision|advised) against|"
    r"neither (?:(?:the|our|this) )?(?:patient|child|girl|boy|infant|he|she) nor [\w -]{3,45}? (?:had|has|was|were) "
    r"(?:ever )?(?:been )?(?:taken|received|exposed|used|given|eaten|consumed|on)|"
    r"could not (?:afford|procure|obtain|get)|dispens\w+ with|forwent|"
    r"(?:nobody|no (?:one|(?:family|household) member))[\w ,-]{0,30}? (?:took|taken|used|consumed|received|ate|eaten)|"
    r"no[\w /-]{0,20}? (?:consumption|intake|ingestion|use) of|history was (?:negative|unremarkable) for|"
    r"without (?:any |prior |"
    r"systemic |the use of |use of |treatment with |exposure to )*|den(?:ied|ies|ying)|none of "
    r"(?:the |our |these |those )?(?:\w+ ){1,3}?(?:(?:had|has|have|was|were|ever|been) )*"
    r"(?:received|taken|given|treated|exposed|used|on|needed|required)|no (?:patient|child|case|girl|boy)s? "
    r"(?:(?:had|has|have|was|were|ever|been) )*(?:received|taken|given|treated|exposed|used|on|needed|required)|"
    r"neither (?:(?:patient|child|case|girl|boy|sibling|sister|brother|twin|of (?:them|the \w+)) )?(?:(?:had|has|"
    r"was|ever|been) )*"
    r"(?:received|taken|given|treated|exposed|used|on|needed|required)|"
    r"no (?:history "
    r"of |prior |previous |exposure to |use of |known |current |systemic |further |regular )*(?:\w+ )"
    r"?)(?:\W+(?!but\b|until\b|(?<=, )(?:we|she|he|they|it)\b|and (?:then\b|recover|improv|respon|"
    r"receiv|was\b|took\b|began\b|start|continu|add|gave|switch|increas|repeat|resum|chose|opted|prefer))"
    r"[\w/-]+){0,6}?\W*$"
)
_PARENTS = r"(?:he|she|(?:the |her |his )?(?:parents?|mother|father|family|patient|child|girl|boy))"
_BEHIND = Gated(
    r"^(?:(?!\b(?:but|while|whereas)\b)[^.;,]){0,30}?\b(?:in|by|to) (?:none|neither|nobody|no (?:patient|child|one))\b|"
    # notes: "Methotrexate not used (patient preference)", "Azathioprine offered, declined"
    r"^ (?:not|never) (?:used|given|started|tried|added|prescribed|needed|required|necessary)\b|"
    r"^ (?:(?:was|were|had been) )?(?:offered|proposed|recommended|suggested|advised|considered|discussed|approved)"
    r"(?:(?! and | while )[^.;,]){0,60}(?:, (?:(?:but|and|which|and which) )?|,? but )(?:[^.;,]{0,30} )?"
    r"(?:refused|declined|rejected|(?:not|never) (?:given|administered|started|used|initiated|taken))\b|"
    r"^(?:(?!\b(?:but|while|whereas|was|were|had|has|have)\b)[^.;,]){0,30}?\b(?:was|were|had|has|have) "
    # "was therefore not given", "was in the end never needed"
    r"(?:(?!(?:and|but|or|nor|while|as|although|though|given|begun|[a-z]+ed|taken|only|withdrawn)\b)[a-z]+ ){0,4}?"
    r"(?:not|never) (?:been )?(?:given|administered|started|used|taken|initiated|prescribed|"
    r"necessary|needed|required)|^[^.;,]{0,20}\b(?:refused|declined)\b|^[ -]na[iï]ve"
    r"|^(?:,? (?:and |or )?(?!was\b|were\b)[\w-]+){0,4}? (?:was|were) (?:offered|proposed|recommended|suggested|"
    r"advised|discussed|considered)[^.;]{0,30}? (?:but|and) [^.;]{0,30}?(?:refused|declined|rejected)\b"
    # "We proposed rituximab, which the family declined"
    rf"|^, (?:which|but this) {_PARENTS} (?:refused|declined|rejected|did not accept)\b"
    rf"|^[^.;]{{0,60}}\bbut {_PARENTS} (?:refused|declined)|^[^.;]{{0,60}}\b(?:{_PARENTS}|they) (?:(?:refused|"
    rf"declined) (?:it|this|them)|(?:did|would) not (?:agree|consent|want|wish|accept)"
    rf"(?: to| for)?(?: (?:it|this|them|that))?(?=[.,;]|$))"
)
# "Neither cyclophosphamide nor rituximab was used"; what neither helped nor harmed was given.
_NEITHER = re.compile(r"\bneither (?:oral |intravenous |systemic )?$")
_NOR = re.compile(
    r"(?: nor (?:oral |intravenous |systemic )?[\w -]{2,40}?)? (?:was|were|had (?:ever )?been|has (?:ever )?been|"
    r"have (?:ever )?been|could be) (?:ever )?"
    r"(?:given|used|started|needed|required|tried|administered|added|necessary|prescribed|taken|considered|available|"
    r"obtained|afforded|consumed|affordable)\b"
)
# "Rituximab has been used by others, but it was not given to our patient", "..., but she did not need it"
_OURS = r"(?:our|this|the present) (?:patient|child|case|girl|boy|infant|adolescent)"
_PRONOUN = Gated(
    rf"^(?:(?!\bwas (?:then |also |later )?(?:given|started|added|begun|initiated|used|administered)\b)[^.;]){{0,150}}?"
    rf"[,;] ?(?:(?:but|and|although|though|yet|however|so),? )*(?:"
    rf"(?:it|this|they|(?:this|the) (?:drug|agent|treatment|option|approach)) "
    rf"(?:was|were|has been|had been) (?:not|never) "
    rf"(?:given|used|needed|required|necessary|tried|administered|started|added|available)"
    rf"(?: (?:in|to|for|by) {_OURS}\b|"
    rf"(?= ?(?:$|[.,;])))|"
    rf"(?:we|{_OURS}|he|she) (?:did not|never|(?:has|have|had) not|(?:has|have|had) never) "
    rf"(?:need|require|receive|use|try|give|"
    rf"needed|required|received|used|tried|given|gave) (?:it|this|them|(?:this|the) (?:drug|agent|treatment))\b)"
)
# "MTX (refused)", in a cell or a list
_NOTED = re.compile(
    r" ?\((?:but )?(?:(?:was|were) )?(?:refused|declined|refusal|not (?:given|started|taken|approved|available|needed)|"
    r"never (?:given|started|taken)|contraindicated|unavailable)\b"
    r"(?![^()]*\b(?:after|later|further|then|until|initially|increase|more|at first)\b)"
)
# Between a drug and its verb: "rituximab (two doses of 1,000 mg) was not given", "steroids, which we proposed, were"
_ASIDE = re.compile(
    r" ?\([^()]{1,80}\)|, (?:which|that|although|though|while|as) [^,.;]{1,80},(?= (?:was|were|had)\b)|"
    r"(?<=was|had), (?!and\b|but\b)[^,.;]{1,60},(?= (?:not|never)\b)"  # "was, for this reason, never started"
)
_HAD = re.compile(r"\b(?:received|had|took|taking|given|started(?: on)?|treated with|on)\b[^.;,]*$")
_NEAR = 40  # characters ahead of a drug
_FAR = 200  # characters behind a drug, with what stands in brackets
_DENIES = any_of((_AHEAD, _BEHIND, _PRONOUN, *WITHHELD))
# "was not given until week 6", "was not taken regularly": the patient had it.
_UNTIL = re.compile(
    r"[^.;]{0,20}\b(?:until|till|before|except|other than|regularly|reliably|consistently|as prescribed|again|"
    r"any ?more|any longer|in time)\b"
)
# Every alternative begins with a letter or sign of its own: only where one of these stands is the pattern tried.
_CLAUSES = re.compile(
    r";|\. |, but | but |, (?=(?!which\b|who\b|that\b|it\b|this\b|and\b|or\b)\w+ (?:\([^()]*\) )?(?:was|were)\b)|"
    r", (?:although|while|whereas|however|so|hence)\b|"
    r", and (?=\w+ (?:\([^()]*\) )?(?:was|were|had|is|are|will|would|may|might|could|should|has)\b)|"
    r", and (?=(?:\w+ ){2,5}(?:\([^()]*\) )?(?:was|is|has|will)\b)| and (?=\w+ (?:\([^()]*\) )?(?:was|is|has|will)\b)|"
    r" and (?=(?:an?|the) (?:\w+ ){1,4}(?:was|is|has|will)\b)|and then(?<!\wand then)\b"
)
# "without methotrexate or IVIG": what holds for the first of such a list holds for the next.
_OR = re.compile(
    r"[\s,]*(?:\b(?:or|nor)|/)\s*(?:(?:oral|intravenous|any|other|systemic|even|topical|of|to|with|by)\s+)*"
)


# "denied the use of statins, herbal remedies and red yeast rice": what was asked for shares the answer, "and" or not.
_ASKED = re.compile(
    r"\b(?:den(?:ied|ies|ying)|(?:no|any|without) (?:[\w-]+ ){0,3}(?:exposure|use|history|intake|consumption))\b"
)
_AND = re.compile(
    r"(?:, [\w -]{2,30}){0,3},? (?:and|or) (?:(?!was\b|were\b|is\b|had\b|took\b|received\b|started\b)[\w-]+ ){0,2}"
)


def denials(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> list[str | None]:
    """For each drug at ``spans`` the words that deny it; None for a drug that was given."""
    gaps = [sentence.between(left[1], right[0]) for left, right in pairwise(spans)]
    listed = [_OR.fullmatch(gap) is not None for gap in gaps]
    for index in reversed(range(len(gaps) - 1)):
        listed[index] = listed[index] or (gaps[index].strip() == "," and listed[index + 1])
    words: list[str | None] = []
    for index, (start, end) in enumerate(spans):
        last = words[-1] if index else None
        before = (
            last if last and (listed[index - 1] or (_ASKED.search(last) and _AND.fullmatch(gaps[index - 1]))) else None
        )
        until = spans[index + 1][0] if index + 1 < len(spans) else sentence.last
        words.append(before or _denial(sentence, start, end) or _taken_up(sentence, start, end, until))
    return words


def _denial(sentence: Sentence, start: int, end: int) -> str | None:
    if not _DENIES.opens(words_of(sentence.lowered)):
        return None
    first, _ = clause(sentence, start, end)
    nearby = sentence.between(max(first, start - 40), start)
    if _NEITHER.search(nearby) and not _AHEAD.search_in(nearby, sentence.lowered):
        both = _NOR.match(sentence.between(end, min(end + _FAR, sentence.last)))
        return f"neither{both.group()}" if both else None
    ahead = _AHEAD.search_in(sentence.between(max(first, start - 110), start), sentence.lowered)
    return ahead.group().strip(" ,") if ahead else refused(sentence, end)


def _taken_up(sentence: Sentence, start: int, end: int, until: int) -> str | None:
    """The words that deny a drug by a pronoun, ahead of the next drug ``until``: ``but it was not given to him``."""
    match = _PRONOUN.match_in(sentence.between(end, min(until, end + _FAR)), sentence.lowered)
    if match is None or _HAD.search(sentence.between(max(sentence.first, start - _NEAR), start)):
        return None
    again = _UNTIL.match(sentence.between(end + match.end(), sentence.last))
    return None if again else match.group().strip(" ,")


def refused(sentence: Sentence, end: int) -> str | None:
    """The words behind a drug that say it was not given: ``but her parents declined``."""
    noted = _NOTED.match(sentence.between(end, min(end + 80, sentence.last)))
    if noted is not None:
        return noted.group().strip(" (")
    words = _ASIDE.sub("", sentence.between(end, min(end + _FAR, sentence.last)))[:110]
    behind = _BEHIND.match_in(words, sentence.lowered)
    if behind is None:
        return withheld(sentence.between(max(sentence.first, end - _FAR), end), words, sentence.lowered)
    return None if _UNTIL.match(words, behind.end()) else behind.group().strip(" ,")


@lru_cache(maxsize=1)  # asked for each drug of a sentence, several times
def _cuts(sentence: Sentence) -> list[int]:
    return [sentence.first + match.end() for match in _CLAUSES.finditer(sentence.lowered)]


def clause(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The clause around the characters ``[start, end)``."""
    cuts = _cuts(sentence)
    first = max((cut for cut in cuts if cut <= start), default=sentence.first)
    return first, min((cut for cut in cuts if cut >= end), default=sentence.last)
