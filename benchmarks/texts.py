"""The texts that are timed: the real articles where they are at hand, and reports made up from sentences of our own."""

import random
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared"

_OPENINGS = (
    "Case {case} was a {age}-year-old girl who presented with weakness of both legs.",
    "Patient {case} was a {age}-year-old boy who could no longer climb stairs.",
)
_SENTENCES = (
    "Her creatine kinase was {ck} U/L (normal range 30-170 U/L).",
    "The CMAS was {cmas}/52 at presentation.",
    "Anti-HMGCR antibodies were positive, and anti-SRP antibodies were negative.",
    "Methotrexate {dose} mg/m2 per week was started after {age} weeks.",
    "Prednisolone was given orally at 1 mg/kg/day and tapered over {age} months.",
    "Muscle biopsy showed necrotic fibres with few inflammatory cells.",
    "Magnetic resonance imaging of the thighs showed oedema of all compartments.",
    "The family history was unremarkable, and development had been normal until then.",
    "There was no rash, no fever and no difficulty in swallowing.",
    "She walked without help {age} months later and went back to school.",
    "Aspartate aminotransferase was {dose} U/L and alanine aminotransferase {age} U/L.",
    "The parents reported that she had fallen often during the summer before.",
)


def made_up(words: int, seed: int) -> str:
    """A report of so many words and a few more, paragraph after paragraph, no two alike."""
    chance = random.Random(seed)  # noqa: S311 - values, not secrets
    paragraphs = []
    counted = case = 0
    while counted < words:
        case += 1
        told = [chance.choice(_OPENINGS), *chance.choices(_SENTENCES, k=8)]
        values = {"case": case, "age": chance.randint(3, 16), "ck": chance.randint(200, 20_000)}
        values |= {"cmas": chance.randint(3, 52), "dose": chance.randint(5, 90)}
        paragraphs.append(" ".join(told).format(**values))
        counted += len(paragraphs[-1].split())
    title = f"Report {seed}: a series of {case} children"  # its own, or all were files of one article
    return f"{title}\n\n" + "\n\n".join(paragraphs) + "\n"


def write_made_up(folder: Path, count: int, words: int) -> list[Path]:
    """So many reports as files of a folder that does not exist yet."""
    folder.mkdir(parents=True)
    paths = [folder / f"a{number:05}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(made_up(words, number), encoding="utf-8")
    return paths


def corpora(folder: Path) -> dict[str, list[Path]]:
    """Corpora by name: ``seeds`` and ``dev_corpus`` where they are at hand, ``made up`` written into ``folder``."""
    found = {name: sorted((SHARED / name).glob("*.txt")) for name in ("seeds", "dev_corpus")}
    return {name: paths for name, paths in found.items() if paths} | {
        "made up": write_made_up(folder / "made", 20, 900)
    }


def words_in(paths: list[Path]) -> int:
    """Words of files, as white space parts them."""
    return sum(len(path.read_text(encoding="utf-8").split()) for path in paths)
