using System.Text.Json;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Kinds;

internal sealed class IngressKind() : ResourceKind<Ingress>("networking.k8s.io", "ingresses", "Ingress", namespaced: true, "Networking")
{
    public override IReadOnlyList<string> IndexedFields => ["spec.rules[].host", "spec.ingressClassName"];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["hosts"] = SortedValue.Text(obj => string.Join(", ", obj.Items("spec", "rules").Select(rule => rule.Text("host") is { Length: > 0 } host ? host : "*"))),
        ["address"] = SortedValue.Natural(obj => obj.BalancedAddresses()),
        ["tls"] = SortedValue.Number(obj => obj.Count("spec", "tls") > 0 ? 1 : 0),
        ["backends"] = SortedValue.Text(Backends),
    };

    public override IReadOnlyList<string> SearchedFields => ["spec.rules[].host"];

    private static string Backends(JsonElement ingress) => string.Join(", ", ingress.Items("spec", "rules")
        .SelectMany(rule => rule.Items("http", "paths"))
        .Select(path => path.Text("backend", "service", "name") is { Length: > 0 } service ? service : path.Text("backend", "resource", "name"))
        .Where(name => name.Length > 0).Distinct(StringComparer.Ordinal));
}
