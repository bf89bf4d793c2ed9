"""The calls by which a merchant takes the evidence away, or has it erased; and the log's public face."""

from typing import Annotated
from urllib.parse import quote

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from zhangfang.desk import errors, record_errors
from zhangfang.desk.access import ACCESS_ERRORS, Own, SaidAt, The
from zhangfang.desk.erasure import Erased, Erasing, erase_conversation
from zhangfang.desk.log_face import LogFace, log_face
from zhangfang.desk.pack_data import Scope
from zhangfang.desk.packs import hidden_numbers, messages_taken_back, take_pack
from zhangfang.desk.resume import LONGEST_TYPED
from zhangfang.desk.resume_api import address
from zhangfang.desk.secret_tries import try_own_secret

MOST_REVEALED = 1000
SECRET_ERRORS = (
    record_errors.NoSecretError,
    record_errors.WrongSecretError,
    errors.TooManyTriesError,
)
ZIP = "application/zip"
FILE: dict[int | str, dict[str, object]] = {
    200: {"description": "The pack.", "content": {ZIP: {"schema": {"type": "string"}}}}
}

router = APIRouter(prefix="/api/v1", tags=["evidence"])


class NumberView(BaseModel):
    """A number that a message hides. `name` is what a request to reveal it says."""

    name: str
    shown: str


class Numbers(BaseModel):
    """All of a conversation's. `recalled`: the names of messages that their sender took back."""

    numbers: list[NumberView]
    recalled: list[str]


class Opening(BaseModel):
    """The wish for a pack that shows numbers: which, and the secret of the case."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    secret: Annotated[str, Field(min_length=1, max_length=LONGEST_TYPED)]
    reveal: Annotated[
        list[Annotated[str, Field(max_length=64)]], Field(min_length=1, max_length=MOST_REVEALED)
    ]


@router.get(
    "/conversations/{conversation_id}/pack",
    response_class=Response,
    responses={
        **FILE,
        **errors.documented(*ACCESS_ERRORS, errors.BadTimeError, errors.UnprocessableError),
    },
)
async def pack(the: The, conversation: Own, now: SaidAt) -> Response:
    """The evidence pack, with personal numbers masked. That it was taken is put on record."""
    made = await take_pack(the.archive, the.notary, Scope(conversation), "merchant", now)
    return _zip(made, "证据包", "evidence")


@router.post(
    "/conversations/{conversation_id}/pack",
    response_class=Response,
    responses={
        **FILE,
        **errors.documented(
            *ACCESS_ERRORS,
            *SECRET_ERRORS,
            errors.BadBodyError,
            errors.BodyTooBigError,
            errors.UnprocessableError,
        ),
    },
)
async def opened_pack(
    the: The, conversation: Own, opening: Opening, request: Request, now: SaidAt
) -> Response:
    """The pack with these numbers shown. It takes the secret of the case, and is put on record."""
    await run_sync(
        try_own_secret,
        the.database,
        conversation,
        opening.secret,
        client_of(request),
        now,
        limiter=the.guesses,
    )
    scope = Scope(conversation, frozenset(opening.reveal))
    made = await take_pack(the.archive, the.notary, scope, "merchant", now)
    return _zip(made, "证据包-含号码", "evidence-opened")


@router.get(
    "/conversations/{conversation_id}/numbers",
    responses=errors.documented(*ACCESS_ERRORS, errors.UnprocessableError),
)
async def numbers(the: The, conversation: Own) -> Numbers:
    """What a pack can show on request: hidden numbers, and messages that were taken back."""
    found = await run_sync(hidden_numbers, the.database, conversation)
    return Numbers(
        numbers=[NumberView(name=it.name, shown=it.shown) for it in found],
        recalled=await run_sync(messages_taken_back, the.database, conversation),
    )


@router.post(
    "/conversations/{conversation_id}/erase",
    responses=errors.documented(
        *ACCESS_ERRORS,
        record_errors.SecretWantedError,
        record_errors.WrongSecretError,
        errors.TooManyTriesError,
        errors.BadBodyError,
        errors.BodyTooBigError,
        errors.UnprocessableError,
    ),
)
async def erase(
    the: The, conversation: Own, erasing: Erasing, request: Request, now: SaidAt
) -> Erased:
    """Destroy all that was said, for good. The token opens nothing afterwards."""
    erased = await run_sync(
        erase_conversation,
        the.database,
        the.keys.current,
        conversation,
        erasing,
        client_of(request),
        now,
        limiter=the.guesses,
    )
    the.stream.changed(conversation)
    await the.wiper.wipe()
    return erased


@router.get("/log")
async def log(the: The) -> LogFace:
    """The log's name, its keys to compare with, and its latest checkpoint. Open to everybody."""
    return await run_sync(log_face, the.database, the.keys)


def client_of(request: Request) -> str:
    """Where a request comes from, as tries are counted."""
    return address(request.client.host if request.client else "")


def _zip(content: bytes, name: str, plain: str) -> Response:
    return Response(
        content,
        media_type=ZIP,
        headers={
            "Content-Disposition": (
                f'attachment; filename="zhangfang-{plain}.zip"; '
                f"filename*=UTF-8''{quote(f'账房{name}.zip')}"
            ),
            "Cache-Control": "no-store",
        },
    )
