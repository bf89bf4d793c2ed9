"""Pictures that are no slips: what merchants send by mistake, or to show something else."""

import random

import cv2
import numpy as np

from bench.slips.faces import cell
from bench.slips.paper import Sheet
from bench.slips.rows import Row, gap, rule, words
from bench.slips.sale import MERCHANTS
from bench.slips.screen import DARK, LIGHT, shown

NOTE = (
    "明天进货", "白菜二十斤", "鸡蛋 3 箱", "王师傅修冰箱", "房租 6 月交", "电费 312", "老李欠 85 元",
    "早上八点开门", "买收银纸 10 卷", "给小陈转工资",
)  # fmt: skip
SETTINGS = (
    "账号与安全", "消息通知", "隐私", "通用", "字体大小", "清理缓存", "关于我们", "检查更新",
    "帮助与反馈", "当前版本 8.2.16", "退出登录", "青少年模式",
)  # fmt: skip
DISHES = (
    "红烧肉", "清蒸鱼", "宫保鸡丁", "麻婆豆腐", "番茄炒蛋", "酸辣汤", "米饭", "啤酒", "凉拌黄瓜",
    "蒜蓉青菜",
)  # fmt: skip


def storefront(chance: random.Random) -> Sheet:
    """A shop seen from the street."""
    picture = np.full((1400, 1100, 3), (172, 186, 200), np.float32)
    picture[500:, :] = (150, 140, 130)
    sign = tuple(chance.randrange(30, 220) for _ in range(3))
    cv2.rectangle(picture, (120, 330), (980, 520), sign, -1)
    cv2.rectangle(picture, (180, 560), (560, 1250), (90, 120, 140), -1)
    cv2.rectangle(picture, (620, 560), (900, 1250), (70, 60, 55), -1)
    name = chance.choice(MERCHANTS)[:6]
    for at, one in enumerate(name):
        mask = cell("hei", one, 120, narrow=False)[..., None].astype(np.float32) / 255
        part = picture[365:485, 180 + at * 125 : 300 + at * 125]
        part[:] = part * (1 - mask) + np.array((250, 245, 235)) * mask
    return _sheet(picture)


def note(chance: random.Random) -> Sheet:
    """Something written by hand on lined paper."""
    picture = np.full((1300, 900, 3), (246, 243, 230), np.float32)
    for y in range(120, 1300, 92):
        cv2.line(picture, (0, y), (900, y), (190, 200, 215), 2)
    for row, text in enumerate(chance.sample(NOTE, chance.randrange(5, 10))):
        x = chance.randrange(40, 120)
        for one in text:
            size = chance.randrange(56, 72)
            dots = cell("serif", one, size, narrow=False)
            turn = cv2.getRotationMatrix2D((size / 2, size / 2), chance.uniform(-14, 14), 1)
            dots = cv2.warpAffine(dots, turn, dots.shape[::-1])
            y = 120 + row * 92 - size + chance.randrange(-6, 8)
            part = picture[y : y + size, x : x + dots.shape[1]]
            mask = dots[: part.shape[0], : part.shape[1], None].astype(np.float32) / 255
            part[:] = part * (1 - mask) + np.array((40, 50, 120)) * mask
            x += dots.shape[1] + chance.randrange(-4, 8)
    return _sheet(picture)


def settings(chance: random.Random) -> Sheet:
    """A page of an app's settings."""
    rows = [Row(words(one), right=words(">"), size=28) for one in chance.sample(SETTINGS, 9)]
    return shown([gap(), *rows], "设置", chance.choice((LIGHT, DARK)), chance)


def talk(chance: random.Random) -> Sheet:
    """Messages between two people, with a sum in them."""
    lines = (
        "在吗",
        "今天的货到了没有",
        "到了，一共 12 箱",
        f"转你 {chance.randrange(50, 900)} 块",
        "好的收到",
        "晚上 8 点来拿",
    )
    rows = [Row(words(one), centred=False, size=28) for one in lines]
    spaced = [part for row in rows for part in (row, gap(20))]
    return shown(spaced, "老周", LIGHT, chance)


def identity_card(chance: random.Random) -> Sheet:
    """Laid out like an identity card, of nobody."""
    picture = np.full((640, 1010, 3), (226, 236, 242), np.float32)
    number = "".join(str(chance.randrange(10)) for _ in range(16)) + "00"
    lines = (
        "姓名 张某某",
        "性别 男  民族 汉",
        "出生 1980 年 1 月 1 日",
        "住址 某省某市某路 1 号",
        "公民身份号码",
        number,
    )
    for row, text in enumerate(lines):
        x = 60
        for one in text:
            mask = cell("hei", one, 44, narrow=False)[..., None].astype(np.float32) / 255
            part = picture[60 + row * 92 : 104 + row * 92, x : x + mask.shape[1]]
            part[:] = part * (1 - mask) + np.array((30, 30, 34)) * mask
            x += mask.shape[1] + 2
    cv2.ellipse(picture, (820, 250), (90, 120), 0, 0, 360, (214, 180, 160), -1)
    cv2.ellipse(picture, (820, 480), (150, 120), 0, 180, 360, (80, 90, 120), -1)
    return _sheet(picture)


def menu(chance: random.Random) -> Sheet:
    """A list of dishes with prices."""
    rows = [Row(words("今日菜单"), size=44, centred=True), rule()]
    rows += [
        Row(words(one), right=words(f"{chance.randrange(3, 88)} 元"), size=28)
        for one in chance.sample(DISHES, 8)
    ]
    return shown(rows, "点菜", LIGHT, chance)


def blank(chance: random.Random) -> Sheet:
    """Paper with nothing on it."""
    shade = chance.randrange(215, 250)
    return _sheet(np.full((1200, 700, 3), (shade, shade, shade - 6), np.float32))


def _sheet(picture: np.ndarray) -> Sheet:
    size = picture.shape[:2]
    nothing = np.zeros(size, np.uint8)
    return Sheet(picture, np.full(size, 255, np.uint8), nothing, nothing.astype(np.uint16), [])


OTHERS = {
    "storefront": storefront,
    "note": note,
    "settings": settings,
    "talk": talk,
    "identity_card": identity_card,
    "menu": menu,
    "blank": blank,
}
SCREENSHOTS = ("settings", "talk", "menu")
