namespace Kpanda.Gateway.Kubeconfigs;

/// <summary>Where clients of Kubernetes reach the platform.</summary>
/// <param name="Url">Its https address with the base path, without a slash at the end.</param>
/// <param name="AuthorityPem">The authority that clients must trust, where it is the platform's own; empty where clients know it.</param>
public sealed record PublicAddress(string Url, string AuthorityPem);
