"""Who opens the story of the one patient, in many hands; and sentences about anybody, in which no patient may be found."""

import pytest

from extractors.nlp import extract
from extractors.readers.text import document_of_text

COURSE = " Serum CK was 9,870 U/L and anti-HMGCR antibodies were positive. Oral prednisolone 30 mg daily was started in hospital."

OPENINGS = [
    ("We report an Omani girl who was referred at the age of 6 years and 4 months for falls.", "female", 6.33),
    ("The authors describe an African girl in whom weakness began at 7 years of age.", "female", 7),
    ("Herein we document a Saudi male child with weakness from the age of 18 months.", "male", 1.5),
    ("We recently cared for a right-handed, previously fit and active man.", "male", None),
    ("We had the opportunity to follow a Filipino boy with weakness from the age of 8 years.", "male", 8),
    ("We were asked to see a young man with weakness.", "male", None),
    ("We present a unique case: a Colombian teenager, male, with weakness.", "male", None),
    ("Our experience with a Nepalese girl, who fell ill at 11 years of age, is reported.", "female", 11),
    ("In this report, a diabetic woman with rapidly progressive weakness is presented.", "female", None),
    ("This report concerns a female adolescent with weakness.", "female", None),
    ("A previously healthy, right-handed Thai girl developed weakness at the age of 6 years.", "female", 6),
    ("A young girl of Moroccan origin was admitted for weakness.", "female", None),
    ("A girl known to have asthma was seen for weakness.", "female", None),
    ("A girl whose twin is healthy was seen for weakness.", "female", None),
    ("A female patient in her second decade was admitted with weakness.", "female", None),
    ("A previously healthy female office worker, 44 years old, developed weakness.", "female", 44),
    ("A never-smoking vegetarian woman was found to have weakness.", "female", None),
    ("An otherwise healthy teenager (female) developed weakness.", "female", None),
    ("A retired teacher (female, 71 years) was referred for weakness.", "female", 71),
    ("A formerly athletic college student (male) lost the ability to run.", "male", None),
    ("A full-term male newborn was found to be hypotonic.", "male", 0),
    ("A young mother of two noticed weakness.", "female", None),
    ("A first-born son of healthy parents became weak at age 2.", "male", 2),
    ("At age 6, a previously well girl developed weakness.", "female", 6),
    ("From the age of 30 months a Polish boy had frequent falls.", "male", 2.5),
    ("Over three months, a previously healthy Thai girl lost the ability to walk.", "female", None),
    ("Two months after vaccination a healthy female developed weakness.", "female", None),
    ("Six weeks after starting a new drug, a previously active man developed weakness.", "male", None),
    ("In 2014 an athletic schoolboy was seen by us because of weakness.", "male", None),
    ("This previously well Aboriginal boy first came to attention at 4 years of age.", "male", 4),
    ("Severe weakness developed in a well-trained Swedish woman two weeks after a new drug.", "female", None),
    ("Weakness began at the age of 8 in a previously healthy Russian girl.", "female", 8),
    ("A biopsy was taken from a very weak Bolivian boy. He was 7 years old.", "male", 7),
    ("Such antibodies were found, at last, in a 7-yr-old with weakness. She was referred.", "female", 7),
    ("Case report: preschool girl with weakness of 3 months.", "female", None),
    ("We should like to describe a woman with weakness.", "female", None),
    ("Permit me to report a boy with weakness.", "male", None),
    ("A previously well male university student became weak and was turned every 6 hours.", "male", None),
    ("A female nurse fell ill with weakness, a rare effect of the drug.", "female", None),
    ("A farmer in his sixties was referred with weakness. He was admitted.", "male", None),
    ("A Caucasian, aged 54 years, was referred with weakness. She was admitted.", "female", 54),
    ("A German, aged 54 years, was referred with weakness. She was admitted.", "female", 54),
    ("A widow of 71 was admitted because of weakness.", "female", 71),
    ("An ex-smoker, male, 66, presented with weakness. He was admitted.", "male", 66),
    ("An active businessman was seen because of weakness.", "male", None),
    ("We report on a carpenter who lost the ability to climb ladders. He was admitted.", "male", None),
    ("Our patient fell ill at 20 months with weakness. She was admitted.", "female", 1.67),
    ("An infant boy was seen first at 9 months because of hypotonia.", "male", 0.75),
    ("She was first seen by us at 11 years of age with weakness.", "female", 11),
]


@pytest.mark.parametrize(("opening", "sex", "age"), OPENINGS, ids=[opening[0][:50] for opening in OPENINGS])
def test_opens_the_story(opening: str, sex: str, age: float | None) -> None:
    (only,) = extract(document_of_text(opening + COURSE, source="article.txt")).cases
    assert (only.origin, only.sex, only.age_years) == ("own", sex, age)
    assert [value.value for value in only.ck] == [9870]
    assert [value.name for value in only.antibodies] == ["anti-HMGCR"]
    assert [course.name for course in only.drugs] == ["prednisolone"]


NOBODY = [
    "A child with progressive weakness should be tested for anti-HMGCR antibodies. CK was above 5,000 U/L.",
    "A woman with weakness who takes a statin may have anti-HMGCR antibodies. CK was above 5,000 U/L.",
    "We describe how an adult with weakness should be examined. CK of 5,000 U/L was taken as high.",
    "We present an approach to the child with a CK of 5,000 U/L. Prednisolone 1 mg/kg was recommended.",
    "We recommend that a child be given IVIG 2 g/kg when CK exceeds 5,000 U/L. This was agreed by us.",
    "We describe the burden of being a patient with myositis. Prednisolone 30 mg daily was disliked by many.",
    "Here we report on a female predominance in this myopathy. CK was 6,000 U/L and IVIG was effective.",
    "Data from a patient registry were analysed. CK was 5,000 U/L and prednisolone 30 mg daily was common.",
    "The typical patient was a middle-aged woman with a CK above 5,000 U/L who took prednisolone 1 mg/kg.",
    "In such a patient, rituximab was recommended by most experts when CK exceeded 5,000 U/L.",
    "A patient was considered refractory if CK remained above 1,000 U/L on prednisolone 1 mg/kg/day.",
    "A patient was included when anti-SRP antibodies were positive and CK was above 1,000 U/L.",
    "A male patient was more likely to have cancer. CK was 6,500 U/L and IVIG was used.",
    "Whenever a girl developed weakness, CK was measured; values above 500 U/L prompted other tests.",
    "Patients were randomised to rituximab or placebo. A patient of one arm died. CK was 3,400 U/L.",
    "We treated 23 women and 11 men with rituximab 1 g. One man died. CK fell from 6,000 to 400 U/L.",
    "Imagine that a young woman presented with weakness and a CK of 5,000 U/L.",
    "A patient presented with weakness and a CK of 5,000 U/L: would you give IVIG?",
    "A child-friendly protocol was developed. IVIG 2 g/kg was given over two days, and CK was 300 U/L.",
    "The female animal showed weakness, its CK was 4,000 U/L and prednisolone 1 mg/kg was ineffective.",
    "In this review we discuss a pregnant woman's needs. CK of 2,000 U/L was accepted; azathioprine was used.",
    "A rheumatologist noticed that weakness returned. He advised IVIG 2 g/kg. CK was 5,000 U/L in most.",
    "A trainee noticed an error. He corrected the CK to 500 U/L for all samples.",
    "A specimen was referred to us. CK was 5,000 U/L in most.",
    "A worker who lifts weights may have a CK of 5,000 U/L. He needs no treatment with prednisolone 30 mg.",
    "Our patient population was treated with IVIG 2 g/kg. CK was 5,000 U/L.",
    "Every child was given methotrexate 15 mg/m2 weekly and CK fell below 300 U/L.",
]


@pytest.mark.parametrize("text", NOBODY, ids=[text[:50] for text in NOBODY])
def test_sentences_about_anybody_open_no_story(text: str) -> None:
    record = extract(document_of_text(text, source="article.txt"))
    assert not record.cases


def test_a_story_begins_with_its_first_sentence_not_with_the_first_age() -> None:
    (boy,) = extract(
        document_of_text(
            "We encountered a slim, previously well boy. CK was 4,120 U/L. This 9-year-old boy got methotrexate.",
            source="article.txt",
        )
    ).cases
    assert (boy.sex, boy.age_years, [value.value for value in boy.ck]) == ("male", 9, [4120])


def test_a_second_look_leaves_alone_who_was_found() -> None:
    (woman,) = extract(
        document_of_text(
            "Introduction\n\nA previously well African-American boy was first treated so in Oslo.\n\nCase report\n\nA 52-year-old woman was weak. "
            "Her CK was 4,120 U/L.",
            source="article.txt",
        )
    ).cases
    assert (woman.sex, woman.age_years) == ("female", 52)


def test_a_structured_abstract_in_one_paragraph_tells_of_its_patient() -> None:
    (boy,) = extract(
        document_of_text(
            "Background: This myopathy is rare in children and may be taken for a dystrophy for many years. Case: Our patient fell ill at 5 years. "
            "He was admitted. CK was 4,120 U/L. Conclusion: In a child with a CK of 5,000 U/L it should be thought of.",
            source="article.txt",
        )
    ).cases
    assert (boy.sex, boy.age_years, [value.value for value in boy.ck]) == ("male", 5, [4120])
