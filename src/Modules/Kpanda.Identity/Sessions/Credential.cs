using Kpanda.Identity.Access;

namespace Kpanda.Identity.Sessions;

/// <summary>A good session or token and its owner, as of <see cref="Read"/>. A token that is bound to a cluster opens nothing else.</summary>
internal sealed record Credential(Guid Id, string Kind, Guid? SessionId, DateTimeOffset LastUsed, DateTimeOffset Expires, Person Person, DateTimeOffset Read, string Cluster = "")
{
    public const string Session = "session";
    public const string Token = "token";

    public bool IsGood(DateTimeOffset now, TimeSpan idle) => now < Expires && (Kind != Session || now - LastUsed < idle);
}
