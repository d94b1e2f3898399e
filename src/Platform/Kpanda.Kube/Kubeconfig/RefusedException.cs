namespace Kpanda.Kube.Kubeconfig;

/// <summary>Carries a refusal from deep inside the reader to its edge; never leaves <see cref="KubeconfigReader"/>.</summary>
internal sealed class RefusedException(KubeconfigRefusal refusal) : Exception(refusal.Reason)
{
    public KubeconfigRefusal Refusal { get; } = refusal;

    public static RefusedException At(string field, string reason, string detail = "") => new(new KubeconfigRefusal(field, reason, detail));
}
