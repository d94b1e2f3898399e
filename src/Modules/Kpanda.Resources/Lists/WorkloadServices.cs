using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Lists;

/// <summary>The Services of a workload: those whose selector takes the pods of its template.</summary>
internal static class WorkloadServices
{
    /// <summary>What <c>kind</c> can be.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["Deployment", "StatefulSet", "DaemonSet"];

    /// <summary>Applies <c>kind</c> and <c>kindName</c>.</summary>
    public static async ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken)
    {
        if (!request.OneOf("kind", Kinds).TryGet(out var kind, out var error)) return error;
        if (kind.Length == 0) return query;
        if (request.Value("kindName") is not { } name) return Error.Invalid("kindName", "list.kindName", ("kind", kind));

        var names = new List<string>();
        if (await request.FindAsync(query, OwnerKinds.Resource(kind), name, cancellationToken) is { } workload)
        {
            var labels = workload.Body.At("spec", "template", "metadata", "labels");
            var services = new ResourceQuery(query.Resource) { Clusters = query.Clusters, Namespaces = query.Namespaces };
            await foreach (var service in request.Index.AllAsync(services, request.Scope, cancellationToken))
            {
                if (Selects(service.Body.At("spec", "selector"), labels)) names.Add(service.Key.Name);
            }
        }

        // Where no Service selects it, nothing matches: no object has an empty name.
        return query.Where(FieldCondition.NamePath, names.Count > 0 ? names : [""]);
    }

    private static bool Selects(JsonElement selector, JsonElement labels)
    {
        if (selector.ValueKind != JsonValueKind.Object) return false;
        var empty = true;
        foreach (var wanted in selector.EnumerateObject())
        {
            empty = false;
            if (labels.Text(wanted.Name) != wanted.Value.GetString()) return false;
        }

        return !empty;
    }
}
