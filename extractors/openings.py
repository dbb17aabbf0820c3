"""How a text presents a person without an age: ``We report a girl who``, ``A healthy boy was referred``."""

from extractors.gates import Gated

BARE = Gated(
    r"(?:^|[.:][ ]|\b(?:report|paper|letter|registry|survey|series|exception|contrast|child|patient|case),[ ]|"
    r"\b(?:of|in|on|is|was|concern(?:ed|s)|described|reported|published|treated|al\.?,)[ ])(?P<article>an?)[ ]"
    r"(?:[a-z-]+[ ]){0,2}?"
    r"(?P<noun>boy|girl|woman|man|infant|toddler)\b(?!-|[ ](?:of|aged|series|cohort|group)\b)"
    # "The youngest patient in the literature was a boy reported by Ito"
    r"|\b(?:was|is|concerned)[ ](?P<article2>an?)[ ](?:[a-z-]+[ ]){0,2}?(?P<noun2>boy|girl|woman|man|infant|toddler)"
    r"(?=[ ](?:who[ ]was[ ])?(?:reported|described|published)[ ](?:by|in)\b)"
)
