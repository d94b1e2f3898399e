using Kpanda.Clusters.Errors;
using Kpanda.Hosting.Errors;
using Kpanda.Kube;
using Kpanda.Kube.Kubeconfig;

namespace Kpanda.Clusters.RegisterCluster;

/// <summary>Why a kubeconfig is no good, as an error of the request's field.</summary>
internal static class KubeconfigErrors
{
    private const string Field = "kubeConfigString";

    /// <summary>It does not pass the policy.</summary>
    public static Error Of(KubeconfigRefusal refusal) =>
        Error.Invalid(Field, refusal.Reason, ("path", refusal.Field), ("detail", refusal.Detail));

    /// <summary>Its member cannot be used with it.</summary>
    public static Error Of(KubeFailure failure)
    {
        var error = failure.ToError("");
        // Whatever the member does, what the person sent does not work: a fault of the request, never of ours.
        return error with { Code = ErrorCode.FailedPrecondition, Reason = error.Reason.Replace("member.", "import.", StringComparison.Ordinal), Field = Field, ForeignWords = null };
    }
}
