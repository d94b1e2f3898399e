using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Kinds;

internal sealed class NetworkPolicyKind() : ResourceKind<NetworkPolicy>("networking.k8s.io", "networkpolicies", "NetworkPolicy", namespaced: true, "Networking")
{
    public override IReadOnlyList<string> IndexedFields => ["spec.policyTypes[]"];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["selector"] = SortedValue.Text(obj => obj.At("spec", "podSelector").Selector()),
        ["ingress"] = SortedValue.Number(obj => obj.Count("spec", "ingress")),
        ["egress"] = SortedValue.Number(obj => obj.Count("spec", "egress")),
    };
}
