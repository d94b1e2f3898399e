# What must be on the machine. Sourced by ./kpanda.

missing=()

# need WHAT HOW: notes a missing thing and the command that installs it.
need() { missing+=("$1: $2"); }

# require_tools: the two things without which nothing here works.
require_tools() {
  check_tools
  [ ${#missing[@]} -eq 0 ] && return
  tell_missing
  exit 1
}

check_tools() {
  local sdk node
  sdk=$(dotnet --version 2>/dev/null || true)
  case "$sdk" in 1[0-9].*) ;; *) need ".NET SDK 10 (found: ${sdk:-none})" "https://dotnet.microsoft.com/download/dotnet/10.0" ;; esac
  node=$(node --version 2>/dev/null || true)
  node=${node#v}
  [ "${node%%.*}" -ge 20 ] 2>/dev/null || need "Node.js 20 or newer (found: ${node:-none})" "https://nodejs.org/"
  command -v npm >/dev/null || need "npm" "it comes with Node.js"
}

tell_missing() {
  echo "Missing on this machine:" >&2
  printf '  %s\n' "${missing[@]}" >&2
}

has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

has_postgres() { compgen -G '/usr/lib/postgresql/1[5-9]/bin/initdb' >/dev/null; }

# wanted_packages: Debian packages that the tests need and that are not there.
wanted_packages() {
  has_chromium || echo chromium
  has_postgres || echo postgresql
  command -v kubectl >/dev/null || echo kubernetes-client
  command -v git >/dev/null || echo git
}

setup() {
  local packages
  mapfile -t packages < <(wanted_packages)
  if [ ${#packages[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      echo "Installing ${packages[*]} …"
      apt-get update -qq
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
    else
      for package in "${packages[@]}"; do need "$package" "sudo apt-get install $package"; done
    fi
  fi

  check_tools
  if [ ${#missing[@]} -gt 0 ]; then
    tell_missing
    exit 1
  fi

  install_packages web
  if [ -e "$KPANDA_HOME/tests/EndToEnd/package-lock.json" ]; then install_packages tests/EndToEnd; fi
  echo "Everything that the tests need is there."
}
