"""The call by which a merchant's page says that somebody types there. Nothing of it is kept."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from zhangfang.desk import errors
from zhangfang.desk.access import ACCESS_ERRORS, Own, The

router = APIRouter(prefix="/api/v1", tags=["merchant"])


class Typing(BaseModel):
    """Whether somebody types. It ends by itself after 10 seconds, so it is said again meanwhile."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    on: bool


@router.post(
    "/conversations/{conversation_id}/typing",
    status_code=204,
    responses=errors.documented(
        *ACCESS_ERRORS, errors.BadBodyError, errors.BodyTooBigError, errors.UnprocessableError
    ),
)
async def typing(the: The, conversation: Own, typing: Typing) -> None:
    """Let a person who talks with the merchant see that they type."""
    the.stream.typing(conversation, on=typing.on, who="merchant")
