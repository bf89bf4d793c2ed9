"""The words of passwords, PINs, CVVs and codes from text messages, and what may stand between."""

from __future__ import annotations

CODE = (
    r"[密蜜秘迷][码马玛吗嘛钥]|(?:卡|登[录陆]|支付|取款)密|口令|暗号|[验严言研检颜眼演盐岩][证征正政整症挣争郑](?:[码马吗玛嘛妈]|数字)?|安全码|[六6]位(?:数字?|密?码)|短信验证|动态密|令牌"
    r"|(?:确认|识别|登[录陆]|绑定|随机|临时|一次性|手机|短信|解锁|支付|取款|提款|核验|核实|签约|激活|注册|重置"
    r"|令牌|动态|校验|较验|效验|数字|鉴权|认证)码|(?<![a-z])(?:pin|yanzheng(?:ma)?|yzm|mima|otp|token|passw(?:or)?d|pwd"
    r"|(?:verification|verify|sms|security|auth)\s?code)(?![a-z])码?"
)
"""A code of four to eight digits: 密码, 验证码 and their misspellings."""

LONE_CODE = r"(?:^|(?<=[\s,。!?;:的个到这那给串报来过送我你他]))码(?:子|儿)?"
"""码 and nothing before it; 付款码, 授权码 and 条码 are no secrets."""

BACK = (
    r"(?<![a-z])(?:c\s?[vw]\s?[vwcnb]\s?[2二]?|ccv|cid)(?![a-z])(?:码|号)?|安全(?:代?[码马]|数字?)|v码|校验位"
    r"|(?<!刷)卡(?:的|片)?(?:背签?名?|反面|后[面头边]?)|(?<![机器])背[面后签]|反面|签名[条栏处区]"
)
"""The three digits on the back of a card."""

THREE = (
    r"(?:后面?|末尾?|最后|那|尾)的?(?:三|3)(?:位|个|码)(?:数字?|码|号)?"
    r"|(?:^|(?<=[\s,。]))(?:那|这)?(?:三|3)(?:位|个)(?:数字?|码)"
)
"""后三位, 三位数: of a card, unless the words before speak of another number."""

LINK = (
    r"(?:[\s:=,、(\"“'「/]|就|是|系|为|叫|的|了|码|号|和|跟|给|发|报|说|念|告诉|收|到|来|过|去|输|入|填|写|印|用|设|置|改|成|换|试"
    r"|我|你|您|他|她|咱|俺|恁|人家|客服|骗子|老[公婆板]|店员|员工|顾客|客人|客户|业务员|这|那|个|串|条|[四六346]位|数字?|一|有|在|上面?|里面?"
    r"|后面?|背面?|旁边|斜体|反面|三位|三个|几[个位]|最后|末尾?|小|有效期|日期|生日|短信|手机|应该|好像|可能|大概|估计|一直|原来|以前|之前|现在|刚才?|已经|记得|明明"
    r"|不|没错|忘|对|都|也|还|又|再|另|啊|嘛|呢|哦|哈|嘞|喏|得|着|滴)"
)
"""What may stand between such a word and the digits."""

OTHER_NUMBER = r"(?:[号机话证单票码尾账]|参考|流水|终端)[^,。;]{0,3}$"
"""Words before 后三位 that speak of a number which is no card's."""

MONEY = r"[元块钱款额扣刷退¥￥]|到账|进账"
"""Words that make four digits a sum rather than a code."""
