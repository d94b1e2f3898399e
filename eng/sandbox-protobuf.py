#!/usr/bin/env python3
"""Write the sandbox's table of protobuf field numbers: sandbox-protobuf.py API_REPO APIMACHINERY_REPO APIEXTENSIONS_REPO > src/Sandbox/Kpanda.Sandbox/Api/Bodies/Protobuf/messages.txt

The arguments are git repositories (bare ones too) of kubernetes/api, kubernetes/apimachinery and kubernetes/apiextensions-apiserver; the struct tags of their HEAD's types.go are read.
Only facts are taken. One line each:

  message NAME
   NUMBER FIELD TYPE [inline] [drop|pointer]

TYPE is string, bool, int, double, bytes, a message name, []TYPE or {}TYPE; "inline" fields belong to the message that holds them; the zero value of a
"drop" field is left out of JSON; a "pointer" field may be absent whatever its type. Standard library only.
"""
import re
import subprocess
import sys

FIELD = re.compile(r'^\t(?:(\w+)\s+)?(\S+)\s+`json:"([^"]*)"(?:\s+\w+:"[^"]*")*?\s+protobuf:"(\w+),(\d+),(\w+)(?:,name=(\w+))?')
ALIAS = re.compile(r"^type (\w+) (\S+)\s*$")
STRUCT = re.compile(r"^type (\w+) struct {")
IMPORT = re.compile(r'^\t(?:(\w+) )?"k8s.io/(api|apimachinery)/([^"]+)"')
SCALARS = {"string": "string", "bool": "bool", "int": "int", "int32": "int", "int64": "int", "uint32": "int", "uint8": "int", "float64": "double", "byte": "int", "types.UID": "string",
           "types.NodeName": "string", "types.NamespacedName": "string", "runtime.RawExtension": "RawExtension", "intstr.IntOrString": "IntOrString", "resource.Quantity": "Quantity",
           "time.Duration": "int"}
SPECIAL = {"Time", "MicroTime", "Duration", "FieldsV1"}


def git(repo, *arguments):
    return subprocess.run(["git", "--git-dir", repo, *arguments], capture_output=True, text=True, check=True).stdout


def packages(repo, root):
    for path in git(repo, "ls-tree", "-r", "--name-only", "HEAD").splitlines():
        if path.endswith("/types.go"):
            folder = path.rsplit("/", 1)[0]
            yield root + "." + folder.replace("/", "."), git(repo, "show", "HEAD:" + path)


class Package:
    def __init__(self, name, text):
        self.name, self.structs, self.aliases, self.imports = name, {}, {}, {}
        current = None
        for line in text.splitlines():
            if m := IMPORT.match(line):
                root = "io.k8s.api" if m[2] == "api" else "io.k8s.apimachinery"
                self.imports[m[1] or m[3].rsplit("/", 1)[-1]] = root + "." + m[3].replace("/", ".")
            elif m := STRUCT.match(line):
                current = self.structs.setdefault(m[1], [])
            elif line == "}":
                current = None
            elif m := ALIAS.match(line):
                self.aliases[m[1]] = m[2]
            elif current is not None and (m := FIELD.match(line)):
                current.append((int(m[5]), m[3].split(",")[0] or m[7] or "-", m[2], m[1] is None and not m[3].split(",")[0], "omitempty" in m[3] or "omitzero" in m[3]))


def resolve(all_packages, package, go):
    """The notation of the table for a Go type."""
    go = go.lstrip("*")
    if go == "[]byte":
        return "bytes"
    if go.startswith("[]"):
        return "[]" + resolve(all_packages, package, go[2:])
    if m := re.match(r"map\[[\w.]+\](.+)", go):
        return "{}" + resolve(all_packages, package, m[1])
    if go in SCALARS:
        return SCALARS[go]
    owner, name = package, go
    if "." in go:
        prefix, name = go.split(".")
        owner = all_packages.get(package.imports.get(prefix, ""))
        if owner is None:
            return "string"
    if name in SPECIAL and "meta.v1" in owner.name:
        return name
    if name in owner.aliases:
        return resolve(all_packages, owner, owner.aliases[name])
    return owner.name + "." + name


def main():
    all_packages = {}
    for repo, root in ((sys.argv[1], "io.k8s.api"), (sys.argv[2], "io.k8s.apimachinery"), (sys.argv[3], "io.k8s.apiextensions-apiserver")):
        for name, text in packages(repo, root):
            all_packages[name] = Package(name, text)
    for package in sorted(all_packages.values(), key=lambda p: p.name):
        if re.search(r"(alpha|beta)\d", package.name):
            continue
        for struct, fields in sorted(package.structs.items()):
            if not fields or struct in SPECIAL:
                continue
            print(f"message {package.name}.{struct}")
            for number, name, go, inline, omit in sorted(fields):
                words = [str(number), name, resolve(all_packages, package, go)]
                if inline:
                    words.append("inline")
                if go.startswith("*"):
                    words.append("pointer")
                elif omit:
                    words.append("drop")
                print(" " + " ".join(words))


if __name__ == "__main__":
    main()
