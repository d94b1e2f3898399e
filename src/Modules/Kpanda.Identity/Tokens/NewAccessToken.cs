namespace Kpanda.Identity.Tokens;

/// <summary>An access token that somebody wants.</summary>
/// <param name="Name">What its owner calls it; 1 to 100 characters.</param>
/// <param name="Expires">When it ends; null for never.</param>
/// <param name="Cluster">The only cluster that it opens; empty for all that its owner may see.</param>
public sealed record NewAccessToken(string Name, DateTimeOffset? Expires, string Cluster = "");
