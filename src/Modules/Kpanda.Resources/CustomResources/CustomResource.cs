using System.Text.Json.Serialization;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.CustomResources;

/// <summary>The published shape of an object of any kind.</summary>
internal sealed record CustomResource : PublishedObject
{
    public string Kind { get; init; } = "";

    public string ApiVersion { get; init; } = "";

    public string Name { get; init; } = "";

    public string Namespace { get; init; } = "";

    [JsonConverter(typeof(EpochMilliseconds))]
    public long? CreationTimestamp { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The object as a JSON text; null unless details were asked for.</summary>
    public string? Data { get; init; }
}
