using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api;

/// <summary>Which fields a field selector may name, kind by kind; any other is an error that lists these.</summary>
internal static class SelectableFields
{
    private static readonly Dictionary<GroupResource, string[]> Further = new()
    {
        [BuiltIn.Pods] =
        [
            "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP",
            "status.nominatedNodeName",
        ],
        [BuiltIn.Nodes] = ["spec.unschedulable"],
        [BuiltIn.Namespaces] = ["name", "status.phase"],
        [BuiltIn.Secrets] = ["type"],
        [BuiltIn.Services] = ["spec.clusterIP", "spec.type"],
        [BuiltIn.PersistentVolumes] = ["name"],
        [BuiltIn.PersistentVolumeClaims] = ["name"],
        [BuiltIn.ReplicationControllers] = ["status.replicas"],
        [BuiltIn.ReplicaSets] = ["status.replicas"],
        [BuiltIn.Jobs] = ["status.successful"],
        [new("certificates.k8s.io", "certificatesigningrequests")] = ["spec.signerName"],
        [BuiltIn.Events] =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion",
            "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
        ],
        [new("events.k8s.io", "events")] =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion",
            "involvedObject.fieldPath", "reason", "reportingController", "regarding.kind", "regarding.name", "regarding.namespace", "regarding.uid", "type",
        ],
    };

    /// <summary>Kubernetes' message where the selector names a field that the kind does not offer; null where all are known.</summary>
    public static string? Problem(KindInfo kind, FieldSelector selector)
    {
        foreach (var requirement in selector.Requirements)
        {
            if (requirement.Field is "metadata.name" || (requirement.Field == "metadata.namespace" && kind.Namespaced)) continue;
            var further = Further.GetValueOrDefault(kind.Gvr.GroupResource);
            if (further?.Contains(requirement.Field) == true) continue;
            if (kind.Custom || further is null)
            {
                var known = kind.Namespaced || !kind.Custom ? "\"metadata.name\", \"metadata.namespace\"" : "\"metadata.name\"";
                return $"\"{requirement.Field}\" is not a known field selector: only {known}";
            }

            return $"field label not supported: {requirement.Field}";
        }

        return null;
    }

    public static bool Matches(FieldSelector selector, StoredObject obj)
    {
        JsonObject? node = null;
        return selector.Matches(field => field switch
        {
            "metadata.name" or "name" => obj.Key.Name,
            "metadata.namespace" => obj.Key.Namespace,
            _ => Value(node ??= obj.ToNode(), field),
        });
    }

    private static string Value(JsonObject node, string field)
    {
        switch (field)
        {
            case "source":
                return node.Child("source").Text("component") ?? node.Text("reportingComponent") ?? "";
            case "reportingController":
                return node.Text("reportingComponent") ?? "";
            case "status.successful":
                return node.Child("status").Number("succeeded")?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "0";
        }

        var parts = field.Replace("regarding.", "involvedObject.", StringComparison.Ordinal).Split('.');
        JsonNode? at = node;
        foreach (var part in parts) at = (at as JsonObject)?[part];
        if (at is not null) return at.ToString();
        return field is "spec.unschedulable" or "spec.hostNetwork" ? "false" : field == "status.replicas" ? "0" : "";
    }
}
