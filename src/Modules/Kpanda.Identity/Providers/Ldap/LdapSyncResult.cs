using Kpanda.Hosting.Errors;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>What a sync came to, as it is stored.</summary>
internal sealed record LdapSyncResult
{
    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset Finished { get; init; }

    /// <summary>How many people the directory has.</summary>
    public int Found { get; init; }

    public int Created { get; init; }

    public int Changed { get; init; }

    /// <summary>How many were disabled, since the directory has them no more.</summary>
    public int Disabled { get; init; }

    public int Failed { get; init; }

    /// <summary>How many groups the directory has.</summary>
    public int Groups { get; init; }

    public int GroupsCreated { get; init; }

    /// <summary>Groups whose names cannot be had here.</summary>
    public int GroupsFailed { get; init; }

    /// <summary>Why the sync did nothing, or not all; null where it is whole. Nobody was disabled by one that is not.</summary>
    public LdapProblem? Error { get; init; }

    /// <summary>The first of what went wrong with single entries.</summary>
    public IReadOnlyList<LdapProblem> Problems { get; init; } = [];
}

/// <summary>Something that went wrong, in a word that has words in each language.</summary>
/// <param name="Entry">The entry that it is about; empty for all.</param>
internal sealed record LdapProblem(string Entry, ErrorCode Code, string Reason, IReadOnlyDictionary<string, string> Parameters)
{
    public static LdapProblem Of(string entry, Error error) => new(entry, error.Code, error.Reason, error.Parameters);
}
