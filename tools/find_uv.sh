# shellcheck shell=bash
# Sets $uv to a working uv: the one on the PATH, or our own in .tooling, fetched when missing.

find_python() {
    local name
    for name in python3.13 python3.14 python3.12 python3; do
        if "$name" -c 'import ensurepip, sys; raise SystemExit(sys.version_info < (3, 9))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Collegium needs Python 3.12 or newer with its venv module; on Debian and Ubuntu: apt install python3-venv" >&2
    exit 1
}

if uv --version >/dev/null 2>&1; then
    uv=uv
else
    uv=.tooling/bin/uv
    if ! "$uv" --version >/dev/null 2>&1; then
        echo "Fetching uv, which installs the rest …"
        "$(find_python)" -m venv --clear .tooling
        .tooling/bin/pip install --quiet --disable-pip-version-check uv
    fi
fi
