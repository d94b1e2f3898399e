namespace Kpanda.Identity.Tokens;

/// <summary>What is kept of an access token.</summary>
internal sealed record AccessTokenRow(Guid Id, string Name, string Cluster, DateTimeOffset Created, DateTimeOffset LastUsed, DateTimeOffset Expires)
{
    /// <summary>The end of those that have none.</summary>
    public static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The last use of those that were never used.</summary>
    public static readonly DateTimeOffset Unused = DateTimeOffset.UnixEpoch;
}
