using Microsoft.AspNetCore.Mvc;

namespace Kpanda.Permissions.Grants.Read;

/// <summary>Which grants are asked for; what is absent does not matter.</summary>
internal sealed record GrantFilter
{
    /// <summary>Names of clusters.</summary>
    [FromQuery(Name = "cluster")]
    public string[]? Clusters { get; init; }

    /// <summary>Namespaces.</summary>
    [FromQuery(Name = "namespace")]
    public string[]? Namespaces { get; init; }

    /// <summary><c>cluster</c> or <c>namespace</c>.</summary>
    [FromQuery(Name = "level")]
    public string? Level { get; init; }

    /// <summary>A part of the name of the person or group.</summary>
    [FromQuery(Name = "subject")]
    public string? Subject { get; init; }

    /// <summary>Name of a person: what they hold by themselves and through groups. For those who may list people.</summary>
    [FromQuery(Name = "user")]
    public string? User { get; init; }

    /// <summary>Name of a group: what it holds.</summary>
    [FromQuery(Name = "group")]
    public string? Group { get; init; }

    /// <summary>Name of the role.</summary>
    [FromQuery(Name = "role")]
    public string? Role { get; init; }

    /// <summary><c>granted</c> or <c>hand-made</c>.</summary>
    [FromQuery(Name = "source")]
    public string? Source { get; init; }

    /// <summary>Page, from 1.</summary>
    [FromQuery(Name = "page")]
    public int? Page { get; init; }

    /// <summary>Rows of a page.</summary>
    [FromQuery(Name = "pageSize")]
    public int? PageSize { get; init; }

    /// <summary>Whether a role in this place is asked for.</summary>
    public bool Takes(string cluster, string ns, string role) =>
        (Clusters is not { Length: > 0 } || Clusters.Contains(cluster, StringComparer.Ordinal))
        && (Namespaces is not { Length: > 0 } || Namespaces.Contains(ns, StringComparer.Ordinal))
        && (string.IsNullOrEmpty(Level) || (Level == "cluster") == (ns.Length == 0))
        && (string.IsNullOrEmpty(Role) || Role == role);

    /// <summary>Who is asked for by name, with their groups; null for everybody.</summary>
    internal IReadOnlySet<(string Kind, string Name)>? Holders { get; init; }

    /// <summary>Whether this person or group is asked for.</summary>
    /// <param name="kind"><c>User</c> or <c>Group</c>.</param>
    public bool TakesSubject(string kind, string name) =>
        (string.IsNullOrEmpty(Subject) || name.Contains(Subject, StringComparison.OrdinalIgnoreCase)) && Holders?.Contains((kind, name)) != false;

    /// <summary>Whether roles from this source are asked for.</summary>
    public bool TakesSource(string source) => string.IsNullOrEmpty(Source) || Source == source;
}
