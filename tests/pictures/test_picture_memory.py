"""Without a picture, nothing that opens or reads one is in the desk's memory."""

import subprocess
import sys

HEAVY = {"PIL", "cv2", "numpy", "onnxruntime", "rapidocr", "pi_heif", "pypdfium2", "_pi_heif"}


def modules_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in answer.stdout.split()}


def test_the_desk_loads_none_of_it():
    assert not HEAVY & modules_after("import zhangfang.desk.app, zhangfang.pictures.looking")


def test_the_process_itself_loads_it_only_with_the_first_file():
    assert not HEAVY & modules_after("import zhangfang.pictures.worker")


def test_opening_a_picture_loads_no_model():
    assert not {"onnxruntime", "rapidocr", "cv2"} & modules_after(
        "import zhangfang.pictures.opening"
    )
