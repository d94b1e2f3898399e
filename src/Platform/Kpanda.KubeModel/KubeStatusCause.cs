using System.Text.Json.Serialization;

namespace Kpanda.KubeModel;

/// <summary><c>metav1.StatusCause</c>: one reason for a refusal and the field it names.</summary>
public sealed record KubeStatusCause(
    [property: JsonPropertyName("reason"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
    [property: JsonPropertyName("message"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message,
    [property: JsonPropertyName("field"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field);
