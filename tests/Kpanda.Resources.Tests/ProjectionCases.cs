using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Hosting.Json;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Tests;

/// <summary>
/// Cases of kinds: <c>Fixtures/{kind}/{case}.yaml</c> is an object as a member answers it, <c>{case}.json</c> beside it the health that its rule sees and the shape that is published of it.
/// </summary>
internal static class ProjectionCases
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    /// <summary>Every case, as <c>{kind}/{case}</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Directory.EnumerateFiles(Root, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file)[..^".json".Length].Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The folder of a kind.</summary>
    public static string Folder(KindDescriptor kind) => kind.Kind.ToLowerInvariant();

    /// <summary>The expectation, written as <see cref="Found"/> writes.</summary>
    public static string Wanted(string path) => JsonNode.Parse(File.ReadAllText(Path.Combine(Root, $"{path}.json")))!.ToJsonString(Readable);

    /// <summary>What the kind makes of the object.</summary>
    public static string Found(KindDescriptor kind, string path)
    {
        var obj = Fixture.Indexed(kind, path);
        var health = new JsonObject { ["state"] = obj.Status.State, ["severity"] = obj.Status.Severity.ToString(), ["reason"] = obj.Status.Reason };
        return new JsonObject { ["health"] = health, ["published"] = JsonSerializer.SerializeToNode<object>(kind.ProjectObject(obj), KpandaJson.Options) }.ToJsonString(Readable);
    }
}
