namespace Kpanda.Identity.Providers.Ldap.Protocol;

/// <summary>What a directory failed at. Thrown within the protocol alone: <see cref="LdapDirectory"/> turns it into an error.</summary>
internal sealed class LdapException(LdapFault fault, string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>What kind of failure.</summary>
    public LdapFault Fault { get; } = fault;
}
