using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Controllers.Namespaces;

/// <summary>What every namespace has.</summary>
internal static class NamespaceContents
{
    public const string AuthorityMap = "kube-root-ca.crt";

    public static JsonObject Namespace(string name) => new()
    {
        ["kind"] = "Namespace",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["kubernetes.io/metadata.name"] = name } },
        ["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") },
        ["status"] = new JsonObject { ["phase"] = "Active" },
    };

    public static JsonObject Account(string ns, string name = "default") => new()
    {
        ["kind"] = "ServiceAccount",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
    };

    public static JsonObject Authority(string ns, string pem) => new()
    {
        ["kind"] = "ConfigMap",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject
        {
            ["name"] = AuthorityMap,
            ["namespace"] = ns,
            ["annotations"] = new JsonObject
            {
                ["kubernetes.io/description"] =
                    "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. "
                    + "No other usage is guaranteed across distributions of Kubernetes clusters.",
            },
        },
        ["data"] = new JsonObject { ["ca.crt"] = pem },
    };
}
