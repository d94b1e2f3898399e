namespace Kpanda.Identity.Audit.Keep;

/// <summary>Published <c>auditGetAutoClearAuditTimeResponse</c>: after how many days records are removed, those of the native API of clusters and those of the platform.</summary>
internal sealed record AuditKeepDays(int KubeDays, int GhippoDays);

/// <summary>Published <c>auditGetLimitRangeTimeResponse</c>: how many days back there can be records.</summary>
internal sealed record AuditRange(int Day);

/// <summary>Published bodies of clearing and of its setting.</summary>
/// <param name="Days">So many days are kept, 1 to 36,500.</param>
internal sealed record AuditDaysRequest(int Days);

/// <summary>Published <c>auditClearAuditsNowResponse</c>, which is empty.</summary>
/// <param name="Removed">How many records were removed. Not published.</param>
internal sealed record AuditCleared(long Removed);
