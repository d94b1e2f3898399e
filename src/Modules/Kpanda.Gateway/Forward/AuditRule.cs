using Kpanda.Gateway.Paths;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Gateway.Forward;

/// <summary>What is written down of a request: what changes something, looks into a pod or reads a Secret, and whatever was forbidden. Never a query or a body.</summary>
internal static class AuditRule
{
    /// <summary>Whether it must be on disk before the member hears of it: into a pod, around a Secret, or to a token of a service account.</summary>
    public static bool IsDangerous(RequestInfo info) =>
        info.MayUpgrade || info is { IsResource: true, Group: "", Resource: "secrets" } or { IsResource: true, Group: "", Resource: "serviceaccounts", Subresource: "token" };

    /// <summary>Whether it is written down at all where it is allowed.</summary>
    public static bool IsRecorded(RequestInfo info) => IsDangerous(info) || info.Subresource == "log" || info.Verb is not ("get" or "head" or "list" or "watch");

    /// <summary>The record of a request, without what came of it.</summary>
    public static AuditRecord RecordOf(HttpContext context, Person person, string cluster, RequestInfo info, DateTimeOffset now) => AuditRecord.Of(context, person, AuditVia.Gateway, now) with
    {
        Cluster = cluster,
        Verb = info.Verb,
        Group = info.Group,
        Resource = info.IsResource ? info.Resource : info.Path.Value,
        Subresource = info.Subresource,
        Namespace = info.Namespace,
        Name = info.Name,
    };
}
