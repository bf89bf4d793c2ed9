"""What the desk refuses of files, and the words in which it says so."""

from types import MappingProxyType

from zhangfang.desk.errors import DeskError, UnprocessableError
from zhangfang.pictures.dimensions import MOST_PIXELS

MOST_FILE_BYTES = 10 * 1024 * 1024
MOST_FILES = 20
"""In one conversation."""


class BadFormError(DeskError):
    """No multipart form, or one that broke off."""

    status, code = 400, "bad_form"
    message = "文件没有传完整。请再发一次。"


class BadFormFieldsError(UnprocessableError):
    """A field of the form is missing, there twice, or unknown."""

    code = "bad_form_fields"
    message = "表单里要有 file 和 client_message_id，各一个；还可以带 client_at。请改好再发。"


class ConsentNeededError(DeskError):
    """The merchant has said that no sensitive data is to be kept, and a photo is."""

    status, code = 409, "consent_needed"
    message = "你没勾敏感信息那一条，照片和文件先不收。要发，就先去勾上。"


class FileTooBigError(DeskError):
    """More bytes than any file may have."""

    status, code = 413, "file_too_big"
    message = f"文件太大了，最大 {MOST_FILE_BYTES // 1024 // 1024} MB。可以把它截个图，发截图。"


class FileKindError(DeskError):
    """By its content it is none of the kinds that are taken."""

    status, code = 415, "file_kind"
    message = "这种文件收不了。照片（JPG、PNG、WebP、HEIC）和 PDF 都可以，别的截个图发来。"


class MixedFileError(DeskError):
    """By its content it is of two kinds at once."""

    status, code = 415, "file_mixed"
    message = "这个文件里还夹着别的东西，不能收。请截个图，发截图。"


class EmptyFileError(UnprocessableError):
    """A file of no bytes."""

    code = "empty_file"
    message = "这个文件是空的。请重新选一个。"


class BrokenFileError(UnprocessableError):
    """It begins like a kind that is taken, and does not go on like it."""

    code = "broken_file"
    message = "这个文件坏了，打不开。请重新拍一张，或者截个图发来。"


class PictureTooBigError(UnprocessableError):
    """By its header it unpacks to more than any picture may."""

    code = "picture_too_big"
    message = (
        f"照片太大了，最多 {MOST_PIXELS // 10_000} 万像素。把相机的像素调低再拍，或者截个图发来。"
    )


class TooSlowError(DeskError):
    """It did not come in within the time that any file may take."""

    status, code = 408, "too_slow"
    message = "传得太慢，断了。换个信号好的地方，再发一次。"
    headers = MappingProxyType({"Connection": "close"})


class TooManyAtOnceError(DeskError):
    """More files are on their way in this conversation than may wait."""

    status, code = 429, "too_many_at_once"
    message = "一下子发得太多了。等前面的传完，再发这个。"
    headers = MappingProxyType({"Retry-After": "5"})


class NoRoomError(DeskError):
    """The desk's disk is full."""

    status, code = 507, "no_room"
    message = "我们这边暂时存不下了，这个文件没收到。请过一会儿再发一次。"


class TooManyFilesError(DeskError):
    """The conversation has as many files as it may."""

    status, code = 409, "too_many_files"
    message = f"一段对话最多收 {MOST_FILES} 个文件，已经满了。还有要补的，打字告诉我。"


class NoFileError(DeskError):
    """The conversation has no such file."""

    status, code = 404, "no_file"
    message = "没有这个文件。请从对话里点开。"


class NoViewError(DeskError):
    """No picture can be made of the file."""

    status, code = 404, "no_view"
    message = "这个文件没法直接看。可以点开原件，存下来看。"
