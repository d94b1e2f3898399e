using Kpanda.Hosting;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Kinds;

internal sealed class ClusterRoleBindingKind()
    : ResourceKind<ClusterRoleBinding>("rbac.authorization.k8s.io", "clusterrolebindings", "ClusterRoleBinding", namespaced: false, "RBAC")
{
    /// <summary>The published API has a form of its own for creation.</summary>
    public override ObjectOperations Operations => ObjectOperations.All & ~ObjectOperations.Create;

    public override IReadOnlyList<string> IndexedFields => ["roleRef.name", "subjects[].name"];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues => RoleValues.OfBindings;

    public override IReadOnlyList<ListParameter> Parameters { get; } = [new("roleRef")];

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(query.Where("roleRef.name", request.Value("roleRef")));

    public override IReadOnlyList<string> SearchedFields => ["roleRef.name", "subjects[].name"];
}
