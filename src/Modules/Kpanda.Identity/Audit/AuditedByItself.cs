namespace Kpanda.Identity.Audit;

/// <summary>Metadata of a route that records every request itself.</summary>
public sealed class AuditedByItself
{
    /// <summary>The only one.</summary>
    public static AuditedByItself Instance { get; } = new();
}
