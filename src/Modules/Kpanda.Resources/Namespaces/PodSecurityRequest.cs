namespace Kpanda.Resources.Namespaces;

/// <summary>The pod security policies that a namespace is to have.</summary>
internal sealed record PodSecurityRequest(IReadOnlyList<PodSecurity>? PodSecurity);
