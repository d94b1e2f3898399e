using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Recorded;

/// <summary>One request to a real API server, and what it answered.</summary>
internal sealed record RecordedAnswer(int Position, string Step, string Method, string Path, IReadOnlyDictionary<string, string> Headers, JsonNode? Body, int Status, JsonNode? Answer)
{
    /// <summary>The API group that the request is about, for the counts.</summary>
    public string Group => Path.Split('/', '?') switch
    {
        ["", "api", "v1", ..] => "core",
        ["", "apis", var group, _, ..] => group,
        _ => "server",
    };

    public static IReadOnlyList<RecordedAnswer> Read(string file) =>
        [.. File.ReadLines(file).Select((line, position) => From(JsonNode.Parse(line)!.AsObject(), position))];

    private static RecordedAnswer From(JsonObject line, int position) => new(
        position, line["step"]!.ToString(), line["method"]!.ToString(), line["path"]!.ToString(),
        line["headers"]!.AsObject().ToDictionary(h => h.Key, h => h.Value!.ToString()), line["body"], line["status"]!.GetValue<int>(), line["response"]);
}
