using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kpanda.Sandbox.Tests.Recorded;

/// <summary>
/// Takes out of an answer what differs between two runs of the same server: ids, times, versions, addresses, generated names and ages become
/// placeholders, as they are in the recording.
/// </summary>
internal static partial class Scrubbed
{
    public static JsonNode? Of(JsonNode? node, string key = "") => node switch
    {
        JsonObject map => Map(map),
        JsonArray list => new JsonArray([.. list.Select(e => Of(e, key))]),
        JsonValue value => Scalar(value, key),
        _ => null,
    };

    private static JsonObject Map(JsonObject map)
    {
        JsonObject clean = [];
        foreach (var (name, value) in map)
        {
            // Words about columns and addresses of the server say nothing about behaviour.
            if (name is "description" or "serverAddressByClientCIDRs" or "serverRelativeURL") continue;
            clean[name] = Of(value, name);
        }

        return clean;
    }

    private static JsonNode? Scalar(JsonValue value, string key)
    {
        if (key is "nodePort" or "healthCheckNodePort" && value.GetValueKind() == JsonValueKind.Number) return "<nodePort>";
        if (value.GetValueKind() != JsonValueKind.String) return value.DeepClone();
        var text = value.GetValue<string>();
        if (key == "uid") return "<uid>";
        if (key == "resourceVersion" && text.Length > 0) return "<rv>";
        if (key == "continue" && text.Length > 0) return "<continue>";
        if (key is "token" or "certificate" or "caBundle" or "signature") return $"<{key}>";
        if (key is "clusterIP" or "podIP" or "ip" or "address" or "hostIP" or "clusterIPs" && text is not ("None" or "")) return "<ip>";
        if (key == "ca.crt") return "<ca>";
        text = Uid().Replace(text, "<uid>");
        text = Time().Replace(text, "<time>");
        text = TokenVolume().Replace(text, "kube-api-access-<suffix>");
        text = Generated().Replace(text, "gen-<suffix>");
        text = CurrentVersion().Replace(text, "current: <rv>");
        text = Ports().Replace(text, ":<nodePort>/");
        return key == "cells" && Age().IsMatch(text) ? "<age>" : key == "cells" && Address().IsMatch(text) ? "<ip>" : text;
    }

    [GeneratedRegex("<uid>|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[\d:.]+Z")]
    private static partial Regex Time();

    [GeneratedRegex("kube-api-access-[a-z0-9]{5}")]
    private static partial Regex TokenVolume();

    [GeneratedRegex(@"\bgen-[a-z0-9]{5}\b")]
    private static partial Regex Generated();

    [GeneratedRegex(@"current: \d+")]
    private static partial Regex CurrentVersion();

    [GeneratedRegex(@":3[0-2]\d{3}/")]
    private static partial Regex Ports();

    [GeneratedRegex(@"^(\d+[smhdy])+\z")]
    private static partial Regex Age();

    [GeneratedRegex(@"^\d+\.\d+\.\d+\.\d+\z")]
    private static partial Regex Address();
}
