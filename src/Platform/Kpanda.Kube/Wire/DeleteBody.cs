using System.Text.Json.Nodes;

namespace Kpanda.Kube.Wire;

/// <summary>Writes <c>metav1.DeleteOptions</c>.</summary>
internal static class DeleteBody
{
    /// <summary>The body of a delete.</summary>
    public static ReadOnlyMemory<byte> Of(KubeDeleteOptions options)
    {
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions" };
        if (options.PropagationPolicy is { } policy) body["propagationPolicy"] = policy;
        if (options.GracePeriodSeconds is { } seconds) body["gracePeriodSeconds"] = seconds;
        if (options.DryRun) body["dryRun"] = new JsonArray("All");
        var preconditions = new JsonObject();
        if (options.Uid is { } uid) preconditions["uid"] = uid;
        if (options.ResourceVersion is { } version) preconditions["resourceVersion"] = version;
        if (preconditions.Count > 0) body["preconditions"] = preconditions;
        return JsonLimits.Write(body);
    }
}
