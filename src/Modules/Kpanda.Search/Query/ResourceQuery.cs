using Kpanda.Hosting.Paging;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Query;

/// <summary>
/// One question to the index. Everything that is set must match; within a list any entry may. The scope of the person is not part of it: it is
/// given beside it, so that no question can be asked without one.
/// </summary>
public sealed record ResourceQuery(GroupResource Resource)
{
    /// <summary>Clusters to look in; empty for all.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>Namespaces to look in; empty for all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>The exact name; null for any.</summary>
    public string? Name { get; init; }

    /// <summary>A part of the name, compared without case; null for any.</summary>
    public string? NameContains { get; init; }

    /// <summary>What the name begins with; null for any.</summary>
    public string? NamePrefix { get; init; }

    /// <summary>Letters that the name has in this order, with others between, compared without case; null for any.</summary>
    public string? NameFuzzy { get; init; }

    /// <summary>A part of the name or of one of the kind's <see cref="KindDescriptor.SearchedFields"/>, compared without case; null for any.</summary>
    public string? Contains { get; init; }

    /// <summary>Kubernetes label selector (<c>app=cart,tier in (a,b),!canary</c>), already parsed; null for any.</summary>
    public LabelSelector? Labels { get; init; }

    /// <summary>States as <c>KindStatus.State</c> has them; empty for all.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>Severities of the status; empty for all.</summary>
    public IReadOnlyList<StatusSeverity> Severities { get; init; } = [];

    /// <summary>UID of an owner, at any depth (the pods of a Deployment through its ReplicaSets); null for any.</summary>
    public string? OwnerUid { get; init; }

    /// <summary>Conditions on indexed fields (node, address, involved object …): all must hold.</summary>
    public IReadOnlyList<FieldCondition> Fields { get; init; } = [];

    /// <summary>When it was created; null for any time.</summary>
    public TimeRange? Created { get; init; }

    /// <summary>When a manager of fields last noted a change, or what the kind says instead (<see cref="KindDescriptor.ChangedOf"/>); null for any time.</summary>
    public TimeRange? Changed { get; init; }

    /// <summary>What to sort by. Ties are broken by cluster, namespace and name, so that the order is total.</summary>
    public SortField SortBy { get; init; } = SortField.Name;

    /// <summary>
    /// One of the kind's <see cref="KindDescriptor.IndexedFields"/> to sort by, as text, or of its <see cref="KindDescriptor.SortedValues"/>, in place of <see cref="SortBy"/>; null for none.
    /// </summary>
    public string? SortPath { get; init; }

    /// <summary>
    /// What <see cref="SortPath"/> means where the index keeps no such column (a kind that nobody registered): the bodies of all that matches are read for it. Null where the index has to have one.
    /// </summary>
    public SortedValue? SortValue { get; init; }

    /// <summary>Whether the largest comes first.</summary>
    public bool Descending { get; init; }

    /// <summary>Which rows of the sorted result.</summary>
    public PageRequest Page { get; init; } = new(1, PageRequest.DefaultPageSize);

    /// <summary>
    /// Where the page before ended (<see cref="ResourcePage.Next"/>); null for a page by its number. What comes or goes before that row then neither repeats a row nor leaves one
    /// out. Of <see cref="Page"/> only the size counts.
    /// </summary>
    public PageCursor? After { get; init; }
}
