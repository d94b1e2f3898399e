# Builds what is out of date. Sourced by ./kpanda.

# binary PROJECT: the program that a project builds.
binary() { echo "$KPANDA_HOME/artifacts/bin/$1/release/$1"; }

KPANDA_SERVER="$KPANDA_HOME/artifacts/bin/Kpanda.Server/release/kpanda-server"
export KPANDA_SERVER

# newer_than STAMP PATH…: whether anything below the paths is newer than the stamp, or the stamp is missing. Works of tools are not looked at.
newer_than() {
  local stamp=$1
  shift
  [ -e "$stamp" ] || return 0
  [ -n "$(find "$@" \( -name node_modules -o -name dist -o -name bin -o -name obj -o -name test-results \) -prune -o -newer "$stamp" -print -quit)" ]
}

dotnet_build() {
  local log
  log=$(mktemp)
  if ! dotnet build "$1" -c Release -v q -nologo -clp:NoSummary >"$log" 2>&1; then
    grep -E 'error|warning' "$log" | sort -u >&2 || cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

build_server() {
  cd_home_for dotnet_build src/Kpanda.Server "$KPANDA_HOME/artifacts/.server-built" "the server" src
}

build_solution() {
  cd_home_for dotnet_build Kpanda.slnx "$KPANDA_HOME/artifacts/.solution-built" "all projects" src tests
  touch "$KPANDA_HOME/artifacts/.server-built"
}

# cd_home_for BUILD TARGET STAMP WORDS FOLDER…
cd_home_for() {
  local build=$1 target=$2 stamp=$3 words=$4
  shift 4
  (
    cd "$KPANDA_HOME"
    newer_than "$stamp" "$@" Directory.Build.props Directory.Packages.props global.json Kpanda.slnx || exit 0
    echo "Building $words …" >&2
    mkdir -p "$(dirname "$stamp")"
    touch "$stamp.begun"
    "$build" "$target"
    mv "$stamp.begun" "$stamp"
  )
}

# install_packages FOLDER: npm ci where the lock file changed since.
install_packages() {
  local folder="$KPANDA_HOME/$1"
  [ -e "$folder/node_modules/.package-lock.json" ] && [ ! "$folder/package-lock.json" -nt "$folder/node_modules/.package-lock.json" ] && return
  echo "Installing the packages of $1 …" >&2
  npm --prefix "$folder" ci --no-audit --no-fund --loglevel=error >&2
}

build_console() {
  install_packages web
  local built="$KPANDA_HOME/web/dist/index.html"
  newer_than "$built" "$KPANDA_HOME/web" || return 0
  echo "Building the console …" >&2
  npm --prefix "$KPANDA_HOME/web" run build --silent >&2
  touch "$built"
}
