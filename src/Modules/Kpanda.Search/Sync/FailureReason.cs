using Kpanda.Kube;

namespace Kpanda.Search.Sync;

/// <summary>The machine word for a failure of a member.</summary>
internal static class FailureReason
{
    public static string Of(KubeFailure failure) => failure.Phase switch
    {
        FailurePhase.Authentication or FailurePhase.Refused => SyncReasons.Refused,
        FailurePhase.Protocol or FailurePhase.Server => SyncReasons.Failing,
        _ => SyncReasons.Unreachable,
    };
}
