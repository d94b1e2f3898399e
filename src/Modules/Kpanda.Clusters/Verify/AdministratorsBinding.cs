using System.Text.Json.Nodes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Clusters.Verify;

/// <summary>
/// Binds the platform's administrators to cluster-admin in a member, so that what they do there is decided by the member like for anybody else. The one object
/// that import leaves in a cluster.
/// </summary>
internal static class AdministratorsBinding
{
    /// <summary>Name of the ClusterRoleBinding.</summary>
    public const string Name = Person.PlatformAdministratorsGroup;

    private static readonly GroupVersionResource Bindings = new("rbac.authorization.k8s.io", "v1", "clusterrolebindings");

    /// <summary>Creates the binding, or puts right one that is there, and says how it went.</summary>
    public static async Task<ClusterCondition> EnsureAsync(KubeClient client, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var options = new KubeWriteOptions { FieldManager = "kpanda" };
        var result = await client.CreateAsync(Bindings, null, Body(), options, cancellationToken);
        if (result.Failure is { IsConflict: true }) result = await client.PatchAsync(Bindings, Key, PatchType.Merge, Subjects(), options, cancellationToken);
        if (!result.TryGet(out var binding, out var failure)) return new(ClusterConditions.AdministratorsBound, false, "cluster.condition.unbound", failure.Message, now);
        return Judge(binding, now);
    }

    /// <summary>Looks whether the binding is there, and changes nothing. Unknown where that may not be seen.</summary>
    public static async Task<ClusterCondition> ReadAsync(KubeClient client, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var result = await client.GetAsync(Bindings, Key, cancellationToken);
        if (!result.TryGet(out var binding, out var failure))
        {
            return failure.IsNotFound
                ? new(ClusterConditions.AdministratorsBound, false, "cluster.condition.gone", Name, now)
                : new(ClusterConditions.AdministratorsBound, null, "cluster.condition.unknown", failure.Message, now);
        }

        return Judge(binding, now);
    }

    private static ObjectKey Key => new("", Name);

    private static ClusterCondition Judge(KubeObject binding, DateTimeOffset now) => PointsToClusterAdmin(binding)
        ? new(ClusterConditions.AdministratorsBound, true, "", "", now)
        : new(ClusterConditions.AdministratorsBound, false, "cluster.condition.otherrole", Name, now);

    private static JsonObject Body()
    {
        var body = JsonNode.Parse(Subjects())!.AsObject();
        body["apiVersion"] = Bindings.ApiVersion;
        body["kind"] = "ClusterRoleBinding";
        body["metadata"] = new JsonObject { ["name"] = Name, ["labels"] = new JsonObject { ["app.kubernetes.io/managed-by"] = "kpanda" } };
        body["roleRef"] = new JsonObject { ["apiGroup"] = Bindings.Group, ["kind"] = "ClusterRole", ["name"] = "cluster-admin" };
        return body;
    }

    private static byte[] Subjects() =>
        """{"subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"Group","name":"kpanda:platform-admins"}]}"""u8.ToArray();

    private static bool PointsToClusterAdmin(KubeObject binding)
    {
        using var json = binding.Parse();
        return json.RootElement.TryGetProperty("roleRef", out var role) && role.TryGetProperty("name", out var name) && name.ValueEquals("cluster-admin");
    }
}
