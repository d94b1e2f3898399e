namespace Kpanda.Identity.Providers.Ldap.Protocol;

/// <summary>The kinds of failure of a directory.</summary>
internal enum LdapFault
{
    /// <summary>No connection, or it broke, or no answer came in time.</summary>
    Unreachable,

    /// <summary>No TLS, or a certificate that is not trusted.</summary>
    Tls,

    /// <summary>The name or the password of a bind is wrong (result 49 and its like).</summary>
    Credentials,

    /// <summary>There is no entry where a search begins (result 32).</summary>
    NoBase,

    /// <summary>Any other refusal, a referral, or an answer that breaks the protocol or is too large.</summary>
    Answer,
}
