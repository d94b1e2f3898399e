using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Gateway.Paths;

/// <summary>Reads from method, path and query what a request is about, by the rules of Kubernetes' own <c>RequestInfo</c>.</summary>
internal static class RequestInfoReader
{
    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["GET"] = "get",
        ["HEAD"] = "get",
        ["POST"] = "create",
        ["PUT"] = "update",
        ["PATCH"] = "patch",
        ["DELETE"] = "delete",
    };

    // Parameters that decide what is authorised: written twice, two readers may choose differently.
    private static readonly string[] Deciding = ["watch", "fieldSelector"];

    // No API of Kubernetes has such a parameter. Who sends one takes it for a way to sign in: it is none, and must not come to stand in a member's log.
    private static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase) { "access_token", "authorization", "bearer", "id_token", "token" };

    /// <summary>Reads it, or says what is ambiguous or not served here.</summary>
    public static Result<RequestInfo> Read(string method, RawTarget target)
    {
        if (!Verbs.TryGetValue(method, out var verb)) return Error.Of(ErrorCode.InvalidArgument, "gateway.method", ("method", method));
        foreach (var name in Deciding)
        {
            if (target.Query.Count(pair => pair.Key == name) > 1) return Error.Of(ErrorCode.InvalidArgument, "gateway.query.twice", ("name", name));
        }

        var read = ReadPlain(method, verb, target);
        // What an application behind a proxy calls its parameters is its own affair.
        return read.TryGet(out var info, out _) && !info.IsProxy && target.Query.Any(pair => Secrets.Contains(pair.Key)) ? Error.Of(ErrorCode.InvalidArgument, "gateway.query.secret") : read;
    }

    private static Result<RequestInfo> ReadPlain(string method, string verb, RawTarget target)
    {
        var plain = new RequestInfo
        {
            Method = new HttpMethod(method),
            Path = KubePath.Of(target.Segments, target.TrailingSlash),
            Query = target.QueryText(),
            Verb = method.ToLowerInvariant(),
        };
        return target.Segments switch
        {
            ["api", var version, _, ..] => Resource(plain with { Version = version }, verb, target.Segments.AsSpan(2), target),
            ["apis", var group, var version, _, ..] => Resource(plain with { Group = group, Version = version }, verb, target.Segments.AsSpan(3), target),
            _ => plain,
        };
    }

    private static Result<RequestInfo> Resource(RequestInfo info, string verb, ReadOnlySpan<string> parts, RawTarget target)
    {
        info = info with { IsResource = true };

        // The forms /watch/… and /proxy/… before the resource are long deprecated; the second no server has any more.
        if (parts[0] is "proxy" || (parts[0] is "watch" && parts.Length == 1)) return Error.Of(ErrorCode.InvalidArgument, "gateway.path.form");
        var watched = parts[0] is "watch";
        if (watched)
        {
            if (verb != "get") return Error.Of(ErrorCode.InvalidArgument, "gateway.path.form");
            verb = "watch";
            parts = parts[1..];
        }

        if (parts[0] == "namespaces" && parts.Length > 1)
        {
            info = info with { Namespace = parts[1] };
            if (parts.Length > 2 && parts[2] is not ("status" or "finalize")) parts = parts[2..];
        }

        info = info with
        {
            Resource = parts[0],
            Name = parts.Length > 1 ? parts[1] : "",
            Subresource = parts.Length > 2 ? parts[2] : "",
        };
        if (watched && info.Subresource.Length > 0) return Error.Of(ErrorCode.InvalidArgument, "gateway.path.form");
        return info.Name.Length > 0 ? info with { Verb = verb } : Collection(info, verb, target);
    }

    private static RequestInfo Collection(RequestInfo info, string verb, RawTarget target) => verb switch
    {
        "get" => info with { Verb = IsWatch(target) ? "watch" : "list", Name = OneName(target) },
        "delete" => info with { Verb = "deletecollection" },
        _ => info with { Verb = verb },
    };

    // Kubernetes takes every value but these two for true, none at all included.
    private static bool IsWatch(RawTarget target) =>
        target.Query.FirstOrDefault(pair => pair.Key == "watch") is { Key: not null, Value: var value } && !value.Equals("false", StringComparison.OrdinalIgnoreCase) && value != "0";

    // A right to one name covers the list that can hold that one alone. What is not plainly such a selector needs the right to the whole collection.
    private static string OneName(RawTarget target)
    {
        var text = target.Query.FirstOrDefault(pair => pair.Key == "fieldSelector").Value;
        if (string.IsNullOrEmpty(text) || text.Contains('\\', StringComparison.Ordinal) || !FieldSelector.TryParse(text, out var selector, out _)) return "";
        return selector.Exact("metadata.name") is { } name && KubePath.IsSegment(name) ? name : "";
    }
}
