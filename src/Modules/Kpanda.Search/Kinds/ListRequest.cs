using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Search.Kinds;

/// <summary>What a descriptor may look at to understand the parameters of its own list.</summary>
/// <param name="Parameters">The query string.</param>
/// <param name="Index">The index, e.g. to find the UID of an owner by its name.</param>
/// <param name="Scope">Where the person may list this kind.</param>
public sealed record ListRequest(IQueryCollection Parameters, IResourceIndex Index, AccessScope Scope)
{
    /// <summary>Where the person may list another kind, for lists that join two.</summary>
    public Func<GroupResource, CancellationToken, ValueTask<AccessScope>> ScopeOf { get; init; } = (_, _) => new(AccessScope.None);

    /// <summary>Whether a parameter is <c>true</c>.</summary>
    public bool Flag(string name) => Parameters[name] == "true";

    /// <summary>A parameter's single value; null where it is absent, empty, or one of the published placeholders (<c>…_UNSPECIFIED</c>).</summary>
    public string? Value(string name)
    {
        var value = Parameters[name].ToString();
        return value.Length == 0 || value.EndsWith("_UNSPECIFIED", StringComparison.Ordinal) ? null : value;
    }
}
