"""The desk's own texts that a page shows outside the conversation: consent, and rating."""

from fastapi import APIRouter
from pydantic import BaseModel

from zhangfang.desk.access import The
from zhangfang.guides.consent import Consent
from zhangfang.guides.rating import Rating

router = APIRouter(prefix="/api/v1", tags=["merchant"])


class ConsentPoint(BaseModel):
    """One thing to know."""

    title: str
    text: str


class SensitiveText(BaseModel):
    """What is asked for by itself, and why."""

    label: str
    why: str


class ConsentText(BaseModel):
    """What is agreed to before the first message."""

    version: str
    title: str
    points: list[ConsentPoint]
    sensitive: SensitiveText
    agree: str
    withdraw: str


class SolvedText(BaseModel):
    """An outcome, to be tapped."""

    value: bool
    label: str


class Tag(BaseModel):
    """A reason, to be tapped."""

    id: str
    label: str


class Tags(BaseModel):
    """For four and five stars, and for fewer."""

    good: list[Tag]
    bad: list[Tag]


class RatingText(BaseModel):
    """What is asked when a case has ended, for so many days."""

    question: str
    solved: list[SolvedText]
    tags: Tags
    thanks: str
    days: int


class Texts(BaseModel):
    """Both."""

    consent: ConsentText
    rating: RatingText


@router.get("/texts")
async def texts(the: The) -> Texts:
    """The texts in use now. Open to everybody."""
    return Texts(
        consent=_consent(the.knowledge.consent),
        rating=_rating(the.knowledge.rating),
    )


def _consent(consent: Consent) -> ConsentText:
    return ConsentText(
        version=consent.version,
        title=consent.title,
        points=[ConsentPoint(title=it.title, text=it.text) for it in consent.shown()],
        sensitive=SensitiveText(label=consent.sensitive.label, why=consent.sensitive.why),
        agree=consent.agree,
        withdraw=consent.withdraw,
    )


def _rating(rating: Rating) -> RatingText:
    return RatingText.model_validate(rating.model_dump())
