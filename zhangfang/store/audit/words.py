"""What an audit says of each damage, in Chinese and in English. The codes are for other programs."""

from collections.abc import Mapping

Sayings = Mapping[str, tuple[str, str]]

FAULTS: Sayings = {
    "leaf_hash_wrong": (
        "内容和它的哈希对不上，被改过。",
        "the leaf does not have the hash that is stored with it",
    ),
    "event_unreadable": (
        "读不出来，不是一条写法正确的记录。",
        "the leaf is no canonical event",
    ),
    "column_differs": (
        "和记录本身写的不一样，被改过。",
        "the column is not what the leaf says",
    ),
    "event_missing": ("不见了，编号在这里断开。", "events are missing here"),
    "event_out_of_order": (
        "在对话里的次序不对，前面少了、多了或者换过。",
        "its seq is not the next one of its conversation",
    ),
    "chain_broken": (
        "和同一对话的上一条接不上，上一条被改过或者少了。",
        "prev is not the hash of the conversation's previous event",
    ),
    "value_missing": (
        "不见了，也没有记录说明为什么。",
        "the sealed value is gone, and no event explains it",
    ),
    "value_unexpected": (
        "没有哪条记录承诺过它。",
        "no event has a commitment for this sealed value",
    ),
    "value_left": (
        "记录说它已经销毁，可它还在。",
        "an event says that this was destroyed, and it is still there",
    ),
    "opening_wrong": (
        "打不开，或者里面不是当初封存的内容。",
        "what is sealed does not open, or does not make the commitment",
    ),
    "file_missing": (
        "收到的文件不见了。",
        "the file that was received is not there",
    ),
    "file_changed": (
        "收到的文件打不开，或者已经不是当初那个。",
        "the file that was received does not open, or is another one",
    ),
    "key_missing": (
        "密钥不见了，也没有抹除的记录。",
        "the conversation's key is gone, and the conversation was not erased",
    ),
    "key_left": (
        "记录说已经抹除，可密钥还在。",
        "the conversation was erased, and its key is still there",
    ),
    "key_wrong": ("密钥解不开，被改过或者换过。", "the conversation's key does not unwrap"),
    "key_unexpected": (
        "这把公钥不是这份日志的。",
        "this public key is none of the log's",
    ),
    "key_unknown": (
        "写着的公钥不在 keys/log.vkeys 里。",
        "it names a key that is not in keys/log.vkeys",
    ),
    "subtree_wrong": (
        "存的哈希和重新算出来的不一样。",
        "the stored hash is not the re-derived one",
    ),
    "subtree_missing": ("存的哈希不见了。", "the stored hash is missing"),
    "subtree_unexpected": ("不该有这一行。", "there should be no such row"),
    "checkpoint_unreadable": (
        "读不出来，或者不是这份日志、这个条数的。",
        "it is no checkpoint of this log and size",
    ),
    "checkpoint_missing": ("签发过，现在不见了。", "it was issued, and is not there"),
    "signature_wrong": (
        "签名对不上：签名之后被改过，或者不是这份日志签的。",
        "no key of the log signed it as it is",
    ),
    "root_wrong": (
        "和现在的记录重新算出来的不一样，前面的记录被改过、少了或者多了。",
        "the log had another root when this was signed",
    ),
    "log_cut_off": (
        "签的时候日志比现在长，末尾的记录被删掉了。",
        "the log was longer when this was signed: its end was cut off",
    ),
    "timestamp_wrong": ("时间戳对不上。", "the time stamp does not hold"),
    "timestamp_missing": ("盖过时间戳，现在少了。", "there were more time stamps once"),
    "cosignature_wrong": ("见证方的签名对不上。", "the witness did not sign it as it is"),
    "receipt_unreadable": ("读不出来，或者不是这份日志签的。", "it is no receipt of this log"),
    "receipt_broken": (
        "日志签了回执，现在这条记录没有了，或者变了。",
        "the log vouched for an event that is missing now, or different",
    ),
    "working_copy_differs": (
        "和记录里写的不一样。",
        "it is not what the log says",
    ),
    "database_damaged": ("数据库文件坏了，读不下去。", "the database cannot be read on"),
}

WARNINGS: Sayings = {
    "clock_went_back": (
        "写下的时间比上一条还早，当时机器的钟往回拨过。",
        "it was recorded earlier than the event before it: the clock was set back",
    ),
    "signature_unknown": (
        "有一行签名，不知道是谁的，没有核对。",
        "it bears a signature by a key that is not known here; that one was not checked",
    ),
    "timestamp_unchecked": (
        "时间戳盖的是它；盖戳机构的签名没有核对（没有给根证书）。",
        "the token is over it; whether the authority signed it was not checked (no --tsa-roots)",
    ),
}
