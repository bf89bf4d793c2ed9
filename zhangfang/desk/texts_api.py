"""The desk's own texts that a page shows outside the conversation: consent, and rating."""

from fastapi import APIRouter
from pydantic import BaseModel

from zhangfang.desk.access import The
from zhangfang.guides.consent import Point, Sensitive
from zhangfang.guides.rating import Outcome, Tags

router = APIRouter(prefix="/api/v1", tags=["merchant"])


class ConsentText(BaseModel):
    """What is agreed to before the first message."""

    version: str
    title: str
    points: list[Point]
    sensitive: Sensitive
    agree: str
    withdraw: str


class RatingText(BaseModel):
    """What is asked when a case has ended, for so many days."""

    question: str
    solved: list[Outcome]
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
    consent, rating = the.knowledge.consent, the.knowledge.rating
    return Texts(
        consent=ConsentText(
            version=consent.version,
            title=consent.title,
            points=list(consent.shown()),
            sensitive=consent.sensitive,
            agree=consent.agree,
            withdraw=consent.withdraw,
        ),
        rating=RatingText(
            question=rating.question,
            solved=list(rating.solved),
            tags=rating.tags,
            thanks=rating.thanks,
            days=rating.days,
        ),
    )
