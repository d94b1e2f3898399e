using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Kinds;

internal sealed class ConfigMapKind() : ResourceKind<ConfigMap>("", "configmaps", "ConfigMap", namespaced: true, "Core")
{
    public override IReadOnlyList<ListParameter> Parameters { get; } = [OnlyMetadata.Parameter];

    public override bool CompletesRows => true;

    public override ValueTask<IReadOnlyList<PublishedObject>> CompleteAsync(IReadOnlyList<PublishedObject> rows, ListRequest request, CancellationToken cancellationToken) =>
        new(OnlyMetadata.Apply<ConfigMap>(rows, request));
}
