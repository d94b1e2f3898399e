namespace Kpanda.Identity.Providers.Oidc;

/// <summary>A row of <c>identity_providers</c>.</summary>
internal sealed record Provider
{
    public required Guid Id { get; init; }

    /// <summary>Its name in paths. Never changes.</summary>
    public required string Alias { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Whose word counts. Never changes: identities and groups are of the issuer.</summary>
    public required string Issuer { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Sealed; empty for a client that has none.</summary>
    public required byte[] ClientSecret { get; init; }

    /// <summary>How the client shows its secret: the name of an <see cref="ClientAuthentication"/>.</summary>
    public required string ClientAuthentication { get; init; }

    /// <summary>Whether somebody new is taken for the local account with the same e-mail address, where the provider has verified it.</summary>
    public required bool LinkByEmail { get; init; }

    public required bool Enabled { get; init; }

    /// <summary>What is asked for, separated by spaces.</summary>
    public required string Scopes { get; init; }

    /// <summary>The claim that somebody is named after here.</summary>
    public required string NameClaim { get; init; }

    /// <summary>The claim with the names of groups; empty to take none.</summary>
    public required string GroupsClaim { get; init; }

    /// <summary>What groups of this provider begin with here.</summary>
    public required string GroupPrefix { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Updated { get; init; }

    /// <summary>What it counts as for people whom it vouches for.</summary>
    public ExternalSource Source => new(Issuer, Alias, LinkByEmail, GroupPrefix);
}
