using System.Text.Json.Serialization;

namespace Kpanda.KubeModel;

/// <summary>
/// <c>metav1.Status</c>: how everything that speaks Kubernetes says no. <see cref="Reason"/> is the machine word
/// (<c>NotFound</c>, <c>Conflict</c>, <c>Invalid</c> …), <see cref="Message"/> is for people, <see cref="Code"/> is the HTTP status.
/// </summary>
public sealed record KubeStatus
{
    /// <summary>Always <c>v1</c>.</summary>
    [JsonPropertyName("apiVersion"), JsonPropertyOrder(-3)]
    public string ApiVersion { get; init; } = "v1";

    /// <summary>Always <c>Status</c>.</summary>
    [JsonPropertyName("kind"), JsonPropertyOrder(-4)]
    public string Kind { get; init; } = "Status";

    /// <summary>Always present and empty: clients look for it.</summary>
    [JsonPropertyName("metadata"), JsonPropertyOrder(-2)]
    public Dictionary<string, string> Metadata { get; init; } = [];

    /// <summary><c>Success</c> or <c>Failure</c>.</summary>
    [JsonPropertyName("status"), JsonPropertyOrder(-1)]
    public string Status { get; init; } = "Failure";

    /// <summary>Words for a person.</summary>
    [JsonPropertyName("message")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    /// <summary>The machine word. Empty where Kubernetes gives none.</summary>
    [JsonPropertyName("reason")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>What the refusal is about.</summary>
    [JsonPropertyName("details")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public KubeStatusDetails? Details { get; init; }

    /// <summary>The HTTP status code.</summary>
    [JsonPropertyName("code")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Code { get; init; }
}
