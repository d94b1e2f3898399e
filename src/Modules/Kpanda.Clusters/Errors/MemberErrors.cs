using Kpanda.Hosting.Errors;
using Kpanda.Kube;

namespace Kpanda.Clusters.Errors;

/// <summary>How a member's failure is told to a person: the member's own words where it said no, ours where the way to it is at fault.</summary>
public static class MemberErrors
{
    /// <summary>Turns a failure of <paramref name="cluster"/> into the error to answer with.</summary>
    public static Error ToError(this KubeFailure failure, string cluster)
    {
        var code = CodeOf(failure);
        var reason = failure.Phase switch
        {
            FailurePhase.Policy => "member.policy",
            FailurePhase.Dns => "member.dns",
            FailurePhase.Connect => "member.connect",
            FailurePhase.Tls => "member.tls",
            FailurePhase.Http => "member.http",
            FailurePhase.Authentication => "member.authentication",
            FailurePhase.Protocol => "member.protocol",
            FailurePhase.Refused => "member.refused",
            _ => "member.server",
        };
        var error = Error.Of(code, reason, ("cluster", cluster), ("detail", failure.Message)).WithWords("detail", failure.Reason, failure.Parameters);
        return failure.Phase == FailurePhase.Refused && failure.Status?.Message is { Length: > 0 } words ? error with { ForeignWords = words } : error;
    }

    /// <summary>The failure of a member that did not answer all it was asked in time.</summary>
    internal static KubeFailure Late(TimeSpan limit) =>
        new KubeFailure(FailurePhase.Http, FailureSide.Member, $"The member did not answer within {limit.TotalSeconds:0} s.").Because("network.http.late.seconds", ("seconds", $"{limit.TotalSeconds:0}"));

    private static ErrorCode CodeOf(KubeFailure failure) => failure.Phase switch
    {
        FailurePhase.Refused => failure.HttpStatus switch
        {
            403 => ErrorCode.PermissionDenied,
            404 => ErrorCode.NotFound,
            409 => failure.Status?.Reason == "AlreadyExists" ? ErrorCode.AlreadyExists : ErrorCode.Aborted,
            429 => ErrorCode.ResourceExhausted,
            _ => ErrorCode.InvalidArgument,
        },
        FailurePhase.Server when failure.HttpStatus == 429 => ErrorCode.ResourceExhausted,
        FailurePhase.Http => ErrorCode.DeadlineExceeded,
        FailurePhase.Policy => ErrorCode.FailedPrecondition,
        _ => ErrorCode.Unavailable,
    };
}
