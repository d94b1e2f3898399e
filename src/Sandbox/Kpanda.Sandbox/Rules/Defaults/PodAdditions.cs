using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Defaults;

/// <summary>What admission adds to each new pod: the volume with the service account's token, and tolerations of nodes that are briefly away.</summary>
internal static class PodAdditions
{
    private const string TokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <param name="spec">The pod's, changed in place.</param>
    /// <param name="suffix">The random end of the volume's name.</param>
    public static void Apply(JsonObject spec, string suffix)
    {
        Tolerate(spec, "node.kubernetes.io/not-ready");
        Tolerate(spec, "node.kubernetes.io/unreachable");
        if (spec["automountServiceAccountToken"]?.GetValue<bool>() != false) MountToken(spec, "kube-api-access-" + suffix);
    }

    private static void Tolerate(JsonObject spec, string taint)
    {
        if (spec.Each("tolerations").Any(t => (t.Text("key") == taint || t.Text("key") is null or "") && t.Text("effect") is null or "" or "NoExecute")) return;
        if (spec["tolerations"] is not JsonArray tolerations) spec["tolerations"] = tolerations = [];
        tolerations.Add(new JsonObject { ["key"] = taint, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = 300 });
    }

    private static void MountToken(JsonObject spec, string name)
    {
        var containers = spec.Each("initContainers").Concat(spec.Each("containers")).ToList();
        var wanting = containers.Where(c => !c.Each("volumeMounts").Any(m => m.Text("mountPath") == TokenPath)).ToList();
        if (wanting.Count == 0) return;
        foreach (var container in wanting)
        {
            if (container["volumeMounts"] is not JsonArray mounts) container["volumeMounts"] = mounts = [];
            mounts.Add(new JsonObject { ["name"] = name, ["readOnly"] = true, ["mountPath"] = TokenPath });
        }

        if (spec["volumes"] is not JsonArray volumes) spec["volumes"] = volumes = [];
        volumes.Add(new JsonObject { ["name"] = name, ["projected"] = new JsonObject { ["sources"] = Sources(), ["defaultMode"] = 420 } });
    }

    private static JsonArray Sources() => JsonNode.Parse(
        """
        [{"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}},
         {"configMap":{"name":"kube-root-ca.crt","items":[{"key":"ca.crt","path":"ca.crt"}]}},
         {"downwardAPI":{"items":[{"path":"namespace","fieldRef":{"apiVersion":"v1","fieldPath":"metadata.namespace"}}]}}]
        """)!.AsArray();
}
