"""Reads the form that a file comes in, without ever putting it on disk in clear.

The web framework's own reader keeps larger files in a temporary folder meanwhile. This one keeps
one file in memory, and no more of it than a file may have.
"""

import re
from collections.abc import AsyncIterator
from typing import NamedTuple

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from zhangfang.desk.errors import DeskError
from zhangfang.desk.file_errors import (
    MOST_FILE_BYTES,
    BadFormError,
    BadFormFieldsError,
    FileTooBigError,
)

MOST_FIELD_BYTES = 1024
FIELDS = frozenset({"file", "client_message_id", "client_at"})
NEEDED = frozenset({"file", "client_message_id"})

_ESCAPED = re.compile("%(22|0D|0A)", re.IGNORECASE)
"""What browsers write for quotes and line ends in a name (WHATWG HTML, 4.10.21.8)."""


class Form(NamedTuple):
    """What was sent; `name` is the file's, as it came."""

    name: str
    content: bytes
    client_message_id: str
    client_at: str | None


async def read_form(content_type: str, body: AsyncIterator[bytes]) -> Form:
    """Read the form to its end: who is refused in the middle of sending may not hear why.

    Args:
        content_type: the header of the request.
        body: it may end with HTTPException when there is too much of it.

    Raises:
        BadFormError: it is no form, or it broke off.
        BadFormFieldsError: its fields are others.
        FileTooBigError: the file is.
    """
    reader: FormReader | None = None
    refused: DeskError | None = None
    try:
        reader = FormReader(content_type)
    except DeskError as error:
        refused = error
    try:
        async for chunk in body:
            if reader is not None and refused is None:
                refused = _refusal(reader, chunk)
    except HTTPException:
        raise refused or FileTooBigError from None
    except ClientDisconnect:
        raise BadFormError from None
    if refused is not None or reader is None:
        raise refused or BadFormError
    return reader.form()


def _refusal(reader: "FormReader", chunk: bytes) -> DeskError | None:
    try:
        reader.read(chunk)
    except DeskError as error:
        return error
    return None


class FormReader:
    """Reads a form piece by piece (RFC 7578).

    Args:
        content_type: names the boundary.

    Raises:
        BadFormError: it does not.
    """

    def __init__(self, content_type: str) -> None:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if kind != b"multipart/form-data" or not boundary:
            raise BadFormError
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._begin_part,
                    "on_header_begin": self._begin_header,
                    "on_header_field": self._header_field,
                    "on_header_value": self._header_value,
                    "on_header_end": self._end_header,
                    "on_headers_finished": self._end_headers,
                    "on_part_data": self._data,
                    "on_end": self._end,
                },
            )
        except FormParserError:
            raise BadFormError from None
        self._parts: dict[str, bytearray] = {}
        self._name = ""
        self._is_whole = False

    def read(self, chunk: bytes) -> None:
        """Take the next piece.

        Raises:
            DeskError: the form is refused.
        """
        try:
            self._parser.write(chunk)
        except FormParserError:
            raise BadFormError from None

    def form(self) -> Form:
        """What was sent, all of it.

        Raises:
            DeskError: the form is refused.
        """
        if not self._is_whole:
            raise BadFormError
        if not self._parts.keys() >= NEEDED:
            raise BadFormFieldsError
        client_at = self._parts.get("client_at")
        try:
            return Form(
                name=_ESCAPED.sub(lambda found: chr(int(found[1], 16)), self._name),
                content=bytes(self._parts.pop("file")),
                client_message_id=self._parts["client_message_id"].decode(),
                client_at=client_at.decode() if client_at is not None else None,
            )
        except UnicodeDecodeError:
            raise BadFormError from None

    def _begin_part(self) -> None:
        self._disposition = ""

    def _begin_header(self) -> None:
        self._header, self._value = b"", b""

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value.decode("latin-1")

    def _end_headers(self) -> None:
        _, options = parse_options_header(self._disposition)
        field = options.get(b"name", b"").decode("latin-1")
        if field not in FIELDS or field in self._parts:
            raise BadFormFieldsError
        if field == "file":
            self._name = _decoded(options.get(b"filename", b""))
        self._part = self._parts[field] = bytearray()
        self._is_file = field == "file"

    def _data(self, data: bytes, start: int, end: int) -> None:
        size = len(self._part) + end - start
        if self._is_file and size > MOST_FILE_BYTES:
            raise FileTooBigError
        if not self._is_file and size > MOST_FIELD_BYTES:
            raise BadFormFieldsError
        self._part += data[start:end]

    def _end(self) -> None:
        self._is_whole = True


def _decoded(name: bytes) -> str:
    """A name as browsers write it; older programs in China write GB 18030."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""
