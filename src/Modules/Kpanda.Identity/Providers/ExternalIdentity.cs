namespace Kpanda.Identity.Providers;

/// <summary>Somebody as a provider tells of them. <paramref name="Subject"/> at the issuer is who they are; the rest may change.</summary>
/// <param name="VerifiedEmail">Empty where the provider vouches for none.</param>
internal sealed record ExternalIdentity(string Issuer, string Subject, string Name, string VerifiedEmail, string FirstName, string LastName, IReadOnlyList<string> Groups);
