namespace Kpanda.Sandbox.Certificates;

/// <summary>The signers that a control plane itself has, and what each of them signs.</summary>
internal static class Signers
{
    public const string Client = "kubernetes.io/kube-apiserver-client";
    public const string KubeletClient = "kubernetes.io/kube-apiserver-client-kubelet";
    public const string KubeletServing = "kubernetes.io/kubelet-serving";
    public const string Legacy = "kubernetes.io/legacy-unknown";

    private const string NodePrefix = "system:node:";

    /// <summary>Whether the control plane signs for this signer.</summary>
    public static bool Knows(string signer) => signer is Client or KubeletClient or KubeletServing;

    /// <summary>Why a signer does not sign a request that was approved; null where it does.</summary>
    public static string? Refuses(string signer, SigningRequest request, IReadOnlyCollection<string> usages) => signer switch
    {
        Client => RefusesClient(usages),
        KubeletClient => RefusesNode(request, usages, KeyUsages.ClientAuth),
        _ => RefusesNode(request, usages, KeyUsages.ServerAuth),
    };

    private static string? RefusesClient(IReadOnlyCollection<string> usages)
    {
        if (usages.FirstOrDefault(u => u is not (KeyUsages.ClientAuth or KeyUsages.DigitalSignature or KeyUsages.KeyEncipherment)) is { } other) return $"invalid usage for client certificate: {other}";
        return usages.Contains(KeyUsages.ClientAuth) ? null : $"missing required usage for client certificate: {KeyUsages.ClientAuth}";
    }

    private static string? RefusesNode(SigningRequest request, IReadOnlyCollection<string> usages, string purpose)
    {
        var serves = purpose == KeyUsages.ServerAuth;
        if (request.Name.Organizations is not ["system:nodes"]) return "subject organization is not system:nodes";
        if (serves && request.DnsNames.Count + request.Addresses.Count == 0) return "DNS or IP subjectAltName is required";
        if (!serves && request.DnsNames.Count > 0) return "DNS subjectAltNames are not allowed";
        if (request.Emails.Count > 0) return "Email subjectAltNames are not allowed";
        if (!serves && request.Addresses.Count > 0) return "IP subjectAltNames are not allowed";
        if (request.Uris.Count > 0) return "URI subjectAltNames are not allowed";
        var named = request.Name.CommonName.StartsWith(NodePrefix, StringComparison.Ordinal) ? null : $"subject common name does not begin with {NodePrefix}";
        string[] full = serves ? [KeyUsages.DigitalSignature, KeyUsages.KeyEncipherment, purpose] : [purpose, KeyUsages.DigitalSignature, KeyUsages.KeyEncipherment];
        var used = usages.ToHashSet(StringComparer.Ordinal);
        var fits = used.SetEquals(full) || used.SetEquals(full.Where(u => u != KeyUsages.KeyEncipherment))
            ? null
            : $"usages did not match [{string.Join(' ', full)}]";
        return serves ? fits ?? named : named ?? fits;
    }
}
