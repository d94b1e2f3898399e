namespace Kpanda.Identity.Tokens;

/// <summary>A token that was made just now.</summary>
/// <param name="Id">By which it is listed and revoked.</param>
/// <param name="Secret">The token itself: told once, kept nowhere.</param>
/// <param name="Expires">When it ends; null for never.</param>
public sealed record IssuedToken(Guid Id, string Secret, DateTimeOffset? Expires);
