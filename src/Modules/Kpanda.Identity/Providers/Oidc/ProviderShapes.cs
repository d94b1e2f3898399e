namespace Kpanda.Identity.Providers.Oidc;

/// <summary>Published <c>idpClientAuthentications</c>. Those with a signed token are not taken.</summary>
internal enum ClientAuthentication
{
    client_secret_post,
    client_secret_basic,
    client_secret_jwt,
    private_key_jwt,
}

/// <summary>Published <c>v1alpha1idpProviderType</c>.</summary>
internal enum ProviderType
{
    oidc,
}

/// <summary>Published <c>idpCreateIDPRequest</c> and the body of changing one: what is absent stays. The four addresses are not taken from here but from what the issuer says about itself.</summary>
internal sealed record ProviderRequest(
    string? Alias,
    string? DisplayName,
    string? ClientId,
    string? ClientSecret,
    ClientAuthentication? ClientAuthentications,
    ProviderType? ProviderId,
    string? AuthorizationUrl,
    string? TokenUrl,
    string? UserInfoUrl,
    string? LogoutUrl,
    bool? EnableAutoLinkFlow,
    bool? Enabled)
{
    /// <summary>The issuer, exactly as it names itself. Not published.</summary>
    public string? Issuer { get; init; }

    /// <summary>Separated by spaces; <c>openid profile email</c> unless said otherwise. Not published.</summary>
    public string? Scopes { get; init; }

    /// <summary>The claim that people are named after; <c>preferred_username</c> unless said otherwise. Not published.</summary>
    public string? NameClaim { get; init; }

    /// <summary>The claim with the names of groups; <c>groups</c> unless said otherwise, empty to take none. Not published.</summary>
    public string? GroupsClaim { get; init; }

    /// <summary>What the provider's groups begin with here. Not published.</summary>
    public string? GroupPrefix { get; init; }
}

/// <summary>Published <c>idpIDPInfo</c>. The secret is never told; the addresses are there as far as the issuer has been asked.</summary>
internal sealed record ProviderInfo(
    string Alias,
    string DisplayName,
    string ClientId,
    ClientAuthentication ClientAuthentications,
    ProviderType ProviderId,
    string? AuthorizationUrl,
    string? TokenUrl,
    string? UserInfoUrl,
    string? LogoutUrl,
    bool EnableAutoLinkFlow,
    bool Enabled)
{
    /// <summary>Always absent.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Not published.</summary>
    public required string Issuer { get; init; }

    /// <summary>Not published.</summary>
    public required string Scopes { get; init; }

    /// <summary>Not published.</summary>
    public required string NameClaim { get; init; }

    /// <summary>Not published.</summary>
    public required string GroupsClaim { get; init; }

    /// <summary>Not published.</summary>
    public required string GroupPrefix { get; init; }

    /// <summary>Whether a secret is kept. Not published.</summary>
    public required bool HasSecret { get; init; }

    /// <summary>How many people are known by the issuer. Not published.</summary>
    public required int People { get; init; }

    /// <summary>How many of them have no password and no other enabled provider: without this one they cannot sign in. Not published.</summary>
    public required int Dependents { get; init; }

    /// <summary>Why the issuer could not be asked last, while that is so. Not published.</summary>
    public string? Problem { get; init; }
}

/// <summary>Published <c>idpListIDPsResponse</c>.</summary>
internal sealed record ProviderList(IReadOnlyList<ProviderInfo> Items);

/// <summary>Published <c>idpGetIDPResponse</c>.</summary>
internal sealed record ProviderDetail(ProviderInfo IdpInfo);

/// <summary>Published <c>idpUpdateIDPResponse</c>.</summary>
internal sealed record ChangedProvider(string Alias);

/// <summary>Published <c>idpGetRedirectUrlResponse</c>.</summary>
internal sealed record RedirectUrl(string Url);

/// <summary>Published <c>idpImportOpenIdConfigurationResponse</c>.</summary>
/// <param name="Issuer">Not published.</param>
internal sealed record ImportedConfiguration(string Issuer, string AuthorizationEndpoint, string TokenEndpoint, string? UserinfoEndpoint, string? EndSessionEndpoint);

/// <summary>Answer of <c>GET /auth/providers</c>: what the page to sign in offers to everybody.</summary>
internal sealed record OfferedProviders(IReadOnlyList<OfferedProvider> Items);

/// <param name="Kind">How one signs in by it.</param>
internal sealed record OfferedProvider(string Alias, string DisplayName, OfferedKind Kind);

/// <summary>How one signs in by a provider.</summary>
internal enum OfferedKind
{
    /// <summary>At its own page, from <c>/auth/oidc/{alias}/start</c>.</summary>
    oidc,

    /// <summary>With the name and password that a directory has, by <c>POST /auth/login</c> with <c>provider</c>.</summary>
    ldap,
}
