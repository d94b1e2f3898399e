using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;

namespace Kpanda.Sandbox.Admitting;

/// <summary>Lets webhooks and policies judge what changes no object: streams and proxies (CONNECT), and what is posted below an object, such as an Eviction (CREATE).</summary>
internal static class SubresourceAdmission
{
    /// <summary>Why somebody may not be connected; null where they may.</summary>
    public static async Task<KubeStatus?> RefusesConnectionAsync(ApiRequest request)
    {
        var kind = request.Subresource switch
        {
            "exec" => "PodExecOptions",
            "attach" => "PodAttachOptions",
            "portforward" => "PodPortForwardOptions",
            "proxy" => request.Kind.Kind + "ProxyOptions",
            _ => null,
        };
        if (kind is null) return null;
        var (_, refusal) = await JudgeAsync(request, AdmissionAttributes.Connect, new GroupVersionKind("", "v1", kind), Options(request, kind));
        return refusal;
    }

    /// <summary>What is posted as webhooks leave it, or why it is refused.</summary>
    public static Task<(JsonObject? Object, KubeStatus? Refusal)> JudgePostAsync(ApiRequest request, GroupVersionKind kind, JsonObject obj) =>
        JudgeAsync(request, AdmissionAttributes.Create, kind, obj);

    private static async Task<(JsonObject? Object, KubeStatus? Refusal)> JudgeAsync(ApiRequest request, string operation, GroupVersionKind kind, JsonObject obj)
    {
        var attributes = new AdmissionAttributes(request, operation, obj, null) { Subject = kind };
        var hooks = request.Cluster.Webhooks.Concern(request, operation) ? request.Cluster.Webhooks : null;
        if (hooks is not null)
        {
            var (changed, refusal) = await hooks.MutateAsync(attributes, request.Cancel);
            if (changed is null) return (null, refusal);
            attributes = attributes with { Object = changed };
        }

        if (request.Cluster.Policies.Refuses(attributes) is { } denied) return (null, denied);
        if (hooks is not null && await hooks.ValidateAsync(attributes, request.Cancel) is { } rejected) return (null, rejected);
        return (attributes.Object, null);
    }

    // The parameters of the request, as the fields that they stand for.
    private static JsonObject Options(ApiRequest request, string kind)
    {
        JsonObject options = new() { ["kind"] = kind, ["apiVersion"] = "v1" };
        if (request.Subresource == "proxy")
        {
            var path = request.Http.Request.Path.Value ?? "";
            var at = path.IndexOf("/proxy", path.IndexOf($"/{request.Name}/", StringComparison.Ordinal) + 1, StringComparison.Ordinal);
            if (at >= 0 && path[(at + "/proxy".Length)..] is { Length: > 0 } rest) options["path"] = rest;
            return options;
        }

        foreach (var flag in (ReadOnlySpan<string>)["stdin", "stdout", "stderr", "tty"])
        {
            if (ListQuery.Truth(request.Query, flag) == true) options[flag] = true;
        }

        if (request.Query["container"].ToString() is { Length: > 0 } container) options["container"] = container;
        if (request.Query["command"] is { Count: > 0 } command) options["command"] = new JsonArray([.. command.Select(word => JsonValue.Create(word))]);
        if (request.Query["ports"] is { Count: > 0 } ports)
            options["ports"] = new JsonArray([.. ports.SelectMany(list => (list ?? "").Split(',')).Select(port => int.TryParse(port, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null).Where(port => port is not null)]);
        return options;
    }
}
