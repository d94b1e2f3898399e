namespace Kpanda.Identity.Providers.Ldap.Protocol;

/// <summary>Where a directory listens, and how the way there is kept secret.</summary>
/// <param name="Tls">From the first byte (<c>ldaps</c>).</param>
/// <param name="StartTls">From the first operation on; without either, everything can be read on the way.</param>
/// <param name="Authorities">PEM of the authorities that its certificate may come from; empty for the system's.</param>
/// <param name="Limit">How long one answer may take.</param>
internal sealed record LdapServer(string Host, int Port, bool Tls, bool StartTls, string Authorities, TimeSpan Limit)
{
    public override string ToString() => $"{Host}:{Port}";
}
