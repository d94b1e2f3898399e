using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Kpanda.Identity.Audit;

/// <summary>Reads from the route of a request what is done, and to what: <c>/clusters/{cluster}/namespaces/{namespace}/deployments/{name}:restart</c>.</summary>
public static class RequestRecord
{
    private const string Prefix = "/apis/";

    /// <summary>What the handler knows and the path does not.</summary>
    private sealed class Known
    {
        public string Cluster { get; set; } = "";

        public string Name { get; set; } = "";

        public bool HasActions { get; set; }
    }

    /// <summary>Names what a request made or changed, where its path does not.</summary>
    public static void Name(HttpContext context, string name, string cluster = "")
    {
        var known = KnownOf(context);
        known.Name = name;
        known.Cluster = cluster;
    }

    /// <summary>Says that what a request does is recorded by whoever does it.</summary>
    public static void HasActions(HttpContext context) => KnownOf(context).HasActions = true;

    /// <summary>Whether they are.</summary>
    internal static bool IsTold(HttpContext context) => context.Features.Get<Known>()?.HasActions == true;

    /// <summary>Who does it, by which way.</summary>
    internal static AuditRecord Of(HttpContext context, Person? person, DateTimeOffset now) =>
        AuditRecord.Of(context, person, context.Request.Headers.Authorization.Count > 0 ? AuditVia.Api : AuditVia.Console, now);

    /// <summary>The action behind a colon at the end of the path; empty where there is none.</summary>
    internal static string ActionOf(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.PathSegments is [.., var last] && last.Parts is [.., RoutePatternLiteralPart literal] && literal.Content.StartsWith(':') ? literal.Content[1..] : "";

    /// <summary>Who does what, as the path says.</summary>
    internal static AuditRecord OfPath(HttpContext context, Person? person, DateTimeOffset now)
    {
        var record = Of(context, person, now);
        record = record with { Verb = ActionOf(context) is { Length: > 0 } action ? action : VerbOf(context.Request.Method) };
        if (context.GetEndpoint() is not RouteEndpoint endpoint) return record;
        record = Place(record, endpoint.RoutePattern, context.Request.RouteValues);
        if (endpoint.Metadata.GetMetadata<AuditAs>() is { } named) record = record with { Verb = named.Verb, Resource = named.Resource };
        return record;
    }

    /// <summary>The record with what only the handler knew.</summary>
    internal static AuditRecord Complete(HttpContext context, AuditRecord record)
    {
        if (context.Features.Get<Known>() is not { } known) return record;
        if (record.Name.Length == 0) record = record with { Name = known.Name };
        return record.Cluster.Length == 0 ? record with { Cluster = known.Cluster } : record;
    }

    private static Known KnownOf(HttpContext context)
    {
        if (context.Features.Get<Known>() is { } known) return known;
        context.Features.Set(known = new Known());
        return known;
    }

    private static string VerbOf(string method) => method switch
    {
        "POST" => "create",
        "PUT" => "update",
        "GET" or "HEAD" => "get",
        _ => method.ToLowerInvariant(),
    };

    private static AuditRecord Place(AuditRecord record, RoutePattern pattern, RouteValueDictionary values)
    {
        var segments = pattern.RawText?.StartsWith(Prefix, StringComparison.Ordinal) == true ? pattern.PathSegments.Skip(3) : pattern.PathSegments.Skip(2);
        var literal = "";
        foreach (var segment in segments)
        {
            if (segment.Parts[0] is RoutePatternLiteralPart fixedPart)
            {
                literal = fixedPart.Content;
                // Behind a name: a part of it, until a name of its own follows.
                record = record.Name.Length > 0 ? record with { Subresource = literal } : record with { Resource = literal };
                continue;
            }

            if (segment.Parts[0] is not RoutePatternParameterPart parameter) continue;
            var value = values[parameter.Name]?.ToString() ?? "";
            record = (literal, parameter.Name) switch
            {
                (_, "cluster") => record with { Cluster = value, Resource = "clusters" },
                (_, "namespace") => record with { Namespace = value, Resource = "namespaces" },
                (_, "group") => record with { Group = value == "core" ? "" : value },
                (_, "version") => record,
                (_, "resource") => record with { Resource = value, Name = "", Subresource = "" },
                (_, "type") => OfType(record, value),
                ("clusters", _) => record with { Cluster = value, Name = value },
                ("", _) => record with { Name = value },
                _ => record with { Resource = literal, Name = value, Subresource = "" },
            };
            if (parameter.Name is "resource" or "type") literal = "";
        }

        return record;
    }

    /// <summary>A collection with its group behind a dot: <c>deployments.apps</c>.</summary>
    private static AuditRecord OfType(AuditRecord record, string type)
    {
        var dot = type.IndexOf('.', StringComparison.Ordinal);
        return record with { Resource = dot < 0 ? type : type[..dot], Group = dot < 0 || type[(dot + 1)..] == "core" ? "" : type[(dot + 1)..], Name = "", Subresource = "" };
    }
}
