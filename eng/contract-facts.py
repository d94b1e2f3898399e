#!/usr/bin/env python3
"""Reduces a published OpenAPI 2.0 file to the facts that our own API is compared with: paths, methods, tags, parameters, field names, types, enums.

No descriptions are kept. Usage: contract-facts.py PUBLISHED.json PREFIX > facts.json
"""
import json
import sys


def type_of(schema):
    """The type of a field in one word: int32, [v1alpha1Pod], map<string> ..."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[-1]
    kind = schema.get("type", "object")
    if kind == "array":
        return f"[{type_of(schema['items'])}]"
    if kind == "object" and "additionalProperties" in schema:
        return f"map<{type_of(schema['additionalProperties'])}>"
    if "enum" in schema:
        return "|".join(schema["enum"])
    return schema.get("format", kind)


def fields_of(schema):
    return {name: type_of(field) for name, field in schema.get("properties", {}).items()}


def body_of(parameters):
    for parameter in parameters:
        if parameter["in"] == "body":
            schema = parameter["schema"]
            return type_of(schema) if "$ref" in schema else fields_of(schema)
    return None


def operation_of(operation):
    parameters = operation.get("parameters", [])
    ok = operation["responses"]["200"]["schema"]
    facts = {"tag": operation["tags"][0]}
    query = {p["name"]: type_of(p) for p in parameters if p["in"] == "query"}
    if query:
        facts["query"] = query
    if (body := body_of(parameters)) is not None:
        facts["body"] = body
    facts["answer"] = type_of(ok) if "$ref" in ok else fields_of(ok)
    return facts


def main(path, prefix):
    with open(path, encoding="utf-8") as file:
        published = json.load(file)
    facts = {
        "paths": {
            name.removeprefix(prefix): {method: operation_of(operation) for method, operation in methods.items()}
            for name, methods in published["paths"].items()
        },
        "definitions": {
            name: definition["enum"] if "enum" in definition else fields_of(definition)
            for name, definition in published["definitions"].items()
        },
    }
    json.dump(facts, sys.stdout, ensure_ascii=False, sort_keys=True, separators=(",", ":"), indent=0)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
