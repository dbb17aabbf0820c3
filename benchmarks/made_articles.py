"""Makes articles by the thousand from templates of our own: case reports of one to three patients, no two alike.

python -m benchmarks.made_articles FOLDER --count 10000

Of twenty, eight are plain text, five JATS, four HTML and three PDF. The same number always gives the same article.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from fpdf import FPDF
from rich.progress import track

from raw_docs.typesetting.html import html_of
from raw_docs.typesetting.inline import words_of
from raw_docs.typesetting.jats import jats_of
from raw_docs.typesetting.manuscript import Heading, Imprint, Manuscript, Paragraph

SHARES = ("txt",) * 8 + ("xml",) * 5 + ("html",) * 4 + ("pdf",) * 3

_NAMES = "Abara Brandt Castelo Dvorak Ekholm Farouk Grimaldi Hoshino Ivanov Jansen Kowal Lindqvist Moreau Nkosi".split()
_ANTIBODIES = ("anti-SRP", "anti-HMGCR", "anti-Jo-1", "anti-Mi-2", "anti-MDA5", "anti-NXP2", "anti-TIF1-gamma")
_DRUGS = (
    "oral prednisolone {low} mg/day",
    "methotrexate {low} mg weekly",
    "intravenous methylprednisolone 30 mg/kg/day for 3 days",
    "intravenous immunoglobulin 2 g/kg monthly",
    "mycophenolate mofetil {high} mg twice daily",
    "rituximab {high} mg",
    "azathioprine 2 mg/kg/day",
    "tacrolimus 0.1 mg/kg/day",
)
_COMPLAINTS = (
    "difficulty in climbing stairs",
    "weakness of the neck and the shoulders",
    "frequent falls",
    "pain in both thighs after play",
    "a waddling walk",
    "trouble in swallowing solid food",
)
_BACKGROUND = (
    "Necrotizing myopathy of immune origin is rare before adulthood, and its course differs from child to child.",
    "Biopsy shows necrotic fibres with few inflammatory cells, which sets the disease apart from dermatomyositis.",
    "Weakness begins near the trunk and is often taken for a muscular dystrophy when it progresses slowly.",
    "Treatment rests on steroids, to which a second drug is added when strength does not return within weeks.",
    "Magnetic resonance imaging of the thighs helps to choose the place of the biopsy and to follow the disease.",
    "Enzymes from muscle fall before strength returns, so that both have to be followed.",
    "There are no controlled trials in children, and practice follows small series and the opinion of experts.",
    "Skin lesions are absent or slight, and a rash on the knuckles should make the physician think again.",
    "Early treatment is held to spare muscle, though nobody has been able to show this in a comparison.",
    "The heart and the lungs should be looked at once, even where the child has no complaint of either.",
    "Physiotherapy was offered to all and was well accepted by the families.",
    "Relapses are frequent when drugs are withdrawn early, and most children need them for years.",
)
_CASE = """\
Case {case} was a {age}-year-old {sex} who was seen for {complaint} of {weeks} weeks. {Pronoun} had been well before and
no relative had a muscle disease. On examination there was weakness of the hips and the shoulders, and {pronoun} could
not rise from the floor without help. The CMAS was {cmas}/52 at presentation.

Creatine kinase (CK) was {ck} U/L at presentation (normal range 30-180 U/L), and alanine aminotransferase was {alt} U/L.
Thyroid function and electrolytes were normal. {Antibody} antibodies were positive, and antinuclear antibodies were
negative. A biopsy of the thigh showed necrosis and regeneration of single fibres.

{Pronoun} was given {first} and, after {months} months, {second}. The CK fell to {later} U/L after {months} months, and
the CMAS rose to {better}/52 at the last visit. No serious infection was seen during treatment."""


def manuscript(number: int) -> Manuscript:
    """The article of this number."""
    chance = random.Random(number)  # noqa: S311 - variety, not secrets
    author = chance.choice(_NAMES)
    imprint = Imprint(
        author, "Journal of Made-up Cases", 1990 + number % 35, str(1 + number % 60), f"{number}", _doi(number)
    )
    body: list[Heading | Paragraph] = [Heading(words_of("Introduction")), _background(chance)]
    cases = chance.choice((1, 1, 2, 3))
    for case in range(1, cases + 1):
        body.append(Heading(words_of(f"Case {case}")))
        body += [Paragraph(words_of(words)) for words in _case(chance, case)]
    body.append(Heading(words_of("Discussion")))
    body += [_background(chance) for _ in range(8)]
    title = f"Necrotizing myopathy in {'a child' if cases == 1 else f'{cases} children'}: report {number} of {author}"
    return Manuscript(f"{number:06}", "letter", title, imprint, body=tuple(body))


def article(number: int) -> tuple[str, bytes]:
    """The name and the bytes of the article of this number."""
    form = SHARES[number % len(SHARES)]
    made = manuscript(number)
    make = {"txt": _text_of, "xml": jats_of, "html": html_of, "pdf": _pdf_of}[form]
    return f"{made.stem}.{form}", make(made)


def write_articles(folder: Path, count: int) -> list[Path]:
    """Write ``count`` articles into ``folder`` that are not there yet, and return all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in track(range(count), description="writing articles"):
        path = folder / f"{number:06}.{SHARES[number % len(SHARES)]}"
        if not path.exists():
            path.write_bytes(article(number)[1])
        paths.append(path)
    return paths


def _doi(number: int) -> str:
    return f"10.5555/made.{number}"


def _background(chance: random.Random) -> Paragraph:
    return Paragraph(words_of(" ".join(chance.sample(_BACKGROUND, 5))))


def _case(chance: random.Random, case: int) -> Iterator[str]:
    sex, pronoun = chance.choice((("girl", "she"), ("boy", "he")))
    low, high = 5 * chance.randint(1, 8), 250 * chance.randint(1, 4)
    first, second = (drug.format(low=low, high=high) for drug in chance.sample(_DRUGS, 2))
    ck = chance.randint(900, 29_000)
    told = {
        "case": case,
        "age": chance.randint(2, 17),
        "sex": sex,
        "pronoun": pronoun,
        "Pronoun": pronoun.capitalize(),
        "complaint": chance.choice(_COMPLAINTS),
        "weeks": chance.randint(2, 40),
        "months": chance.randint(2, 11),
        "cmas": chance.randint(5, 30),
        "better": chance.randint(35, 52),
        "ck": ck,
        "later": ck // chance.randint(4, 20),
        "alt": chance.randint(60, 800),
        "Antibody": chance.choice(_ANTIBODIES).replace("anti", "Anti"),
        "first": first,
        "second": second,
    }
    return (" ".join(words.format(**told).split()) for words in _CASE.split("\n\n"))


def _text_of(made: Manuscript) -> bytes:
    return "\n\n".join(_lines(made)).encode() + b"\n"


def _lines(made: Manuscript) -> Iterator[str]:
    yield made.title
    yield made.imprint.citation
    for item in made.body:
        if isinstance(item, Heading | Paragraph):
            yield "".join(run.text for run in item.words)


def _pdf_of(made: Manuscript) -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_creation_date(datetime(2020, 1, 1, tzinfo=UTC))
    for place, line in enumerate(_lines(made)):
        pdf.set_font("Times", "B" if place == 0 or len(line) < 30 else "", 14 if place == 0 else 10)
        pdf.multi_cell(0, 5, line)
        pdf.ln(2)
    return bytes(pdf.output())


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--count", type=click.IntRange(1), default=10_000, show_default=True)
def main(folder: Path, count: int) -> None:
    """Write COUNT made-up articles into FOLDER; those that are there already stay."""
    click.echo(len(write_articles(folder, count)))


if __name__ == "__main__":
    main()
