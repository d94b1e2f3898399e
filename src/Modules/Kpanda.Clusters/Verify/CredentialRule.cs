namespace Kpanda.Clusters.Verify;

/// <summary>Whether a cluster's credential is still good, and for how long. Pure.</summary>
internal static class CredentialRule
{
    /// <summary>The condition.</summary>
    /// <param name="record">The cluster.</param>
    /// <param name="now">The time.</param>
    /// <param name="warnBefore">Credentials that end sooner are warned of.</param>
    public static ClusterCondition Judge(ClusterRecord record, DateTimeOffset now, TimeSpan warnBefore) => record.CredentialExpires switch
    {
        null => Of(true, "cluster.credential.open", "", record.Created),
        { } expires when expires <= now => Of(false, "cluster.credential.ended", Date(expires), expires),
        { } expires when expires - now <= warnBefore => Of(true, "cluster.credential.soon", Date(expires), expires - warnBefore),
        { } expires => Of(true, "cluster.credential.until", Date(expires), record.Created),
    };

    private static ClusterCondition Of(bool status, string reason, string detail, DateTimeOffset since) => new(ClusterConditions.CredentialValid, status, reason, detail, since);

    private static string Date(DateTimeOffset expires) => expires.ToString("yyyy-MM-dd HH:mm 'UTC'");
}
