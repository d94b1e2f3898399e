using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Recorded;

/// <summary>
/// Leaves out of an answer what controllers, nodes or the build of the real server had put there. What is left must be the same.
/// </summary>
internal static class Comparable
{
    private static readonly HashSet<string> Controllers = ["clusterrole-aggregation-controller", "kube-controller-manager", "kube-scheduler", "kube-apiserver", "kubelet"];
    // Tables and lists of these show what controllers made.
    private static readonly HashSet<string> MadeByControllers =
        ["pods", "endpoints", "events", "replicasets", "controllerrevisions", "endpointslices", "leases", "nodes", "apiservices", "roles", "rolebindings", "serviceaccounts"];

    private static readonly HashSet<string> DrivenByControllers = ["deployments", "statefulsets", "daemonsets", "jobs", "persistentvolumeclaims"];

    private static readonly string[] BuildFacts = ["gitCommit", "buildDate", "goVersion", "compiler", "emulationMajor", "emulationMinor", "minCompatibilityMajor", "minCompatibilityMinor", "platform"];

    public static JsonNode? Of(JsonNode? answer, RecordedAnswer expected)
    {
        switch (answer)
        {
            case JsonObject map when expected.Path == "/version":
                foreach (var fact in BuildFacts) map.Remove(fact);
                break;
            case JsonObject { Count: 1 } map when map["paths"] is JsonArray paths:
                // The real server lists its health checks one by one.
                return new JsonArray([.. paths.Select(p => p!.ToString()).Where(p => p.StartsWith("/api/", StringComparison.Ordinal)).Select(p => JsonValue.Create(p))]);
            case JsonObject { Count: 1 } map when map["paths"] is JsonObject paths:
                return new JsonArray([.. paths.Select(p => p.Key).Where(p => p.StartsWith("apis/", StringComparison.Ordinal) && p.Split('/').Length == 3).Order(StringComparer.Ordinal).Select(p => JsonValue.Create(p))]);
            case JsonArray events:
                foreach (var change in events.OfType<JsonObject>()) Of(change["object"], expected);
                events.RemoveAll(e => e?["object"]?["metadata"]?["name"]?.ToString() == "kube-root-ca.crt");
                break;
            case JsonObject map when map["kind"]?.ToString() == "Table":
                Table(map, expected);
                break;
            case JsonObject map when map["items"] is JsonArray items:
                items.RemoveAll(i => i?["metadata"]?["name"]?.ToString() == "kube-root-ca.crt");
                foreach (var item in items) Object(item as JsonObject);
                var made = MadeByControllers.Contains(Resource(expected));
                if (made) items.Clear();
                if (map["metadata"] is not JsonObject list) break;
                list.Remove("remainingItemCount");
                if (made) list.Remove("continue");
                break;
            case JsonObject map:
                Object(map);
                break;
        }

        return answer;
    }

    private static string Resource(RecordedAnswer expected) => expected.Path.Split('?')[0].Split('/')[^1];

    private static void Object(JsonObject? obj)
    {
        // Kubernetes shows the difference of its internal structures, field by field.
        if (obj?["message"] is JsonValue message && message.ToString() is var text && text.Contains("\n@@", StringComparison.Ordinal)) Cut(obj, text);
        if (obj?["metadata"] is not JsonObject meta || obj["kind"]?.ToString() == "Status") return;
        if (meta["annotations"] is JsonObject annotations)
        {
            foreach (var name in (ReadOnlySpan<string>)["deployment.kubernetes.io/revision", "volume.beta.kubernetes.io/storage-provisioner", "volume.kubernetes.io/storage-provisioner"])
                annotations.Remove(name);
            if (annotations.Count == 0) meta.Remove("annotations");
        }

        if (meta["managedFields"] is JsonArray managers)
        {
            managers.RemoveAll(m => Controllers.Contains(m?["manager"]?.ToString() ?? ""));
            if (managers.Count == 0) meta.Remove("managedFields");
            else meta["managedFields"] = new JsonArray([.. managers.OrderBy(m => $"{m!["manager"]}/{m["operation"]}/{m["subresource"]}", StringComparer.Ordinal).Select(m => m!.DeepClone())]);
        }

        if (obj["kind"]?.ToString() is "Deployment" or "Scale") obj.Remove("status");
    }

    private static void Cut(JsonObject status, string text)
    {
        status["message"] = text[..text.IndexOf("\n@@", StringComparison.Ordinal)];
        foreach (var cause in status["details"]!["causes"]!.AsArray()) cause!["message"] = cause["message"]!.ToString().Split("\n@@")[0];
    }

    // A table is compared by its columns; its rows as far as they are not of what controllers made.
    private static void Table(JsonObject table, RecordedAnswer expected)
    {
        if (MadeByControllers.Contains(Resource(expected)))
        {
            table.Remove("rows");
            (table["metadata"] as JsonObject)?.Remove("continue");
        }

        if (table["rows"] is not JsonArray rows) return;
        rows.RemoveAll(r => r?["cells"]?[0]?.ToString() == "kube-root-ca.crt");
        (table["metadata"] as JsonObject)?.Remove("remainingItemCount");
        foreach (var row in rows.OfType<JsonObject>())
        {
            Object(row["object"] as JsonObject);
            if (DrivenByControllers.Contains(Resource(expected))) row["cells"] = row["cells"]![0]!.DeepClone();
        }
    }
}
