using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Kinds;

internal sealed class ConfigMapKind() : ResourceKind<ConfigMap>("", "configmaps", "ConfigMap", namespaced: true, "Core")
{
    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["data"] = SortedValue.Number(obj => obj.Names("data").Count() + obj.Names("binaryData").Count()),
        ["keys"] = SortedValue.Text(obj => string.Join(", ", obj.Names("data").Concat(obj.Names("binaryData")))),
    };

    public override IReadOnlyList<ListParameter> Parameters { get; } = [OnlyMetadata.Parameter];

    public override bool CompletesRows => true;

    public override ValueTask<IReadOnlyList<PublishedObject>> CompleteAsync(IReadOnlyList<PublishedObject> rows, ListRequest request, CancellationToken cancellationToken) =>
        new(OnlyMetadata.Apply<ConfigMap>(rows, request));
}
