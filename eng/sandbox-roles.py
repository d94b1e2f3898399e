#!/usr/bin/env python3
"""Write the sandbox's bootstrap roles: sandbox-roles.py ROLES.json BINDINGS.json > src/Sandbox/Kpanda.Sandbox/Access/bootstrap-roles.json

The arguments are a fresh cluster's lists of ClusterRoles and ClusterRoleBindings (kubectl get -o json), or one .jsonl file with such answers under
"response". Names, labels, annotations, rules and subjects are kept. Standard library only.
"""
import json
import sys


def lists(paths):
    for path in paths:
        with open(path, encoding="utf-8") as file:
            answers = [json.loads(line)["response"] for line in file] if path.endswith(".jsonl") else [json.load(file)]
        for answer in answers:
            if isinstance(answer, dict) and answer.get("kind") in ("ClusterRoleList", "ClusterRoleBindingList", "List"):
                yield from ((answer["kind"][:-4], item) for item in answer["items"])


def main():
    found = {"clusterroles": {}, "clusterrolebindings": {}}
    for kind, item in lists(sys.argv[1:]):
        if "kubernetes.io/bootstrapping" not in item["metadata"].get("labels", {}):
            continue
        meta = {k: v for k, v in item["metadata"].items() if k in ("name", "labels", "annotations")}
        rest = {k: item[k] for k in ("aggregationRule", "rules", "roleRef", "subjects") if k in item}
        found["clusterrolebindings" if "roleRef" in item else "clusterroles"][meta["name"]] = {"metadata": meta, **rest}
    print("{")
    for n, (resource, items) in enumerate(found.items()):
        print(f'"{resource}": [')
        print(",\n".join(json.dumps(i, separators=(",", ":"), ensure_ascii=False) for i in items.values()))
        print("]" + ("," if n == 0 else ""))
    print("}")


if __name__ == "__main__":
    main()
