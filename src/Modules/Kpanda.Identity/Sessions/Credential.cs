using Kpanda.Identity.Access;

namespace Kpanda.Identity.Sessions;

/// <summary>A good session or token and its owner, as of <see cref="Read"/>. A token that is bound to a cluster opens nothing else.</summary>
internal sealed record Credential(Guid Id, string Kind, Guid? SessionId, DateTimeOffset LastUsed, DateTimeOffset Expires, Person Person, DateTimeOffset Read, string Cluster = "", string Restriction = "")
{
    public const string Session = "session";
    public const string Token = "token";

    /// <summary>The first step of a sign-in that needs a second one: opens nothing by itself.</summary>
    public const string Challenge = "challenge";

    public bool IsGood(DateTimeOffset now, TimeSpan idle) => now < Expires && (Kind != Session || now - LastUsed < idle);
}
