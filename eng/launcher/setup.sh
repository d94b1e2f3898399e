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

has_slapd() { [ -x /usr/sbin/slapd ] && [ -x /usr/bin/ldapmodify ]; }

# wanted_packages: Debian packages that the tests need and that are not there.
wanted_packages() {
  has_chromium || echo chromium
  has_postgres || echo postgresql
  has_slapd || { echo slapd; echo ldap-utils; }
  command -v kubectl >/dev/null || echo kubernetes-client
  command -v git >/dev/null || echo git
  command -v prometheus >/dev/null || echo prometheus
  /usr/bin/python3 -c 'import kubernetes' 2>/dev/null || echo python3-kubernetes
}

# older_kubectl: unpacks Debian's kubectl 1.20 beside a newer one; the tests use both. Where apt does not have it, they use one.
older_kubectl() {
  local folder=$KPANDA_HOME/artifacts/tools version scratch
  [ -x "$folder/kubectl-1.20" ] && return
  command -v apt-get >/dev/null || return 0
  version=$(apt-cache madison kubernetes-client 2>/dev/null | awk '$3 ~ /^1\.20/ { print $3; exit }')
  [ -n "$version" ] || return 0
  scratch=$(mktemp -d)
  if (cd "$scratch" && apt-get -o APT::Sandbox::User=root download -qq "kubernetes-client=$version" && dpkg-deb -x ./*.deb .); then
    mkdir -p "$folder"
    mv "$scratch/usr/bin/kubectl" "$folder/kubectl-1.20"
  else
    echo "kubectl 1.20 could not be had; the tests use the kubectl on the PATH alone." >&2
  fi
  rm -rf "$scratch"
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

  older_kubectl
  install_packages web
  if [ -e "$KPANDA_HOME/tests/EndToEnd/package-lock.json" ]; then install_packages tests/EndToEnd; fi
  install_packages tests/JavaScriptClient
  install_packages tests/OidcProvider
  echo "Everything that the tests need is there."
}
