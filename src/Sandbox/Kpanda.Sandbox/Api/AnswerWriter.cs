using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Yaml;
using Kpanda.Sandbox.Api.Printing;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Api;

/// <summary>Puts an answer into the form that the client accepts. Stored bytes are copied, not written anew.</summary>
internal static class AnswerWriter
{
    private static readonly JsonSerializerOptions StatusOptions = KubeJson.Options;

    public static async Task WriteAsync(HttpContext http, SandboxCluster cluster, Answer answer, AcceptedForm form)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        switch (answer)
        {
            case WrittenAnswer:
                return;
            case StatusAnswer status:
                if (status.Status.Details?.RetryAfterSeconds is { } wait and > 0) http.Response.Headers.RetryAfter = wait.ToString(System.Globalization.CultureInfo.InvariantCulture);
                buffer.Write(Status(status.Status));
                break;
            case NodeAnswer node:
                buffer.Write(KubeJson.ToUtf8(node.Node));
                break;
            case ObjectAnswer one when form.Table:
                buffer.Write(KubeJson.ToUtf8(TablePrinter.Print(cluster, one.Kind, [one.Object], one.Object.ResourceVersion, IncludeObject(http), form.Version)));
                break;
            case ObjectAnswer one when form.MetadataOnly:
                buffer.Write(KubeJson.ToUtf8(PartialMetadata.Of(one.Object)));
                break;
            case ObjectAnswer one:
                buffer.Write(one.Object.Json.Span);
                break;
            case ListAnswer list when form.Table:
                buffer.Write(KubeJson.ToUtf8(Table(http, cluster, list, form)));
                break;
            case ListAnswer list:
                List(buffer, list, form.MetadataOnly);
                break;
        }

        await SendAsync(http, answer.Code, buffer.WrittenMemory, form.Yaml && answer is not StatusAnswer ? "application/yaml" : "application/json");
    }

    public static byte[] Status(KubeStatus status) => JsonSerializer.SerializeToUtf8Bytes(status, StatusOptions);

    public static async Task SendAsync(HttpContext http, int code, ReadOnlyMemory<byte> json, string media = "application/json")
    {
        var yaml = media == "application/yaml";
        http.Response.StatusCode = code;
        http.Response.ContentType = media;
        http.Response.Headers.CacheControl = "no-cache, private";
        if (yaml) json = Encoding.UTF8.GetBytes(YamlWriter.Write(JsonNode.Parse(json.Span)));
        http.Response.ContentLength = json.Length;
        await http.Response.Body.WriteAsync(json, http.RequestAborted);
    }

    private static JsonObject Table(HttpContext http, SandboxCluster cluster, ListAnswer list, AcceptedForm form)
    {
        var table = TablePrinter.Print(cluster, list.Kind, list.Items, list.ResourceVersion, IncludeObject(http), form.Version);
        var meta = table["metadata"]!.AsObject();
        if (list.Continue is not null) meta["continue"] = list.Continue;
        if (list.Remaining is not null) meta["remainingItemCount"] = list.Remaining;
        return table;
    }

    private static string IncludeObject(HttpContext http) => http.Request.Query["includeObject"].ToString();

    private static void List(ArrayBufferWriter<byte> buffer, ListAnswer list, bool metadataOnly)
    {
        var kind = metadataOnly ? "PartialObjectMetadataList" : list.Kind.ListKind;
        var version = metadataOnly ? "meta.k8s.io/v1" : list.Kind.Gvk.ApiVersion;
        var head = new StringBuilder($"{{\"kind\":\"{kind}\",\"apiVersion\":\"{version}\",\"metadata\":{{\"resourceVersion\":\"{list.ResourceVersion}\"");
        if (list.Continue is not null) head.Append($",\"continue\":\"{list.Continue}\"");
        if (list.Remaining is not null) head.Append($",\"remainingItemCount\":{list.Remaining}");
        head.Append("},\"items\":[");
        Encoding.UTF8.GetBytes(head.ToString(), buffer);
        var first = true;
        foreach (var item in list.Items)
        {
            if (!first) buffer.Write(","u8);
            first = false;
            if (metadataOnly)
            {
                buffer.Write(KubeJson.ToUtf8(PartialMetadata.Of(item)));
                continue;
            }

            // Items of built-in lists do not repeat their type; those of custom kinds do.
            var skip = list.Kind.Custom ? 0 : item.TypePrefix;
            if (skip > 0) buffer.Write("{"u8);
            buffer.Write(item.Json.Span[skip..]);
        }

        buffer.Write("]}"u8);
    }
}
