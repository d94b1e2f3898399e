namespace Kpanda.Kube.Kubeconfig;

/// <summary>What is kept of an accepted kubeconfig: the current context, nothing else.</summary>
/// <param name="Connection">How to reach the member.</param>
/// <param name="Context">Name of the context that was used.</param>
/// <param name="Expires">When the credential runs out (client certificate, or <c>exp</c> of a JWT token); null where it does not say.</param>
public sealed record ImportedKubeconfig(KubeConnection Connection, string Context, DateTimeOffset? Expires);
