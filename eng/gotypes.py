"""The types of Kubernetes' Go packages, as far as eng's scripts need them: read from a git repository (bare ones too) at one revision. Standard library only."""
import re
import subprocess
from dataclasses import dataclass, field

FIELD = re.compile(r'^\t(?:(\w+)\s+)?(\S+)\s+`(json:"[^`]*)`')
TAG = re.compile(r'(\w+):"([^"]*)"')
ALIAS = re.compile(r"^type (\w+) ([^\s{]+)\s*(?://.*)?$")
STRUCT = re.compile(r"^type (\w+) struct {")
IMPORT = re.compile(r'^(?:\t|import )(?:(\w+) )?"(k8s\.io/(?:api|apimachinery|apiextensions-apiserver|kube-aggregator)/[^"]+)"')


@dataclass
class Field:
    """One line of a struct: its Go type, the words of its tag, the markers above it."""
    json: str
    go: str
    tags: dict
    markers: list
    inline: bool

    @property
    def omits(self):
        return "omitempty" in self.tags["json"] or "omitzero" in self.tags["json"]


@dataclass
class Struct:
    markers: list
    fields: list = field(default_factory=list)


class Package:
    """One types.go: structs by name, aliases by name, imports by the name that the file gives them."""

    def __init__(self, name, text):
        self.name, self.structs, self.aliases, self.imports = name, {}, {}, {}
        current, markers = None, []
        for line in text.splitlines():
            bare = line.strip()
            if bare.startswith("//"):
                if bare[2:].lstrip().startswith("+"):
                    markers.append(bare[2:].strip())
                continue
            if m := IMPORT.match(line):
                self.imports[m[1] or m[2].rsplit("/", 1)[-1]] = package_name(m[2])
            elif m := STRUCT.match(line):
                current = self.structs[m[1]] = Struct(markers)
                if line.rstrip().endswith("}"):
                    current = None
            elif line == "}":
                current = None
            elif m := ALIAS.match(line):
                self.aliases[m[1]] = m[2]
            elif current is not None and (m := FIELD.match(line)):
                tags = dict(TAG.findall(m[3]))
                name = tags["json"].split(",")[0]
                current.fields.append(Field(name, m[2], tags, markers, m[1] is None and not name))
            if bare or current is not None:
                markers = []

    def imported(self, go):
        """The package and the name of a type that may be of another package."""
        prefix, _, name = go.rpartition(".")
        return (self.imports.get(prefix, "") if prefix else self.name), name


def package_name(path):
    """k8s.io/api/core/v1 -> io.k8s.api.core.v1, as OpenAPI names it."""
    host, _, rest = path.partition("/")
    return ".".join(reversed(host.split("."))) + "." + rest.replace("/", ".")


def git(repo, *arguments):
    return subprocess.run(["git", "--git-dir", repo, *arguments], capture_output=True, text=True, check=True).stdout


def packages(repo, module, revision):
    """Every package of a repository with a types.go, by its OpenAPI name. The module is such as k8s.io/api."""
    found = {}
    for path in git(repo, "ls-tree", "-r", "--name-only", revision).splitlines():
        if path.endswith("/types.go"):
            name = package_name(module + "/" + path.rsplit("/", 1)[0])
            found[name] = Package(name, git(repo, "show", f"{revision}:{path}"))
    return found
