"""What the desk refuses of files, and the words in which it says so."""

from zhangfang.desk.errors import DeskError, UnprocessableError

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


class TooManyFilesError(DeskError):
    """The conversation has as many files as it may."""

    status, code = 409, "too_many_files"
    message = f"一段对话最多收 {MOST_FILES} 个文件，已经满了。还有要补的，打字告诉我。"


class NoFileError(DeskError):
    """The conversation has no such file."""

    status, code = 404, "no_file"
    message = "没有这个文件。请从对话里点开。"
