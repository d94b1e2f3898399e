using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Lists;

/// <summary>The parameter <c>onlyMetadata</c>: rows without what they hold.</summary>
public static class OnlyMetadata
{
    /// <summary>For <see cref="KindDescriptor.Parameters"/>.</summary>
    public static ListParameter Parameter { get; } = new("onlyMetadata") { Type = ListParameterType.Flag };

    /// <summary>Applies the parameter to a page.</summary>
    public static IReadOnlyList<PublishedObject> Apply<T>(IReadOnlyList<PublishedObject> rows, ListRequest request)
        where T : PublishedResource, new() =>
        request.Flag(Parameter.Name) ? [.. rows.Cast<T>().Select(row => new T { Metadata = row.Metadata, Kpanda = row.Kpanda })] : rows;
}
