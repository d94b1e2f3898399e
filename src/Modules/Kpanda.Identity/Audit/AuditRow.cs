namespace Kpanda.Identity.Audit;

/// <summary>A row of <c>audit</c>.</summary>
internal sealed record AuditRow(
    Guid Id,
    DateTimeOffset At,
    Guid PersonId,
    string Person,
    string Address,
    string Agent,
    string Via,
    string Cluster,
    string Verb,
    string Group,
    string Resource,
    string Subresource,
    string Namespace,
    string Name,
    int Status,
    long Milliseconds,
    string RequestId,
    int Times,
    string Detail)
{
    public static AuditRow Of(AuditRecord record) => new(
        record.Id,
        record.At,
        record.PersonId,
        record.Person,
        record.Address,
        record.Agent,
        WordOf(record.Via),
        record.Cluster,
        record.Verb,
        record.Group,
        record.Resource,
        record.Subresource,
        record.Namespace,
        record.Name,
        record.Status,
        (long)record.Latency.TotalMilliseconds,
        record.RequestId,
        record.Times,
        record.Detail);

    public static string WordOf(AuditVia via) => via switch { AuditVia.Console => "console", AuditVia.Api => "api", _ => "gateway" };
}
