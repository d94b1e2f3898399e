using System.Text.Json.Serialization;

namespace Kpanda.Hosting.Errors;

/// <summary>What a program needs to know of a failure.</summary>
/// <param name="Reason">Stable machine word.</param>
/// <param name="Field">The field of the request that is at fault, if one is.</param>
/// <param name="Parameters">Values of the message's placeholders.</param>
/// <param name="RequestId">Finds the request in the log.</param>
public sealed record ErrorDetail(string Reason, string? Field, IReadOnlyDictionary<string, string> Parameters, string RequestId)
{
    /// <summary>Says what kind of detail this is, as every <c>google.protobuf.Any</c> does.</summary>
    [JsonPropertyName("@type"), JsonPropertyOrder(-1)]
    public string Type { get; } = "kpanda.io/v1alpha1.ErrorDetail";
}
