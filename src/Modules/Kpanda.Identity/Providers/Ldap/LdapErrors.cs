using Kpanda.Hosting.Errors;
using Kpanda.Identity.Providers.Ldap.Protocol;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>What goes wrong with a directory.</summary>
internal static class LdapErrors
{
    /// <summary>Parameter with the words for administrators; never a password.</summary>
    public const string Why = "why";

    /// <summary>There is no such person in the directory, or the filter leaves them out.</summary>
    public static Error NoSuchPerson { get; } = Error.Of(ErrorCode.NotFound, "ldap.person.none");

    /// <summary>Several people have the name: nobody is signed in by chance.</summary>
    public static Error SeveralPeople { get; } = Error.Of(ErrorCode.FailedPrecondition, "ldap.person.many");

    /// <summary>The directory says no to the password.</summary>
    public static Error WrongPassword { get; } = Error.Of(ErrorCode.FailedPrecondition, "ldap.person.refused");

    /// <summary>The account is disabled there.</summary>
    public static Error DisabledThere { get; } = Error.Of(ErrorCode.FailedPrecondition, "ldap.person.disabled");

    /// <summary>The entry lacks the attribute that says who it is.</summary>
    public static Error NoSubject { get; } = Error.Of(ErrorCode.FailedPrecondition, "ldap.person.subject");

    /// <summary>The directory has nobody, where it had people: nobody is disabled for that.</summary>
    public static Error Nobody { get; } = Error.Of(ErrorCode.FailedPrecondition, "ldap.sync.nobody");

    /// <summary>Another sync of this directory runs.</summary>
    public static Error Running { get; } = Error.Of(ErrorCode.FailedPrecondition, "ldap.sync.running");

    /// <summary>Whether an error says something about somebody, and nothing about the directory.</summary>
    public static bool IsOfPerson(Error error) =>
        error == NoSuchPerson || error == SeveralPeople || error == WrongPassword || error == DisabledThere || error == NoSubject || error == ExternalErrors.NameUnusable;

    /// <summary>What a failure of the protocol is to administrators.</summary>
    public static Error Of(LdapException failure) => failure.Fault switch
    {
        LdapFault.Unreachable => Error.Of(ErrorCode.Unavailable, "ldap.unreachable", Because(failure)) with { Field = "connectionUrl" },
        LdapFault.Tls => Error.Of(ErrorCode.Unavailable, "ldap.tls", Because(failure)) with { Field = "caCertificate" },
        LdapFault.Credentials => Error.Invalid("bindDn", "ldap.bind.refused", Because(failure)),
        LdapFault.NoBase => Error.Invalid("usersDn", "ldap.base.none"),
        _ => Error.Of(ErrorCode.FailedPrecondition, "ldap.answer", Because(failure)),
    };

    // It stands within a sentence.
    private static (string Name, string Value) Because(LdapException failure) => (Why, failure.Message.TrimEnd('.'));
}
