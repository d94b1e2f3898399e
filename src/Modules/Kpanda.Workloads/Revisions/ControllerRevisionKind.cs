using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Workloads.Revisions;

internal sealed class ControllerRevisionKind() : ResourceKind<ControllerRevision>("apps", "controllerrevisions", "ControllerRevision", namespaced: true, "Apps")
{
    private static readonly string[] Kinds = ["StatefulSet", "DaemonSet"];

    public override IReadOnlyList<ListParameter> Parameters { get; } = [new("kind") { Values = Kinds }, new("kindName")];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["controller"] = SortedValue.Text(Controller),
        ["revision"] = SortedValue.Number(obj => obj.Number(0, "revision")),
    };

    /// <summary>Revisions are the controller's: nobody writes them.</summary>
    public override ObjectOperations Operations => ObjectOperations.Get | ObjectOperations.Json;

    public override async ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken)
    {
        if (!request.OneOf("kind", Kinds).TryGet(out var kind, out var error)) return error;
        if (kind.Length == 0) return query;
        if (request.Value("kindName") is not { } name) return Error.Invalid("kindName", "list.kindName", ("kind", kind));

        var owner = await request.FindAsync(query, OwnerKinds.Resource(kind), name, cancellationToken);
        return query with { OwnerUid = owner?.Body.Text("metadata", "uid") ?? Guid.Empty.ToString() };
    }

    private static string Controller(JsonElement obj)
    {
        foreach (var owner in obj.Items("metadata", "ownerReferences"))
            if (owner.Flag("controller")) return $"{owner.Text("kind")}/{owner.Text("name")}";
        return "";
    }
}
