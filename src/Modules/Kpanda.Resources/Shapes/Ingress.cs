namespace Kpanda.Resources.Shapes;

internal sealed record Ingress : PublishedResource
{
    public IngressSpec Spec { get; init; } = new();

    public IngressStatus? Status { get; init; }
}

internal sealed record IngressSpec
{
    public string? IngressClassName { get; init; }

    public IReadOnlyList<IngressTLS>? Tls { get; init; }

    public IReadOnlyList<IngressRule>? Rules { get; init; }
}

internal sealed record IngressTLS(IReadOnlyList<string>? Hosts, string? SecretName);

internal sealed record IngressRule(string? Host, HTTPIngressRuleValue? Http);

internal sealed record HTTPIngressRuleValue(IReadOnlyList<HTTPIngressPath>? Paths);

internal sealed record HTTPIngressPath(string? Path, string? PathType, IngressBackend? Backend);

internal sealed record IngressBackend(IngressServiceBackend? Service, TypedLocalObjectReference? Resource);

internal sealed record IngressServiceBackend(string? Name, IngressServiceBackendPort? Port);

internal sealed record IngressServiceBackendPort(string? Name, int Number);

internal sealed record IngressStatus(LoadBalancerStatus? LoadBalancer);
