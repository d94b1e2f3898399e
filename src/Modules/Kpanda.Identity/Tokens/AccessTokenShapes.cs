namespace Kpanda.Identity.Tokens;

/// <summary>Published <c>currentuserCreateAccessTokenRequest</c>.</summary>
/// <param name="Name">What its owner calls it.</param>
/// <param name="ExpiredAt">When it ends, as RFC 3339 time or as a date (its end, in UTC); empty for never.</param>
internal sealed record CreateAccessTokenRequest(string? Name, string? ExpiredAt)
{
    /// <summary>The only cluster that the token opens; empty for all. Not published.</summary>
    public string? Cluster { get; init; }
}

/// <summary>Published <c>currentuserCreateAccessTokenResponse</c>.</summary>
internal sealed record CreateAccessTokenResponse(string Id, string Token);

/// <summary>Published <c>currentuserListAccessTokensResponse</c>.</summary>
internal sealed record AccessTokenList(IReadOnlyList<AccessToken> Items);

/// <summary>Published <c>v1alpha1currentuserAccessToken</c>. Times are RFC 3339; an empty <paramref name="ExpiredAt"/> is never.</summary>
internal sealed record AccessToken(string Id, string Name, string UpdatedAt, string CreatedAt, string ExpiredAt)
{
    /// <summary>The only cluster that it opens; empty for all. Not published.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>When it was used last, to the minute; empty for never. Not published.</summary>
    public string LastUsedAt { get; init; } = "";
}
