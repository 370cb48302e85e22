#!/usr/bin/env bash
# Resolve pyproject.toml into locks/, with hashes and for every platform.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/find_uv.sh
compile=("$uv" pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.12 --custom-compile-command "make lock" pyproject.toml)
"${compile[@]}" --output-file locks/runtime.txt
"${compile[@]}" --group dev --output-file locks/dev.txt
