# Shared by bin/run and bin/test: finding or installing the few tools they stand on.
TOOLS="$(pwd)/.tools"
unset PYTHONDONTWRITEBYTECODE # every process would read its modules from their source, which takes it seconds

# What an installation was made for: bin/run fetches nothing while this has not changed.
lock_mark() {
    echo "$(cksum <uv.lock) $(cksum <pyproject.toml)"
}

say() {
    printf '==> %s\n' "$*"
}

fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# Print the folder of PostgreSQL's own programs, nothing when they are absent.
postgres_programs() {
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
            echo "$folder"
            return
        fi
    done
    if command -v initdb >/dev/null && command -v pg_ctl >/dev/null; then
        dirname "$(command -v initdb)"
    fi
}

# Install Debian packages as root or through sudo; otherwise say exactly what to type.
apt_install() {
    wanted="$1"
    root=""
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
            root="sudo"
        else
            fail "These packages are missing:$wanted
Ask somebody with administrator rights to type
    apt-get update && apt-get install --yes --no-install-recommends$wanted
and start this command again."
        fi
    fi
    command -v apt-get >/dev/null || fail "These packages are missing:$wanted
This is not Debian or Ubuntu: install them with the tools of your system and start this command again."
    say "Installing Debian packages:$wanted"
    $root apt-get update -qq || say "The package list could not be refreshed; trying with the one at hand"
    # shellcheck disable=SC2086  one word per package is meant
    DEBIAN_FRONTEND=noninteractive $root apt-get install --yes --quiet --no-install-recommends $wanted >/dev/null ||
        fail "Debian's package tool could not install:$wanted
Read its message above; without a network these packages must be installed beforehand."
}

# Print a Python that is new enough.
find_python() {
    for python in python3 python3.13 python3.12 python3.11; do
        if command -v "$python" >/dev/null && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$python"
            return
        fi
    done
}

# Set UV to a working uv: ours from an earlier start, or one made now in .tools.
install_uv() {
    UV="$TOOLS/bin/uv"
    if [ -x "$UV" ] && "$UV" --version >/dev/null 2>&1; then
        return
    fi
    python="$(find_python)"
    if [ -z "$python" ]; then
        apt_install " python3 python3-venv"
        python="$(find_python)"
        [ -n "$python" ] || fail "Python 3.11 or newer is needed and this system's is older: Debian 12 or Ubuntu 24.04 have it."
    fi
    say "Preparing the installer in .tools"
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        apt_install " python3-venv"
    fi
    rm -rf "$TOOLS"
    "$python" -m venv "$TOOLS" || fail "Python could not make a folder of its own: install python3-venv and start this command again."
    "$TOOLS/bin/pip" install --quiet --disable-pip-version-check uv ||
        fail "uv could not be fetched. The first start needs the internet; later ones do not."
}

# Install what the lock file names, and compile it once for all processes: sync_packages [options of uv sync].
sync_packages() {
    "$UV" sync --frozen --quiet --compile-bytecode "$@" && .venv/bin/python -m compileall -q waystation
}
