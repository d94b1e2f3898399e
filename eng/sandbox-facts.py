#!/usr/bin/env python3
"""Write the sandbox's table of kinds: sandbox-facts.py OPENAPI.json DISCOVERY... > FACTS

eng/sandbox-history.py adds the past to FACTS.

OPENAPI.json is a cluster's /openapi/v2. Each DISCOVERY is a JSON file (or a .jsonl file with such answers under "response") holding
aggregated discovery: /api and /apis asked for with "Accept: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList".
Only facts are taken, no descriptions. One line each:

  kind GROUP VERSION RESOURCE KIND ns|cluster SINGULAR SHORTNAMES CATEGORIES VERBS SUB:[GROUP/VERSION/]KIND:VERBS ...
  type NAME [gvk=GROUP/VERSION/KIND] [atomic]
   FIELD[!] TYPE [list=set|map|atomic] [keys=a,b] [patch=merge,retainKeys] [mergekey=k] [atomic]

GROUP is "-" for the core group, "-" stands for an empty list, "!" marks a required field. TYPE is a scalar (string, string:date-time,
integer:int32 ...), a type name, []TYPE, {}TYPE, or "any". Standard library only.
"""
import json
import sys


def type_of(schema):
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[-1]
    kind = schema.get("type")
    if kind == "array":
        return "[]" + type_of(schema["items"])
    if kind == "object":
        return "{}" + type_of(schema["additionalProperties"]) if "additionalProperties" in schema else "object"
    if kind is None:
        return "any"
    return kind + (":" + schema["format"] if "format" in schema else "")


def field_line(name, schema, required):
    words = [name + ("!" if required else ""), type_of(schema)]
    if "x-kubernetes-list-type" in schema:
        words.append("list=" + schema["x-kubernetes-list-type"])
    if "x-kubernetes-list-map-keys" in schema:
        words.append("keys=" + ",".join(schema["x-kubernetes-list-map-keys"]))
    if "x-kubernetes-patch-strategy" in schema:
        words.append("patch=" + schema["x-kubernetes-patch-strategy"])
    if "x-kubernetes-patch-merge-key" in schema:
        words.append("mergekey=" + schema["x-kubernetes-patch-merge-key"])
    if schema.get("x-kubernetes-map-type") == "atomic":
        words.append("atomic")
    return " " + " ".join(words)


def print_types(openapi):
    for name, schema in sorted(openapi["definitions"].items()):
        words = ["type", name]
        gvks = schema.get("x-kubernetes-group-version-kind", [])
        if len(gvks) == 1:
            words.append("gvk=" + "/".join(gvks[0][k] or "-" for k in ("group", "version", "kind")))
        if schema.get("x-kubernetes-map-type") == "atomic":
            words.append("atomic")
        if "properties" not in schema:
            words.append("is=" + type_of(schema))
        print(" ".join(words))
        for field, value in schema.get("properties", {}).items():
            print(field_line(field, value, field in schema.get("required", [])))


def discovered(paths):
    for path in paths:
        with open(path, encoding="utf-8") as file:
            answers = [json.loads(line).get("response") for line in file] if path.endswith(".jsonl") else [json.load(file)]
        for answer in answers:
            if isinstance(answer, dict) and answer.get("kind") == "APIGroupDiscoveryList":
                yield from answer["items"]


def full_kind(kind):
    parts = [kind.get("group"), kind.get("version"), kind["kind"]]
    return "/".join(p or "-" for p in parts) if any(parts[:2]) else kind["kind"]


def words_or_dash(values):
    return ",".join(values or []) or "-"


def print_kinds(groups):
    seen = set()
    for group in groups:
        name = group["metadata"].get("name") or "-"
        for version in group["versions"]:
            for r in version["resources"]:
                if (name, version["version"], r["resource"]) in seen:
                    continue
                seen.add((name, version["version"], r["resource"]))
                words = ["kind", name, version["version"], r["resource"], r["responseKind"]["kind"], "ns" if r["scope"] == "Namespaced" else "cluster",
                         r.get("singularResource") or "-", words_or_dash(r.get("shortNames")), words_or_dash(r.get("categories")), words_or_dash(r.get("verbs"))]
                words += [f"{s['subresource']}:{full_kind(s['responseKind'])}:{words_or_dash(s['verbs'])}" for s in r.get("subresources", [])]
                print(" ".join(words))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        openapi = json.load(file)
    print("version " + openapi["info"]["version"])
    print_kinds(discovered(sys.argv[2:]))
    print_types(openapi)


if __name__ == "__main__":
    main()
