namespace Kpanda.Search.Query;

/// <summary>The columns that a query may be sorted by.</summary>
public enum SortField
{
    /// <summary><c>metadata.name</c>. Published as <c>field_name</c>.</summary>
    Name,

    /// <summary>The name of the cluster. Published as <c>cluster</c>.</summary>
    Cluster,

    /// <summary><c>metadata.namespace</c>. Published as <c>namespace</c>.</summary>
    Namespace,

    /// <summary><c>metadata.creationTimestamp</c>. Published as <c>created_at</c>.</summary>
    Created,

    /// <summary>When it changed last, as <see cref="ResourceQuery.Changed"/> has it.</summary>
    Changed,

    /// <summary>Severity of the status, worst first when descending; then the state's name. Published as <c>state</c>.</summary>
    State,
}
