"""Steps and channels of knowledge/ by what they mean. Questions have a model of their own.

Read and embedded when somebody searches first, not while training: whoever edits a step needn't
train anything.
"""

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Callable, Iterator, List

import numpy as np
import ruamel.yaml

from nlu.intent_model import Vectors
from nlu.meaning_index import Entry, MeaningIndex

FAMILIES = "families"
CHANNELS = "channels.yml"
AT_ONCE = 8
"""All at once would take a hundred megabytes, and keep a merchant's message waiting."""

_one_at_a_time = Lock()


def passages(knowledge: Path) -> Iterator[Entry]:
    """Each step (`step:overcharged.find_record`) and channel (`channel:lakala`) in its words.

    Args:
        knowledge: the folder.
    """
    reader = ruamel.yaml.YAML(typ="safe")
    for path in sorted((knowledge / FAMILIES).glob("*.yml")):
        guide = reader.load(path)
        for step in guide["steps"]:
            yield f"{step['title']}。{step['do']}", f"step:{guide['id']}.{step['id']}"
    for channel in reader.load(knowledge / CHANNELS)["channels"]:
        yield f"{channel['name']}。{channel['good_for']}", f"channel:{channel['id']}"


def knowledge_index(knowledge: Path, embed: Callable[[List[str]], Vectors]) -> MeaningIndex:
    """The index of a folder; it is made once for the process, whoever asks meanwhile waits for it.

    Args:
        knowledge: the folder.
        embed: computes embeddings.
    """
    with _one_at_a_time:
        return _made(knowledge, embed)


@lru_cache(maxsize=1)
def _made(knowledge: Path, embed: Callable[[List[str]], Vectors]) -> MeaningIndex:
    found = list(passages(knowledge))
    texts = [text for text, _ in found]
    parts = [embed(texts[start : start + AT_ONCE]) for start in range(0, len(texts), AT_ONCE)]
    return MeaningIndex.of(found, np.concatenate(parts))
