using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Lists;

/// <summary>Reads the parameters that only some lists have.</summary>
public static class Refinement
{
    /// <summary>Requires an indexed field to have one of the values of a parameter; leaves the query alone where the parameter is absent.</summary>
    public static ResourceQuery Where(this ResourceQuery query, string path, IReadOnlyList<string> values) =>
        values.Count == 0 ? query : query with { Fields = [.. query.Fields, new FieldCondition(path, values)] };

    /// <summary>Requires an indexed field to have the value of a parameter.</summary>
    public static ResourceQuery Where(this ResourceQuery query, string path, string? value) => query.Where(path, string.IsNullOrEmpty(value) ? [] : [value]);

    /// <summary>All values of a parameter, without the published placeholders.</summary>
    public static string[] Values(this ListRequest request, string name) =>
        [.. request.Parameters[name].OfType<string>().Where(value => value.Length > 0 && !value.EndsWith("_UNSPECIFIED", StringComparison.Ordinal))];

    /// <summary>A parameter that takes one of some values; empty where it is absent.</summary>
    public static Result<string> OneOf(this ListRequest request, string name, IReadOnlyList<string> allowed)
    {
        var value = request.Value(name) ?? "";
        return value.Length == 0 || allowed.Contains(value) ? value : Unknown(name, value, allowed);
    }

    /// <summary>A parameter that takes several of some values.</summary>
    public static Result<string[]> SomeOf(this ListRequest request, string name, IReadOnlyList<string> allowed)
    {
        var values = request.Values(name);
        return values.FirstOrDefault(value => !allowed.Contains(value)) is { } wrong ? Unknown(name, wrong, allowed) : values;
    }

    /// <summary>
    /// The object that <c>kind</c> and <c>kindName</c> mean, in the one cluster and namespace of the query; null where there is none (then nothing matches).
    /// </summary>
    public static async ValueTask<IndexedObject?> FindAsync(
        this ListRequest request, ResourceQuery query, GroupResource resource, string name, CancellationToken cancellationToken) =>
        query is { Clusters: [var cluster], Namespaces: [var ns] }
            ? await request.Index.GetAsync(cluster, resource, new ObjectKey(ns, name), cancellationToken)
            : null;

    private static Error Unknown(string name, string value, IReadOnlyList<string> allowed) =>
        Error.Invalid(name, "list.value", ("parameter", name), ("value", value), ("values", string.Join(", ", allowed)));
}
