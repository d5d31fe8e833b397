# shellcheck shell=bash
# Sourced. Puts on a new machine what the suites need, and does nothing where it is there already.
#
#   install_debian PACKAGE…   Debian packages, as root or through sudo.
#   install_wheels            the tools of requirements.txt, into a virtual environment under target/, first in PATH.
#
# TOOLS names the folder that holds the virtual environment.

install_debian() {
  local package missing=()
  for package in "$@"; do
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
      missing+=("$package")
  done
  ((${#missing[@]})) || return 0

  local as_root=()
  ((EUID == 0)) || as_root=(sudo -n)
  echo "installing Debian packages: ${missing[*]}"
  if [[ -z ${install_lists_are_fresh-} ]]; then
    "${as_root[@]}" apt-get update -qq || echo "the package lists could not be renewed; trying with those that are here"
    install_lists_are_fresh=yes
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}"
}

install_wheels() {
  local venv="$TOOLS/venv" list
  list="$(dirname "${BASH_SOURCE[0]}")/requirements.txt"
  PATH="$venv/bin:$PATH"
  if cmp -s "$list" "$venv/installed"; then return 0; fi

  echo "installing into $venv:"
  grep -o '^[a-z][^ ]*' "$list"
  rm -rf "$venv"
  python3 -m venv "$venv" || { install_debian python3-venv && /usr/bin/python3 -m venv "$venv"; } || return
  "$venv/bin/python" -m pip install --quiet --require-hashes --no-deps -r "$list" || return
  cp "$list" "$venv/installed"
}
