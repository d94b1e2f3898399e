#!/usr/bin/env python3
"""Add the past to the sandbox's table of kinds: sandbox-history.py FACTS REPO... > src/Sandbox/Kpanda.Sandbox/Kinds/facts.txt

FACTS is what sandbox-facts.py wrote of a newest cluster. Each REPO is a git repository (bare ones too) of kubernetes/api, kubernetes/apimachinery,
kubernetes/apiextensions-apiserver and kubernetes/kube-aggregator, in this order; the types.go of their tags v0.20.0 to the newest are read.
Only facts are taken. Lines gain "since=MINOR" and "until=MINOR" (the last minor version that has it); what the newest version no longer has is added:

  kind lines   the group versions that clusters served by default: alpha ones never, beta ones of kinds that were there before 1.24
  type lines   the types of those group versions
  field lines  the fields that types have lost
Standard library only.
"""
import re
import sys
from itertools import takewhile

from gotypes import git, packages

MODULES = ("k8s.io/api", "k8s.io/apimachinery", "k8s.io/apiextensions-apiserver", "k8s.io/kube-aggregator")
OLDEST = 20
LAST_BETAS_BY_DEFAULT = 23
LIFECYCLE = "+k8s:prerelease-lifecycle-gen:"

SCALARS = {"string": "string", "bool": "boolean", "int": "integer:int32", "int32": "integer:int32", "uint16": "integer:int32", "int64": "integer:int64", "float64": "number:double", "[]byte": "string:byte",
           "types.UID": "string", "types.NodeName": "string", "runtime.RawExtension": "io.k8s.apimachinery.pkg.runtime.RawExtension",
           "intstr.IntOrString": "io.k8s.apimachinery.pkg.util.intstr.IntOrString", "resource.Quantity": "io.k8s.apimachinery.pkg.api.resource.Quantity"}

# What the types do not tell: collections without a successor, sub-resources that came later, kinds that two groups share.
GONE = {"PodSecurityPolicy": "podsecuritypolicies psp"}
SUBRESOURCES = {("pods", "ephemeralcontainers"): 23, ("pods", "resize"): 33}
EVICTION_V1 = 22
SAME_OBJECTS = {"extensions": "networking.k8s.io"}
OTHER_TYPES = {"io.k8s.api.policy.v1beta1.Eviction": "policy/v1beta1/Eviction"}
ALL_VERBS = "create,delete,deletecollection,get,list,patch,update,watch"


class History:
    """The packages of every minor version."""

    def __init__(self, repos):
        self.minors = {}
        for repo, module in zip(repos, MODULES, strict=True):
            tags = set(git(repo, "tag").split())
            for minor in takewhile(lambda m: f"v0.{m}.0" in tags, range(OLDEST, 1000)):
                self.minors.setdefault(minor, {}).update(packages(repo, module, f"v0.{minor}.0"))
        self.newest = max(self.minors)

    def struct(self, minor, type_name):
        package, _, name = type_name.rpartition(".")
        found = self.minors[minor].get(package)
        return found.structs.get(name) if found else None

    def span(self, has):
        """The first and the last minor version for which has(minor); None where there is none."""
        found = [minor for minor in self.minors if has(minor)]
        return (found[0], found[-1]) if found else None

    def fields(self, minor, type_name):
        """Field lines by name, embedded structs included."""
        struct = self.struct(minor, type_name)
        lines = {}
        for f in struct.fields if struct else []:
            if f.inline:
                package, name = self.minors[minor][type_name.rpartition(".")[0]].imported(f.go.lstrip("*"))
                lines |= self.fields(minor, f"{package}.{name}")
            elif f.json and f.json != "-":
                lines[f.json] = self.line(minor, type_name, f)
        return lines

    def line(self, minor, type_name, f):
        required = not f.omits and "+optional" not in f.markers and not f.go.startswith("*")
        words = [f.json + ("!" if required else ""), self.resolve(minor, type_name.rpartition(".")[0], f.go)]
        keys = [m.partition("=")[2] for m in f.markers if m.startswith("+listMapKey=")]
        words += ["list=" + m.partition("=")[2] for m in f.markers if m.startswith("+listType=")]
        words += ["keys=" + ",".join(keys)] if keys else []
        words += ["patch=" + f.tags["patchStrategy"]] if "patchStrategy" in f.tags else []
        words += ["mergekey=" + f.tags["patchMergeKey"]] if "patchMergeKey" in f.tags else []
        words += ["atomic"] if "+mapType=atomic" in f.markers else []
        return " " + " ".join(words)

    def resolve(self, minor, package_name, go):
        """The notation of the table for a Go type."""
        go = go.lstrip("*")
        if go in SCALARS:
            return SCALARS[go]
        if go.startswith("[]"):
            return "[]" + self.resolve(minor, package_name, go[2:])
        if m := re.match(r"map\[[\w.]+\](.+)", go):
            return "{}" + self.resolve(minor, package_name, m[1])
        owner, name = self.minors[minor][package_name].imported(go)
        package = self.minors[minor].get(owner)
        if package is not None and name in package.aliases:
            return self.resolve(minor, owner, package.aliases[name])
        return f"{owner}.{name}"


def between(history, span):
    """The words for a span; what was there from the start or is there at the end needs none."""
    first, last = span
    return ([f"since={first}"] if first > OLDEST else []) + ([f"until={last}"] if last < history.newest else [])


def removed_in(struct):
    """The minor version that stopped to serve a beta kind: the markers above its type name it, or it is six after the first."""
    marks = dict(m.removeprefix(LIFECYCLE).split("=", 1) for m in struct.markers if m.startswith(LIFECYCLE) and "=" in m)
    if not marks:
        return 1000
    minor = {name: int(value.split(".")[1]) for name, value in marks.items() if name in ("introduced", "deprecated", "removed")}
    return minor.get("removed", minor.get("deprecated", minor["introduced"] + 3) + 3)


def served(history, type_name):
    """The minor versions in which a kind is served, were it on."""
    newest = next(s for minor in sorted(history.minors, reverse=True) if (s := history.struct(minor, type_name)))
    removed = removed_in(newest)
    return [minor for minor in history.minors if minor < removed and history.struct(minor, type_name)]


def is_kind(struct):
    return "+genclient" in struct.markers and "+genclient:noVerbs" not in struct.markers


class Table:
    """The table of the newest version, line by line."""

    def __init__(self, lines):
        self.version = lines[0]
        self.kinds = [line.split(" ") for line in lines if line.startswith("kind ")]
        self.types, current = {}, None
        for line in lines:
            if line.startswith("type "):
                current = self.types[line.split(" ")[1]] = (line, {})
            elif line.startswith(" "):
                current[1][line.split(" ")[1].rstrip("!")] = line
        self.by_gvk = {word[4:]: line.split(" ")[1] for line, _ in self.types.values() for word in line.split(" ") if word.startswith("gvk=")}

    def type_of(self, kind):
        return self.by_gvk[f"{kind[1]}/{kind[2]}/{kind[4]}"]

    def kind(self, group, name):
        return next((k for k in self.kinds if k[1] == group and k[4] == name), None)


def dated_kind(history, table, kind):
    span = history.span(lambda minor: history.struct(minor, table.type_of(kind)))
    return kind_line(kind, between(history, span))


def kind_line(kind, dates):
    words = list(kind)
    for i, word in enumerate(words[10:], 10):
        name, target, verbs = word.split(":")
        if since := SUBRESOURCES.get((kind[3], name)):
            words[i] = f"{word}:{since}"
        if name == "eviction":
            words[i] = f"{name}:policy/v1beta1/Eviction:{verbs}:-{EVICTION_V1 - 1} {word}:{EVICTION_V1}"
    return " ".join(words + dates)


def past_kinds(history, table, groups):
    """The betas that clusters served, each with its dates, its type and its minor versions."""
    betas = {}
    for name in sorted({n for m in history.minors for n in history.minors[m] if re.search(r"\.v\d+beta\d+$", n)}):
        group = groups.get(name.split(".")[-2])
        names = {s for minor in history.minors if name in history.minors[minor] for s, struct in history.minors[minor][name].structs.items() if is_kind(struct)}
        for kind in names if group else []:
            if minors := served(history, f"{name}.{kind}"):
                betas.setdefault((SAME_OBJECTS.get(group, group), kind), []).append((group, f"{name}.{kind}", minors))
    for (family, kind), versions in sorted(betas.items()):
        model = table.kind(family, kind)
        first = min([minors[0] for _, _, minors in versions] + ([history.span(lambda m, t=table.type_of(model): history.struct(m, t))[0]] if model else []))
        if first <= LAST_BETAS_BY_DEFAULT and (model or kind in GONE):
            for group, type_name, minors in versions:
                yield past_kind(model, group, type_name.split(".")[-2], kind), between(history, (minors[0], minors[-1])), type_name, minors


def past_kind(model, group, version, kind_name):
    if model is None:
        plural, short = GONE[kind_name].split(" ")
        return ["kind", group, version, plural, kind_name, "cluster", kind_name.lower(), short, "-", ALL_VERBS]
    return ["kind", group, version, *model[3:]]


def dated_type(history, table, name):
    line, fields = table.types[name]
    span = history.span(lambda minor: history.struct(minor, name))
    if span is None:
        yield line
        yield from fields.values()
        return
    yield " ".join([line] + between(history, span))
    by_minor = {minor: history.fields(minor, name) for minor in history.minors if minor >= span[0] and history.struct(minor, name)}
    lost = {field for field, _, _ in lost_fields(history, table, name)}
    for field in sorted(set(fields) | lost):
        having = [minor for minor, lines in by_minor.items() if field in lines]
        text = fields.get(field) or by_minor[having[-1]][field]
        since = [f"since={having[0]}"] if having and having[0] > span[0] else []
        yield " ".join([text] + since + ([f"until={having[-1]}"] if field in lost else []))


def lost_fields(history, table, name):
    """The fields that a type of the table has no more: name, line, and the last minor version that had it."""
    last = {}
    for minor in history.minors:
        for field, line in history.fields(minor, name).items():
            last[field] = (line, minor)
    return [(field, line, minor) for field, (line, minor) in last.items() if field not in table.types[name][1] and minor < history.newest]


def past_types(history, table, kinds):
    """The types of past kinds, as they last were, with all that they refer to and the table lacks."""
    made = {}

    def add(name, minor, gvk):
        if name in made or name in table.types:
            return
        struct = history.struct(minor, name)
        if struct is None:
            made[name] = [f"type {name} is=any"]
            return
        fields = history.fields(minor, name)
        span = history.span(lambda m: history.struct(m, name))
        words = ["type", name] + ([f"gvk={gvk}"] if gvk else []) + (["atomic"] if "+structType=atomic" in struct.markers else [])
        having = {f: [m for m in history.minors if f in history.fields(m, name)] for f in fields}
        made[name] = [" ".join(words + between(history, (span[0], history.newest)))] + [
            " ".join([fields[f]] + ([f"since={having[f][0]}"] if having[f][0] > span[0] else [])) for f in sorted(fields)]
        for line in fields.values():
            add_used(line, minor)

    def add_used(line, minor):
        used = line.split(" ")[2].lstrip("[]{}")
        if "." in used:
            add(used, minor, None)

    for name in table.types:
        for _, line, minor in lost_fields(history, table, name):
            add_used(line, minor)
    for type_name, gvk in OTHER_TYPES.items():
        add(type_name, history.newest, gvk)
    for kind, _, type_name, minors in kinds:
        add(type_name, minors[-1], f"{kind[1]}/{kind[2]}/{kind[4]}")
        if history.struct(minors[-1], type_name + "List"):
            add(type_name + "List", minors[-1], f"{kind[1]}/{kind[2]}/{kind[4]}List")
    return made


def order(kind):
    """As discovery prefers versions: stable before beta, newer before older (but for the betas of autoscaling)."""
    version = re.fullmatch(r"v(\d+)(?:beta(\d+))?", kind[2])
    beta = int(version[2] or 0)
    return (beta > 0, -int(version[1]), beta if kind[1] == "autoscaling" else -beta, kind[3])


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        table = Table(file.read().splitlines())
    history = History(sys.argv[2:])
    groups = {table.type_of(k).split(".")[-3]: k[1] for k in table.kinds if f"{k[1]}/{k[2]}/{k[4]}" in table.by_gvk} | {"extensions": "extensions"}
    past = list(past_kinds(history, table, groups))
    print(table.version)
    for group in dict.fromkeys(k[1] for k in table.kinds):
        if group == "policy":
            print_kinds(history, table, past, "extensions")
        print_kinds(history, table, past, group)
    types = past_types(history, table, past)
    for name in sorted(table.types | types):
        for line in types[name] if name in types else dated_type(history, table, name):
            print(line)


def print_kinds(history, table, past, group):
    lines = [(order(k), dated_kind(history, table, k)) for k in table.kinds if k[1] == group]
    lines += [(order(kind), kind_line(kind, dates)) for kind, dates, _, _ in past if kind[1] == group]
    for _, line in sorted(lines, key=lambda pair: pair[0]):
        print(line)


if __name__ == "__main__":
    main()
