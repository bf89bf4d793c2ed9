"""What an error in the evidence says: which damage it is, where, and a sentence for a person."""


class EvidenceError(ValueError):
    """Something handed in does not hold. It never means that our own code erred.

    Attributes:
        code: the damage, a short name in snake_case that other programs may rely on.
        where: what the error is about: "log index 12", "data/events.jsonl".
        zh: one Chinese sentence for a person.
        en: the same in English.
    """

    def __init__(self, code: str, where: str, zh: str, en: str) -> None:
        super().__init__(f"{where}: {en}")
        self.code = code
        self.where = where
        self.zh = zh
        self.en = en
