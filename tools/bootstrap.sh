#!/usr/bin/env bash
# Make .venv from the lock file, fetching uv first where it is missing. Safe to repeat.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/find_uv.sh

if ! .venv/bin/python -c 'import sys; raise SystemExit(sys.version_info < (3, 12))' 2>/dev/null; then
    "$uv" venv --quiet --clear .venv 2>/dev/null || "$uv" venv --quiet --clear --python '>=3.12' .venv
fi
"$uv" pip sync --quiet --python .venv/bin/python --require-hashes locks/dev.txt
"$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
.venv/bin/python -m tools.catalogues compile
# compiled while the site starts; whoever is faster compiles for both
(.venv/bin/python -m collegium.domain.composition.warming </dev/null >/dev/null 2>&1 &)
