using Kpanda.Hosting;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Kinds;

internal sealed class ServiceAccountKind() : ResourceKind<ServiceAccount>("", "serviceaccounts", "ServiceAccount", namespaced: true, "Core")
{
    // The published API spells it so.
    private const string Namespace = "namesapce";

    public override IReadOnlyList<ListParameter> Parameters { get; } = [new(Namespace)];

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(query.Namespaces.Count == 0 && request.Value(Namespace) is { } ns ? query with { Namespaces = [ns] } : query);
}
