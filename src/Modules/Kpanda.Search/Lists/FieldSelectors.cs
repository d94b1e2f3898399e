using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Lists;

/// <summary>The field selector of lists: <c>a=b,c!=d</c> over name, namespace and what the kind has indexed.</summary>
internal static class FieldSelectors
{
    public static Result<ResourceQuery> Apply(ResourceQuery query, KindDescriptor descriptor, string? selector)
    {
        if (selector is null) return query;
        var fields = new List<FieldCondition>(query.Fields);
        foreach (var term in selector.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Split(term) is not { } parts)
                return Error.Invalid("fieldSelector", SearchReasons.SelectorInvalid, ("parameter", "fieldSelector"), ("detail", term));
            var (path, value, negated) = parts;
            switch (path)
            {
                case FieldCondition.NamePath when negated:
                    fields.Add(new FieldCondition(path, [value]) { Negated = true });
                    break;
                case FieldCondition.NamePath:
                    query = query with { Name = value };
                    break;
                case "metadata.namespace" when !negated:
                    query = query with { Namespaces = Narrow(query.Namespaces, value) };
                    break;
                default:
                    if (!descriptor.IndexedFields.Contains(path, StringComparer.Ordinal)) return Unknown(descriptor, path);
                    fields.Add(new FieldCondition(path, [value]) { Negated = negated });
                    break;
            }
        }

        return query with { Fields = fields };
    }

    // Nothing is in two namespaces at once: a selector beside a path that names another one finds nothing ("\0" is no namespace).
    private static IReadOnlyList<string> Narrow(IReadOnlyList<string> namespaces, string ns) =>
        namespaces.Count == 0 || namespaces.Contains(ns, StringComparer.Ordinal) ? [ns] : ["\0"];

    private static (string Path, string Value, bool Negated)? Split(string term)
    {
        var at = term.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0) return null;
        var negated = term[at - 1] == '!';
        var path = term[..(negated ? at - 1 : at)].Trim();
        var value = term[(at + 1)..];
        if (!negated && value.StartsWith('=')) value = value[1..];
        return path.Length == 0 ? null : (path, value.Trim(), negated);
    }

    private static Error Unknown(KindDescriptor descriptor, string path) => Error.Invalid(
        "fieldSelector", SearchReasons.FieldUnknown, ("field", path), ("fields", string.Join(", ", descriptor.IndexedFields.Prepend("metadata.namespace").Prepend("metadata.name"))));
}
