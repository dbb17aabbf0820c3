"""The words between an antibody and what a test said of it, and the words that say it.

A test says it of one antibody ("was negative") or as a whole: ``A line blot (SRP, Jo-1, Mi-2) detected no antibody``.
"""

import re

_TESTED = (
    r"(?:measured|tested|determined|assessed|assayed|analy[sz]ed|sought|looked for|detected|requested|ordered|sent|"
    r"checked|examined|studied|searched for|repeated|added|performed|investigated)"
)
# What a test can show that shows anything at all; "no other antibodies" are said of other ones.
_ANYTHING = (
    r"(?:(?:an?|any|single|the|specific|relevant|pathogenic|known|myositis-specific|myositis-associated|myositis|"
    r"circulating|such|detectable|visible|significant|positive|abnormal|clear) ){0,4}(?:(?:auto-?)?antibod(?:y|ies)|"
    r"msas?|maas?|reactivity|reactions?|bands?|signals?|specificit(?:y|ies)|positivity|"
    r"positive (?:results?|findings?))\b"
)
_SEEN = r"(?:detected|found|present|positive|identified|demonstrated|observed|seen)"
NOTHING_BEHIND = (
    r"(?:did not|failed to|could not|was unable to|were unable to) (?:detect|reveal|show|identify|disclose|demonstrate|"
    rf"find|yield|give|react with|contain) (?:{_ANYTHING}|any of (?:these|them|the)|them|anything)|"
    r"(?:detected|revealed|showed|identified|disclosed|demonstrated|found|yielded|gave|produced|returned) "
    rf"(?:no {_ANYTHING}|none(?: of (?:these|them|the (?:above|antibodies)))?\b(?! other)|nothing\b)|"
    r"without (?:a |any )?(?:positive )?(?:results?|reactivity|reactions?|findings?|bands?)\b|"
    r"(?:but )?none(?: of (?:these|them|which))?(?: (?:of the )?(?:antibodies|autoantibodies|antigens))? "
    r"(?:was|were|had been|has been|could be) (?:ever )?" + _SEEN + "|"
    r"in vain\b|fruitless\b|unsuccessful\b|without success\b|clear(?=\s*(?:[.;,)]|$))|did not react\b(?! (?:with|"
    r"against|to))|"
    r"neither (?:of (?:them|these|which) )?(?:was|were|could be) " + _SEEN
)
"""Behind a list: the test that the list belongs to showed nothing."""

NOTHING_ON = re.compile(
    r"\b(?:no|nothing|none|neither|without) (?:[\w-]+ ){0,6}?(?:(?:was|were|be|been|being) )?(?:ever )?"
    rf"(?:{_SEEN}|reactivity|reactive) (?:on|with|by|in|using) (?:[\w-]+ ){{0,6}}?"
    r"(?:blot|immunoblot|panel|profile|assay|immunoassay|screen|strip|elisa)s?"
    r"(?: for| of| with| containing| including| covering| comprising| that (?:included?|contain(?:ed|s)|covere?[ds]))?"
    r"[\s(:,-]*(?:anti-?|antibodies (?:to|against) )?(?:the )?$"
)
"""Ahead of a list: nothing was seen on the test whose antigens are listed then."""

_METHOD = (
    r"(?:(?:line|dot|western|myositis|extended|commercial|antibody|antigen|immuno\w+|auto-?antibody|multiplex|standard|"
    r"repeat|second|further|enlarged|larger) ){0,4}(?:(?:immuno|western|line |dot )?blot\w*|panel|profile|"
    r"(?:immuno)?assay|elisa|kit|strip|immunodot|screen|tests?|array|immunofluorescence|immunoprecipitation)s?"
)
OF_TEST = re.compile(rf"{_METHOD} with(?= )|\bwith (?:an? |the |another |our )?{_METHOD}\b")
ON_TEST = re.compile(
    rf"{_METHOD}(?: of (?:the |our )?\w+)?,? ?(?:\(|(?:(?:which |that )?(?:including|include[ds]?|contain(?:ing|ed|s)|"
    r"cover(?:ing|ed|s)|compris(?:ing|ed)|with|for|against)) )(?:the )?(?:antigens |antibodies )?$"
)
"""Ahead of a target: it is on a blot or panel, ``a line assay including SRP and HMGCR``."""
"""``a line blot with SRP, Jo-1 and Mi-2``, ``tested with an ELISA``: what is used, and no result."""

LEFT_OUT = re.compile(
    r"(?:\b(?:that|which),? (?:did|does|do) not (?:include|contain|cover|comprise|feature|test for|detect)|"
    r"\b(?:not|without) (?:including|containing|covering|comprising)|"
    r"\b(?:not|never) (?:part of|included in|contained in)) (?:(?:anti-?|antibodies (?:to|against|for)|the) ?)*$"
)
"""Ahead of a name: a test does not look for it, ``a panel that did not include HMGCR``."""

HALF = re.compile(r"\bmyositis[- ]specific(?= ?(?:and/or|or|nor|and|as well as|/)[ -]*$)")
"""Ahead of "myositis-associated antibodies": the first half of the pair, whose noun stands with the second."""

ADJECTIVES = (
    r"circulating|known|relevant|pathogenic|detectable|other|further|additional|single|specific|significant|common|"
    r"commercially available|conventional|traditional|classical|classic|usual|positive|evidence|traces?|signs?"
)
"""What stands between "no" and the antibodies that are denied."""

FILLER = (
    r"(?:(?<![\w.,])[<>]?\s?\d{1,5}(?:[.,]\d{1,2})?\s?(?:units?|[acri]?u)(?:/ml|/l)?,(?= (?:and )?\w)|"
    r", (?:sent|requested|ordered|sought|measured) (?:because of|owing to|due to|in view of) [^,.;]{3,80},|"
    rf", {_TESTED} (?!negativ|positiv)[^,.;]{{2,60}},|"
    rf"\b(?:was|were|had been) (?:(?:then|also|later|subsequently|finally|therefore|only) )?{_TESTED} "
    r"(?!negativ|positiv)[^,.;]{2,60}? and (?=(?:was|were|came|proved|returned|turned|found|again)\b)|"
    r"\b(?:that|which) (?:did|does|do) not (?:include|contain|cover) [\w\-]{2,14}(?: or [\w\-]{2,14})?(?= )|"
    r"[\s,)\-:=]|\([^()]{0,60}\)|[x×] ?\d{2,4}(?= ?\()|\((?=negative\)|positive\))|"
    r"\b(?:(?:auto)?-?antibod(?:y|ies)|abs?|titers?|titres?|tests?|"
    r"testing|results?|levels?|screen(?:ing)?|serolog(?:y|ies|ic)|ig[gma]|by|elisa|immunoblot(?:ting)"
    r"?|line|"
    r"blot|assay|which|that|all|both|each|was|were|is|are|be|been|being|had|have|has|also|tested|"
    r"returned|came|back|turned|out|found|to|remained|again|repeatedly|initially|later|serum|in|the|"
    r"it|panel|profile|at|this|her|his|patient|our|"
    r"always|now|still|even|already|once|researched|bands?|"
    r"(?:reported|read|rated|graded|judged|interpreted|regarded|taken)(?= as)|considered|deemed|"
    r"reported(?= (?:(?:to be|weakly|strongly|clearly) )?(?:negativ|positiv|normal))|"
    r"previously|persistently|consistently|requested|ordered|performed|done|resulted|remain|"
    r"subsequently|finally|only|as|well|determination|detection|status|specificity|likewise|too|[a-z]{3,12}ly|count|"
    r"for|and|of|boy|girl|child|"
    r"woman|man|could|can|nevertheless|however|indeed|sought|looked|searched|immunofluorescence|indirect|staining|"
    r"concentrations?|protein|"
    r"patient's|then|measured|assayed|determined|sent|checked|examined|repeated|twice|"
    r"antigens|targets)\b)*?"
)
STRENGTH = (
    r"(?:(?:strongly|weakly|highly|clearly|slightly|markedly|moderately|mildly|extremely|"
    r"significantly|faintly|very|low|high)[ -]?(?:titer |titre )?)*"
)
NEGATIVE_BEHIND = (
    rf"{NOTHING_BEHIND}|"
    r"negativ\w*|absent|undetect\w+|not (?:be )?(?:detected|found|present|identified|elevated|"
    r"revealed|observed|seen|increased|shown|demonstrated|confirmed|proven|documented)|"
    r"with (?:an? )?(?:negative|normal|unremarkable) (?:results?|findings?)|"
    r"non-?reactive|within (?:the )?(?:normal|reference)|normal|"
    r"unremarkable|un(?:revealing|rewarding|contributory|reactive)|non-?revealing|inconspicuous|"
    r"(?<=was |ere |een )(?:ruled out|excluded)\b(?! from)|"
    r"neg\b|showed no reactivity|gave no signal|\(-\)|not detectable|non-?contributory|"
    r"disappeared|vanished|lacking|missing|(?:well |far )?below (?:the )?(?:cut-?off|detection|limit|threshold)|"
    r"did not exceed the|"
    r"(?<=was |ere )not(?=\s*(?:[.;,]|$))"
)
POSITIVE_BEHIND = (
    r"with (?:an? )?positive results?|"
    r"positiv\w*|seropositiv\w*|detect\w+|present|elevated|raised|increased|reactive|identified|"
    r"confirmed|revealed|observed|pos\b|[1-4]\s?\+(?![\w/])|\(?\+{1,4}\)?(?:ve)?|found\b(?! to )|isolated|"
    r"high\b(?! risk)|"
    r"the (?:only|sole|single) (?:[\w-]+ ){0,2}(?:finding|abnormality|(?:auto-?)?antibod(?:y|ies)|specificity|"
    r"positive (?:result|finding|test))\b|"
    r"(?:seen|noted|evident)\b(?! (?:by|at|in) (?:an?|the|our) )|"
    r"persist(?:ed|ing|s)\b|"
    r"(?:fell|decreased|declined|dropped|rose|increased|climbed|waned|went)(?: (?:slowly|gradually|further|again|"
    r"only))? "
    r"(?:from|by|over|under|in parallel)\b|"
    r"demonstrated|co-?existed|accompanied\b|co-?occurred|"
    r"(?:far )?exceeded the (?:upper|cut-?off|normal|detection|assay|limit)|"
    r"(?:well |far )?above (?:the )?(?:upper|cut-?off|normal|detection|assay|limit)"
)

NEGATIVE_AHEAD = re.compile(
    r"\b(?:negativ\w*|seronegativ\w*|none of|no|without|absence of|lack of|lacked|neither|(?:did|does|do|"
    r"could|was|were|had|has|have) not(?: (?:reveal|show|detect|have|find|demonstrate|identify|"
    r"disclose|express|harbou?r|carry|any))*|not|ruled out|exclude[ds]?|never|normal|denied|nor)\b"
)
POSITIVE_AHEAD = re.compile(
    r"\b(?:(?<!false-)(?<!false )positiv\w*|seropositiv\w*|presence of|detect(?:ed|ion of|able)|reveal(?:ed|ing)|"
    r"show(?:ed|"
    r"ing|s)|found|identified|disclosed|demonstrat(?:ed|ing)|confirm(?:ed|ing)|high|elevated|raised|"
    r"increased|harbou?r(?:ed|ing)|reacted|(?:single|double|triple|one|two|three)[- ]plus(?:es)?|had|has|having|"
    r"carried|carrying|with|"
    r"(?:notable|remarkable|significant|reactivity)(?= (?:for|to|against|with)\b)|picked up|turned up|"
    r"accompan(?:ied|ying)(?: by)?|along with|together with|in addition to|due to|diagnos\w+|developed|"
    r"evinced|yielded|reactive|seroconver\w+|contain(?:ed|ing)|weakly|strongly)\b"
)
# "None of the four girls had anti-Ku": who it is stands between the denial and the verb.
OF_NOBODY = re.compile(
    r"\s*(?:(?:of|the|our|these|those|them|us|whom|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|affected|other|"
    r"remaining|patients?|child(?:ren)?|cases?|girls?|boys?|siblings?|sisters?|brothers?|wom[ae]n|m[ae]n|twins?|"
    r"relatives?|parents?|had|has|have|was|were|been|ever|tested|found|to be)\s+)+"
)
