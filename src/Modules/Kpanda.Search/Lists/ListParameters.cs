using System.Globalization;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Kpanda.Search.Lists;

/// <summary>Reads the published query parameters that all lists share (docs/design/lists.md).</summary>
internal static class ListParameters
{
    private static readonly string[] SortFields = ["field_name", "state", "workspace", "cluster", "namespace", "created_at"];

    private static readonly string[] Directions = ["desc", "asc"];

    /// <summary>The parameters that lists of a kind take, for the OpenAPI document.</summary>
    public static IReadOnlyList<ListParameter> Of(KindDescriptor descriptor)
    {
        List<ListParameter> all =
        [
            new("cluster", IsArray: true),
            .. descriptor.Namespaced ? (IEnumerable<ListParameter>)[new("namespace", IsArray: true)] : [],
            new("page") { Type = ListParameterType.Integer },
            new("pageSize") { Type = ListParameterType.Integer },
            new("after"),
            new("name"),
            new("fuzzyName"),
            new("phase", IsArray: true) { Values = descriptor.States },
            new("sortBy") { Values = SortFields },
            new("sortDir") { Values = Directions },
            new("labelSelector"),
            new("fieldSelector"),
        ];
        all.RemoveAll(common => descriptor.Parameters.Any(own => own.Name == common.Name));
        return [.. all, .. descriptor.Parameters];
    }

    /// <returns>The query, or the error that names the parameter at fault.</returns>
    public static Result<ResourceQuery> Read(KindDescriptor descriptor, ListTarget target, IQueryCollection parameters)
    {
        if (!ReadPage(parameters).TryGet(out var page, out var error)) return error;
        if (!ReadSort(descriptor, parameters).TryGet(out var sort, out error)) return error;
        if (!ReadAfter(parameters, out var after)) return Error.Invalid("after", SearchReasons.CursorUnknown);
        if (!ReadStates(descriptor, parameters["phase"]).TryGet(out var states, out error)) return error;
        if (!ReadLabels(parameters).TryGet(out var labels, out error)) return error;
        if (descriptor.Parameters.Select(own => Check(own, parameters)).FirstOrDefault(problem => problem is not null) is { } misread) return misread;
        var query = new ResourceQuery(descriptor.Resource)
        {
            Clusters = target.Cluster is { } cluster ? [cluster] : Values(parameters["cluster"]),
            Namespaces = target.Namespace is { } ns ? [ns] : Values(parameters["namespace"]),
            NameContains = Single(parameters, "name"),
            Contains = Single(parameters, "fuzzyName"),
            States = states,
            Labels = labels,
            SortBy = sort.Field,
            SortPath = sort.Path,
            SortValue = sort.Path is { } path ? descriptor.SortedValues.GetValueOrDefault(path) : null,
            Descending = sort.Descending,
            Page = page,
            After = after,
        };
        return FieldSelectors.Apply(query, descriptor, Single(parameters, "fieldSelector"));
    }

    private static Error? Check(ListParameter own, IQueryCollection parameters)
    {
        foreach (var value in Values(parameters[own.Name]))
        {
            if (own.Type == ListParameterType.Integer && !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                return Error.Invalid(own.Name, SearchReasons.NotANumber, ("parameter", own.Name));
            if (own.Type == ListParameterType.Flag && value is not ("true" or "false")) return Unknown(own, value, ["true", "false"]);
            if (own.Values.Count > 0 && !own.Values.Contains(value, StringComparer.Ordinal)) return Unknown(own, value, own.Values);
        }

        return null;
    }

    private static Error Unknown(ListParameter own, string value, IReadOnlyList<string> values) =>
        Error.Invalid(own.Name, SearchReasons.ValueUnknown, ("parameter", own.Name), ("value", value), ("values", string.Join(", ", values)));

    private static Result<PageRequest> ReadPage(IQueryCollection parameters)
    {
        if (!ReadNumber(parameters, "page").TryGet(out var page, out var error)) return error;
        return ReadNumber(parameters, "pageSize").TryGet(out var size, out error) ? PageRequest.Parse(page, size) : error;
    }

    private static bool ReadAfter(IQueryCollection parameters, out PageCursor? after)
    {
        var text = parameters["after"].ToString();
        after = PageCursor.Parse(text);
        return after is not null || text.Length == 0;
    }

    private static Result<int> ReadNumber(IQueryCollection parameters, string name)
    {
        var text = parameters[name].ToString();
        if (text.Length == 0) return 0;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : Error.Invalid(name, SearchReasons.NotANumber, ("parameter", name));
    }

    private static Result<(SortField Field, string? Path, bool Descending)> ReadSort(KindDescriptor descriptor, IQueryCollection parameters)
    {
        if (Single(parameters, "sortDir") is { } direction && !Directions.Contains(direction))
            return Error.Invalid("sortDir", SearchReasons.ValueUnknown, ("parameter", "sortDir"), ("value", direction), ("values", string.Join(", ", Directions)));
        var descending = parameters["sortDir"].ToString() != "asc";
        return Single(parameters, "sortBy") switch
        {
            // Workspaces have no order of their own.
            null or "workspace" => (SortField.Name, null, false),
            "field_name" => (SortField.Name, null, descending),
            "state" => (SortField.State, null, descending),
            "cluster" => (SortField.Cluster, null, descending),
            "namespace" => (SortField.Namespace, null, descending),
            "created_at" => (SortField.Created, null, descending),
            { } path when descriptor.IndexedFields.Contains(path, StringComparer.Ordinal) || descriptor.SortedValues.ContainsKey(path) => (SortField.Name, path, descending),
            { } unknown => Error.Invalid(
                "sortBy", SearchReasons.ValueUnknown, ("parameter", "sortBy"), ("value", unknown), ("values", string.Join(", ", [.. SortFields, .. descriptor.IndexedFields, .. descriptor.SortedValues.Keys]))),
        };
    }

    private static Result<string[]> ReadStates(KindDescriptor descriptor, StringValues phases)
    {
        var states = Values(phases);
        foreach (var state in states)
        {
            if (descriptor.States.Count > 0 && !descriptor.States.Contains(state, StringComparer.Ordinal))
                return Error.Invalid("phase", SearchReasons.ValueUnknown, ("parameter", "phase"), ("value", state), ("values", string.Join(", ", descriptor.States)));
        }

        return states;
    }

    private static Result<LabelSelector> ReadLabels(IQueryCollection parameters)
    {
        var text = parameters["labelSelector"].ToString();
        return LabelSelector.TryParse(text, out var selector, out var error)
            ? selector
            : Error.Invalid("labelSelector", SearchReasons.SelectorInvalid, ("parameter", "labelSelector"), ("detail", error));
    }

    private static string? Single(IQueryCollection parameters, string name)
    {
        var value = parameters[name].ToString();
        return value.Length == 0 || IsPlaceholder(value) ? null : value;
    }

    private static string[] Values(StringValues values) => [.. values.OfType<string>().Where(value => value.Length > 0 && !IsPlaceholder(value))];

    private static bool IsPlaceholder(string value) => value.EndsWith("_UNSPECIFIED", StringComparison.Ordinal);
}
