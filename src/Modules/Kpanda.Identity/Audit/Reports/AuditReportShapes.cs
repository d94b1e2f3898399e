using System.Text.Json.Serialization;

namespace Kpanda.Identity.Audit.Reports;

/// <summary>A report over the record: the most frequent first.</summary>
internal sealed record AuditReport<T>(IReadOnlyList<T> Items);

/// <summary>Published <c>auditResourceReport</c>: how often something was done to a kind.</summary>
/// <param name="ResourceType">The collection, with its group: <c>deployments.apps</c>.</param>
/// <param name="EventName">What was done: <c>delete deployments</c>.</param>
internal sealed record ResourceReport(
    [property: JsonPropertyName("ResourceType")] string ResourceType,
    [property: JsonPropertyName("EventName")] string EventName,
    [property: JsonPropertyName("Count")] int Count);

/// <summary>Published <c>auditUserReport</c>: how much somebody did. What has no end yet is in the total alone.</summary>
internal sealed record UserReport(
    [property: JsonPropertyName("UserName")] string UserName,
    [property: JsonPropertyName("TotalCount")] int TotalCount,
    [property: JsonPropertyName("SuccessCount")] int SuccessCount,
    [property: JsonPropertyName("FailedCount")] int FailedCount);
