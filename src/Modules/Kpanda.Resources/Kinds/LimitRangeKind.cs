using System.Text.Json;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Kinds;

internal sealed class LimitRangeKind() : ResourceKind<LimitRange>("", "limitranges", "LimitRange", namespaced: true, "Core")
{
    public override IReadOnlyList<string> IndexedFields => ["spec.limits[].type"];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["defaults"] = SortedValue.Natural(obj => Amounts(obj, "default")),
        ["max"] = SortedValue.Natural(obj => Amounts(obj, "max")),
    };

    private static string Amounts(JsonElement range, string of) => string.Join(", ", range.Items("spec", "limits")
        .SelectMany(limit => limit.Names(of).Select(name => $"{name} {limit.Text(of, name)}")));
}
