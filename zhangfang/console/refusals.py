"""What the console refuses, in words for an agent."""

from types import MappingProxyType

from zhangfang.desk.errors import DeskError
from zhangfang.desk.field_errors import BadFieldError as BadFieldError
from zhangfang.desk.record_errors import NoCaseError


class NotSignedInError(DeskError):
    """No session, or one that is over."""

    status, code = 401, "not_signed_in"
    message = "还没登录，或者登录过期了。请重新登录。"


class WrongSignInError(DeskError):
    """Name, password or code: it is not said which."""

    status, code = 401, "wrong_sign_in"
    message = "名字、密码或者验证码不对。请再输一遍。"


class CodeWantedError(DeskError):
    """The password is right, and a second factor is wanted."""

    status, code = 401, "code_wanted"
    message = "请输入验证器上的 6 位验证码，或者一个恢复码。"


class FirstPasswordOverError(DeskError):
    """The password is right, and a first one that was not used in time."""

    status, code = 401, "first_password_over"
    message = "这个临时密码过了 3 天，不能用了。请找管理员重设一个。"


class MustFirstError(DeskError):
    """Signed in, but something must be done before anything else."""

    status, code = 403, "must_first"

    def __init__(self, must: str) -> None:
        self.message = {
            "set_totp": "你的岗位要求两步登录。先绑定验证器，再接着用。",
            "change_password": "这是临时密码。先换成自己的，再接着用。",
        }[must]
        self.about = MappingProxyType({"must": must})


class NotAllowedError(DeskError):
    """The role may not."""

    status, code = 403, "not_allowed"
    message = "你的岗位不能做这件事。需要的话，请找主管。"


class OwnAccountError(NotAllowedError):
    """An administrator would go round the password that is asked for on one's own account."""

    message = "自己的密码和验证器在「我的账号」里改，那里会先问密码。"


class SecondFactorKeptError(NotAllowedError):
    """The role must have a second factor."""

    message = "你的岗位要求两步登录，不能取消。换了手机，就点「换验证器」。"


class NoOpenCaseError(NoCaseError):
    """Nothing is open that the agent could change or close."""

    message = "这段对话没有在办的案子。要是刚结了案，刷新一下再看。"


class ForgedError(DeskError):
    """The request does not come from our page: the CSRF token is missing or another's."""

    status, code = 403, "forged"
    message = "这个请求不是从工作台页面发出的。请刷新页面再试。"


class NothingThereError(DeskError):
    """No such thing, or none that this agent may know of."""

    status, code = 404, "nothing_there"
    message = "没有找到。可能已经转走、删除，或者不归你看。"


class NotHeldError(DeskError):
    """Only who holds a conversation may do that."""

    status, code = 409, "not_held"
    message = "这段对话现在不在你手上。先接过来，再操作。"


class TakenError(DeskError):
    """Somebody else was faster."""

    status, code = 409, "taken"

    def __init__(self, by: str) -> None:
        self.message = f"{by}已经接了这段对话。"


class StaleError(DeskError):
    """It was changed meanwhile."""

    status, code = 409, "stale"
    message = "这里刚刚被改过。请刷新看看，再操作。"


class StepsOpenError(DeskError):
    """Mandatory steps are open, and no reason was given for closing in spite of them."""

    status, code = 409, "steps_open"

    def __init__(self, titles: tuple[str, ...]) -> None:
        self.message = f"还有必做的步骤没做：{'、'.join(titles)}。做完再结案，或者写明为什么跳过。"
