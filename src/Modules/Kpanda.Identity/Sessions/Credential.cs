using Kpanda.Identity.Access;

namespace Kpanda.Identity.Sessions;

/// <summary>A good session or token and its owner, as of <see cref="Read"/>.</summary>
internal sealed record Credential(Guid Id, string Kind, Guid? SessionId, DateTimeOffset LastUsed, DateTimeOffset Expires, Person Person, DateTimeOffset Read)
{
    public const string Session = "session";
    public const string Token = "token";

    public bool IsGood(DateTimeOffset now, TimeSpan idle) => now < Expires && (Kind != Session || now - LastUsed < idle);
}
