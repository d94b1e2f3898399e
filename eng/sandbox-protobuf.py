#!/usr/bin/env python3
"""Write the sandbox's table of messages: sandbox-protobuf.py API_REPO APIMACHINERY_REPO APIEXTENSIONS_REPO > src/Sandbox/Kpanda.Sandbox/Api/Bodies/Protobuf/messages.txt

The arguments are git repositories (bare ones too) of kubernetes/api, kubernetes/apimachinery and kubernetes/apiextensions-apiserver; the struct tags of their HEAD's types.go are read.
Only facts are taken. One line each:

  message NAME
   NUMBER FIELD TYPE [inline] [drop|pointer] [go=TYPE]

TYPE is string, bool, int, double, bytes, a message name, []TYPE or {}TYPE; "inline" fields belong to the message that holds them; the zero value of a
"drop" field is left out of JSON; a "pointer" field may be absent whatever its type. "go" is what Go calls the type where TYPE does not tell: messages of
Kubernetes' decoder have it. Standard library only.
"""
import re
import sys

from gotypes import packages

SCALARS = {"string": "string", "bool": "bool", "int": "int", "int32": "int", "int64": "int", "uint32": "int", "uint8": "int", "float64": "double", "byte": "int", "types.UID": "string",
           "types.NodeName": "string", "types.NamespacedName": "string", "runtime.RawExtension": "RawExtension", "intstr.IntOrString": "IntOrString", "resource.Quantity": "Quantity",
           "time.Duration": "int"}
SPECIAL = {"Time", "MicroTime", "Duration", "FieldsV1"}
STRUCTS = {"Time", "MicroTime", "Duration", "RawExtension", "IntOrString", "Quantity"}


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
        prefix, name = package.imported(go)
        owner = all_packages.get(prefix)
        if owner is None:
            return "string"
    if name in SPECIAL and "meta.v1" in owner.name:
        return name
    if name in owner.aliases:
        return resolve(all_packages, owner, owner.aliases[name])
    return owner.name + "." + name


def go_name(all_packages, package, go):
    """What Go calls a type."""
    go = go.lstrip("*")
    if go.startswith("[]"):
        return "[]" + go_name(all_packages, package, go[2:])
    if m := re.match(r"map\[([\w.]+)\](.+)", go):
        return f"map[{go_name(all_packages, package, m[1])}]{go_name(all_packages, package, m[2])}"
    if "." in go:
        owner, name = package.imported(go)
        return (owner.rpartition(".")[2] or go.partition(".")[0]) + "." + name
    if go in package.structs or go in package.aliases:
        return package.name.rpartition(".")[2] + "." + go
    return "uint8" if go == "byte" else go


def told(kind):
    """What Go calls a type as far as the notation of the table tells."""
    if kind.startswith("[]"):
        return "[]" + told(kind[2:])
    if kind.startswith("{}"):
        return "map[string]" + told(kind[2:])
    return {"double": "float64", "bytes": "[]uint8"}.get(kind) or ".".join(kind.split(".")[-2:])


def main():
    all_packages = {}
    for repo, module in zip(sys.argv[1:4], ("k8s.io/api", "k8s.io/apimachinery", "k8s.io/apiextensions-apiserver"), strict=True):
        all_packages |= packages(repo, module, "HEAD")
    for package in sorted(all_packages.values(), key=lambda p: p.name):
        if re.search(r"(alpha|beta)\d", package.name):
            continue
        for name, struct in sorted(package.structs.items()):
            fields = [(f, f.tags["protobuf"].split(",")) for f in struct.fields if "protobuf" in f.tags]
            if not fields or name in SPECIAL:
                continue
            print(f"message {package.name}.{name}")
            for f, tag in sorted(fields, key=lambda pair: int(pair[1][1])):
                given = next((word[5:] for word in tag if word.startswith("name=")), "-")
                kind, called = resolve(all_packages, package, f.go), go_name(all_packages, package, f.go)
                words = [tag[1], f.json or given, kind]
                if f.inline:
                    words.append("inline")
                if f.go.startswith("*"):
                    words.append("pointer")
                elif "omitzero" in f.tags["json"] if kind in STRUCTS or "." in kind and kind[0] not in "[{" else f.omits:
                    words.append("drop")
                if "string" in called + kind and called != told(kind) or called.count(".") != told(kind).count("."):
                    words.append("go=" + called)
                print(" " + " ".join(words))


if __name__ == "__main__":
    main()
