namespace Kpanda.Kube.Kubeconfig;

/// <summary>What a person may bring in a kubeconfig, beyond what is always refused (commands, files, passwords, unknown keys).</summary>
/// <param name="AllowInsecure">Whether <c>insecure-skip-tls-verify</c> was accepted in words.</param>
/// <param name="AllowProxy">Whether <c>proxy-url</c> is permitted.</param>
public sealed record KubeconfigPolicy(bool AllowInsecure, bool AllowProxy)
{
    /// <summary>Neither.</summary>
    public static KubeconfigPolicy Strict { get; } = new(AllowInsecure: false, AllowProxy: false);
}
