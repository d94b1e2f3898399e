using Kpanda.KubeModel;
using Kpanda.Search.Sync;

namespace Kpanda.Search;

/// <summary>What can be configured of the index.</summary>
public sealed record SearchOptions
{
    /// <summary>Kinds that are not indexed, beside those that never are.</summary>
    public IReadOnlySet<GroupResource> LeftOutKinds { get; init; } = new HashSet<GroupResource>();

    /// <summary>Namespaces of which nothing but rights is indexed, in every cluster.</summary>
    public IReadOnlySet<string> LeftOutNamespaces { get; init; } = new HashSet<string>();

    /// <summary>How long an event is kept after it was seen last, even where its cluster keeps it longer.</summary>
    public TimeSpan EventsFor { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Events of one cluster that are kept at most, the newest.</summary>
    public int MostEvents { get; init; } = 10_000;

    /// <summary>How often each cluster is compared with the index.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Why a kind cannot be left out; null where it can.</summary>
    public static string? ProblemOfLeftOutKind(GroupResource kind) =>
        new SyncOptions().AlwaysWatched.Contains(kind) ? $"{kind} cannot be left out: rights, namespaces, nodes and served kinds are always needed" : null;
}
