using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

internal sealed record Service : PublishedResource
{
    public ServiceSpec Spec { get; init; } = new();

    public ServiceStatus? Status { get; init; }
}

internal sealed record ServiceSpec
{
    public IReadOnlyList<ServicePort>? Ports { get; init; }

    public IReadOnlyDictionary<string, string>? Selector { get; init; }

    public string? ClusterIP { get; init; }

    public IReadOnlyList<string>? ClusterIPs { get; init; }

    [AllowedValues("SERVICE_TYPE_UNSPECIFIED", "ClusterIP", "NodePort", "LoadBalancer", "ExternalName")]
    public string Type { get; init; } = "ClusterIP";

    public IReadOnlyList<string>? ExternalIPs { get; init; }

    /// <summary>Name that an ExternalName service stands for: an addition.</summary>
    public string? ExternalName { get; init; }

    public string? SessionAffinity { get; init; }

    public string? LoadBalancerIP { get; init; }

    [JsonPropertyName("IPFamilies")]
    public IReadOnlyList<string>? IPFamilies { get; init; }
}

internal sealed record ServicePort
{
    public string? Name { get; init; }

    public string? Protocol { get; init; }

    public string? AppProtocol { get; init; }

    public int Port { get; init; }

    [JsonConverter(typeof(IntOrString))]
    public string? TargetPort { get; init; }

    public int NodePort { get; init; }
}

internal sealed record ServiceStatus(LoadBalancerStatus? LoadBalancer, IReadOnlyList<Condition>? Conditions);

[PublishedName("apicorev1alpha1LoadBalancerStatus")]
internal sealed record LoadBalancerStatus(IReadOnlyList<LoadBalancerIngress>? Ingress);

[PublishedName("apicorev1alpha1LoadBalancerIngress")]
internal sealed record LoadBalancerIngress(string? Ip, string? Hostname, IReadOnlyList<PortStatus>? Ports);

[PublishedName("apicorev1alpha1PortStatus")]
internal sealed record PortStatus(
    int Port,
    [property: AllowedValues("PROTOCOL_UNSPECIFIED", "TCP", "UDP", "SCTP")] string? Protocol,
    string? Error);
