"""What the desk refuses of cases, secrets and papers, and the words in which it says so."""

from zhangfang.desk.errors import DeskError, UnprocessableError


class NoCaseError(DeskError):
    """The conversation has no case yet."""

    status, code = 409, "no_case"
    message = "这段对话里还没有在办的事。先说说是哪笔钱出了问题，有了编号再来。"


class NoSecretError(DeskError):
    """The conversation has no secret yet that could be asked for."""

    status, code = 409, "no_secret"
    message = "这件事还没有口令。先在「换个手机接着办」里拿一个口令，再来。"


class NoSuchNumberError(UnprocessableError):
    """A number to be shown that no message hides."""

    code = "no_such_number"
    message = "没有要显示的这个号码。请从列出来的里面选。"


class NotAnOpeningError(UnprocessableError):
    """No object with a secret and what to reveal."""

    code = "not_an_opening"
    message = (
        "要是一个 JSON 对象，含 secret 和 reveal（要显示的号码，至少一个），"
        "并注明 Content-Type: application/json。"
    )


class NotConfirmedError(UnprocessableError):
    """Erasing was not confirmed."""

    code = "not_confirmed"
    message = "删除后找不回来。确定要删，就发一个 JSON 对象，confirm 写 true；有口令的，把 secret 也带上。"


class SecretWantedError(DeskError):
    """The conversation has a secret, and it was not given."""

    status, code = 403, "secret_wanted"
    message = "要删除得先输口令，免得别人拿你的手机删。"


class NoSuchCaseError(DeskError):
    """No such case, or another secret: it is not said which."""

    status, code = 403, "no_such_case"
    message = "编号和口令对不上。请对着原来那台手机上的，两样都再输一遍。"


class WrongSecretError(DeskError):
    """Not the secret of this conversation's case."""

    status, code = 403, "wrong_secret"
    message = "口令不对。请对着记下来的，再输一遍。"


class NothingToWriteError(DeskError):
    """The conversation has no such case."""

    status, code = 404, "no_case"
    message = "还没有这件事的记录，写不了文件。先说说是哪笔钱出了问题，再来拿。"


class NoPaperError(DeskError):
    """There is no paper of that kind, or not in that format."""

    status, code = 404, "no_paper"
    message = "没有这份文件。请从列出来的几份里选，格式有 txt、pdf、docx。"


class MiscopiedNumberError(UnprocessableError):
    """No case number: its check character does not fit."""

    code = "miscopied_number"
    message = "这个编号抄错或者漏了一位。它长这样：ZF-20261122-K7YM-4，请对着再输一遍。"


class BadSecretError(UnprocessableError):
    """No secret at all."""

    code = "bad_secret"
    message = "口令是 8 个字母和数字，中间的横线写不写都行。请对着再输一遍。"


class NotAResumeError(UnprocessableError):
    """No object with a case number and a secret, or not sent as JSON."""

    code = "not_a_resume"
    message = (
        "要是一个 JSON 对象，只含 case_number 和 secret，并注明 Content-Type: application/json。"
    )
