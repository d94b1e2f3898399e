using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Kpanda.Hosting.Paging;

namespace Kpanda.Identity.Audit.Read;

/// <summary>Published <c>auditListAuditsResponse</c>, and <c>auditListKubeAuditsResponse</c>, which has the same fields.</summary>
internal sealed record AuditList(IReadOnlyList<AuditInfo> Items, Pagination Pagination);

/// <summary>Published <c>auditGetExportURIResponse</c>: where records are exported, and how to ask there.</summary>
internal sealed record AuditExportUri(string Uri, [property: AllowedValues("GET", "POST", "PUT", "DELETE", "PATCH")] string Method);

/// <summary>Published <c>auditGetAuditDetailResponse</c>.</summary>
/// <param name="Audit">The record as JSON text.</param>
internal sealed record AuditDetail(string Audit);

/// <summary>Published <c>auditAuditInfo</c>; the fields that are not in the constructor are not published.</summary>
/// <param name="Id">By which its details are asked.</param>
/// <param name="AuditName">The action: <c>create deployments</c>.</param>
/// <param name="ResourceType">The collection with its group: <c>deployments.apps</c>.</param>
/// <param name="ResourceName">Name of the object.</param>
/// <param name="ClusterName">Empty for the platform.</param>
/// <param name="Gproduct"><c>kpanda</c> or <c>ghippo</c>.</param>
/// <param name="Status">What came of it; <c>all</c> where that is not known: it still runs, or the server stopped before its end.</param>
/// <param name="User">Name of the person.</param>
/// <param name="Client">The client's <c>User-Agent</c>.</param>
/// <param name="Ip">Where it came from.</param>
/// <param name="CreatedAt">When it began, RFC 3339.</param>
internal sealed record AuditInfo(
    string Id,
    string AuditName,
    string ResourceType,
    string ResourceName,
    string ClusterName,
    string Gproduct,
    [property: AllowedValues("all", "succeeded", "failed")] string Status,
    string User,
    string Client,
    string Ip,
    string CreatedAt)
{
    public required string Verb { get; init; }

    public required string Namespace { get; init; }

    public required string Subresource { get; init; }

    /// <summary>HTTP status; 0 where it is not known.</summary>
    public required int StatusCode { get; init; }

    /// <summary>How long it took.</summary>
    public required int LatencyMilliseconds { get; init; }

    public required string RequestId { get; init; }

    /// <summary>How often the same was refused within the minute; 1 for everything else.</summary>
    public required int Times { get; init; }

    /// <summary>What of the object, where its name does not say: the path of a file in a container.</summary>
    public required string Detail { get; init; }

    /// <summary>The way in.</summary>
    [AllowedValues("console", "api", "gateway")]
    public required string Via { get; init; }

    public static AuditInfo Of(AuditRow row)
    {
        var status = row.Status switch { 0 => "all", < 400 => "succeeded", _ => "failed" };
        return new(
            $"{row.Id}",
            ActionOf(row.Verb, row.Resource, row.Subresource),
            TypeOf(row.Resource, row.Group),
            row.Name,
            row.Cluster,
            row.Cluster.Length > 0 || row.Resource == "clusters" ? "kpanda" : "ghippo",
            status,
            row.Person,
            row.Agent,
            row.Address,
            row.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
        {
            Verb = row.Verb,
            Namespace = row.Namespace,
            Subresource = row.Subresource,
            StatusCode = row.Status,
            LatencyMilliseconds = (int)Math.Min(int.MaxValue, row.Milliseconds),
            RequestId = row.RequestId,
            Times = row.Times,
            Detail = row.Detail,
            Via = row.Via,
        };
    }

    /// <summary>The action: <c>create pods/exec</c>.</summary>
    public static string ActionOf(string verb, string resource, string subresource) => subresource.Length > 0 ? $"{verb} {resource}/{subresource}" : $"{verb} {resource}";

    /// <summary>The collection with its group: <c>deployments.apps</c>.</summary>
    public static string TypeOf(string resource, string group) => group.Length > 0 ? $"{resource}.{group}" : resource;
}
