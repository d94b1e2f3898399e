using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

internal sealed record NetworkPolicy : PublishedResource
{
    public NetworkPolicySpec Spec { get; init; } = new();
}

internal sealed record NetworkPolicySpec
{
    public LabelSelectorShape? PodSelector { get; init; }

    public IReadOnlyList<NetworkPolicyIngressRule>? Ingress { get; init; }

    public IReadOnlyList<NetworkPolicyEgressRule>? Egress { get; init; }

    [AllowedValues("POLICY_TYPE_UNSPECIFIED", "Ingress", "Egress")]
    public IReadOnlyList<string>? PolicyTypes { get; init; }
}

internal sealed record NetworkPolicyIngressRule(IReadOnlyList<NetworkPolicyPort>? Ports, IReadOnlyList<NetworkPolicyPeer>? From);

internal sealed record NetworkPolicyEgressRule(IReadOnlyList<NetworkPolicyPort>? Ports, IReadOnlyList<NetworkPolicyPeer>? To);

internal sealed record NetworkPolicyPort
{
    [AllowedValues("PROTOCOL_UNSPECIFIED", "TCP", "UDP", "SCTP")]
    public string? Protocol { get; init; }

    [JsonConverter(typeof(IntOrString))]
    public string? Port { get; init; }

    public int EndPort { get; init; }
}

internal sealed record NetworkPolicyPeer(LabelSelectorShape? PodSelector, LabelSelectorShape? NamespaceSelector, IPBlock? IpBlock);

internal sealed record IPBlock(string? Cidr, IReadOnlyList<string>? Except);
