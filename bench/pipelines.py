"""The two pipelines that are measured, and how each is trained."""

import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from zhangfang.running.environment import rasa_environment
from zhangfang.running.failure import Failure
from zhangfang.running.layout import Layout

ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
        "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS",
        "TF_INTRA_OP_PARALLELISM_THREADS", "TF_INTER_OP_PARALLELISM_THREADS",
    ),
    "1",
)  # fmt: skip


@dataclass(frozen=True)
class Pipeline:
    """One Rasa project and where its trained model goes. Paths are complete.

    Attributes:
        python: how Python is told to run one of its modules.
    """

    name: str
    python: tuple[str, ...]
    config: Path
    domain: Path
    data: Path
    endpoints: Path
    credentials: Path
    actions: str
    model: Path


def pipelines(layout: Layout, work: Path) -> tuple[Pipeline, Pipeline]:
    """Ours and stock; models go to `work`, those in models/ are left alone."""
    return (
        _pipeline("ours", ("-m", "nlu.lean"), layout.root, "actions", work),
        _pipeline("stock", ("-m",), layout.root / "bench" / "stock", "bench.stock.actions", work),
    )


def with_few_epochs(pipeline: Pipeline, work: Path) -> Pipeline:
    """The same, trained for 2 epochs: for a smoke run."""
    config = work / f"{pipeline.name}-quick.yml"
    config.write_text(pipeline.config.read_text("utf-8").replace("epochs: 10", "epochs: 2"))
    return replace(pipeline, config=config)


def require_model(pipeline: Pipeline) -> None:
    """Make sure that it was trained: Rasa, given a missing model, takes another from its folder.

    Raises:
        Failure: there is no model.
    """
    if not pipeline.model.is_file():
        raise Failure(f"{pipeline.name} has no model.", "Its training failed: see above.")


def train(pipeline: Pipeline, layout: Layout) -> float:
    """Train afresh; the seconds from the start of the process to its end.

    Raises:
        Failure: Rasa could not train it.
    """
    work = pipeline.model.parent
    work.mkdir(parents=True, exist_ok=True)
    command = [
        str(layout.rasa_python), *pipeline.python, "rasa", "train", "--force",
        "--config", str(pipeline.config), "--domain", str(pipeline.domain),
        "--data", str(pipeline.data),
        "--out", str(work), "--fixed-model-name", pipeline.model.name.split(".")[0],
    ]  # fmt: skip
    cache = {"RASA_CACHE_DIRECTORY": str(work / f"{pipeline.name}-cache")}
    return run_logged(command, layout, cache, work / f"{pipeline.name}-train.log")


def run_logged(command: list[str], layout: Layout, more: Mapping[str, str], log: Path) -> float:
    """Run a program of Rasa's environment to its end; the seconds that it took.

    Raises:
        Failure: it ended with a fault.
    """
    began = time.perf_counter()
    with log.open("wb") as output:
        code = subprocess.run(
            command, cwd=layout.root, env=rasa_environment(layout.root, **more),
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False,
        ).returncode  # fmt: skip
    took = time.perf_counter() - began
    if code:
        last = log.read_text("utf-8", errors="replace").strip().splitlines()[-1:]
        raise Failure(f"{' '.join(command[1:4])} ended with {code}: {' '.join(last)}", f"See {log}")
    return took


def _pipeline(
    name: str, python: tuple[str, ...], folder: Path, actions: str, work: Path
) -> Pipeline:
    return Pipeline(
        name=name,
        python=python,
        config=folder / "config.yml",
        domain=folder / "domain.yml",
        data=folder / "data",
        endpoints=folder / "endpoints.yml",
        credentials=folder / "credentials.yml",
        actions=actions,
        model=work / name / f"{name}.tar.gz",
    )
