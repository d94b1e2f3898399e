using Kpanda.Clusters;
using Kpanda.Clusters.Errors;
using Kpanda.Gateway.Paths;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Kube;

namespace Kpanda.Gateway.Refusals;

/// <summary>The refusals of the gateway.</summary>
internal static class GatewayErrors
{
    private const string AskAgainAfterSeconds = "5";

    /// <summary>A person may not, in the words of Kubernetes.</summary>
    public static Error Forbidden(Person person, AccessRequest asked, string because = "")
    {
        var error = Error.Of(
            ErrorCode.PermissionDenied,
            "gateway.forbidden",
            (StatusShape.Name, asked.Name),
            (StatusShape.Group, asked.Resource.Group),
            (StatusShape.Kind, asked.Resource.Resource));
        return error with { ForeignWords = $"{Subject(asked)}forbidden: User \"{person.Name}\" cannot {Deed(asked)}{because}" };
    }

    /// <summary>There is no such cluster.</summary>
    public static Error Unknown(string cluster) => Error.Of(ErrorCode.NotFound, "cluster.unknown", ("cluster", cluster), (StatusShape.Name, cluster), (StatusShape.Kind, "clusters"));

    /// <summary>The HTTP status of a refusal, where that of its code does not fit.</summary>
    public static int? StatusOf(Error error) => error.Reason switch
    {
        "gateway.method" => 405,
        "gateway.size" => 413,
        "cluster.cannot.impersonate" => 403,
        _ => null,
    };

    /// <summary>The cluster does not answer: since when, and when asking again is worth it.</summary>
    public static Error Away(string cluster, ClusterHealth health) => Away(cluster, health, "").WithWords("detail", health.Reason, health.Parameters);

    /// <summary>A member's failure, and the HTTP status that fits.</summary>
    public static (Error Error, int Status) Of(KubeFailure failure, string cluster, ClusterHealth health) => failure.Phase switch
    {
        FailurePhase.Http when failure.Reason == "network.http.late" => (failure.ToError(cluster), 504),
        FailurePhase.Protocol or FailurePhase.Authentication or FailurePhase.Policy => (failure.ToError(cluster), 502),
        _ => (Away(cluster, health, failure.Message).WithWords("detail", failure.Reason, failure.Parameters), 503),
    };

    private static Error Away(string cluster, ClusterHealth health, string detail) => health.LastContact is { } contact
        ? Error.Of(ErrorCode.Unavailable, "gateway.away", ("cluster", cluster), ("contact", $"{contact:u}"), ("detail", detail), (StatusShape.RetryAfter, AskAgainAfterSeconds))
        : Error.Of(ErrorCode.Unavailable, "gateway.away.never", ("cluster", cluster), ("detail", detail), (StatusShape.RetryAfter, AskAgainAfterSeconds));

    private static string Subject(AccessRequest asked) => asked switch
    {
        { Path.Length: > 0 } => "",
        { Name.Length: > 0 } => $"{asked.Resource} \"{asked.Name}\" is ",
        _ => $"{asked.Resource} is ",
    };

    private static string Deed(AccessRequest asked)
    {
        if (asked.Path.Length > 0) return $"{asked.Verb} path \"{asked.Path}\"";
        var resource = asked.Subresource.Length == 0 ? asked.Resource.Resource : $"{asked.Resource.Resource}/{asked.Subresource}";
        var place = asked.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{asked.Namespace}\"";
        return $"{asked.Verb} resource \"{resource}\" in API group \"{asked.Resource.Group}\" {place}";
    }
}
