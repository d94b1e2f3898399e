using Kpanda.Identity.Access;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Search.Live;

/// <summary>
/// What makes two subscriptions the same: path, parameters but the page and the order, what they mean at this moment, and the scope by content. Rows that are
/// completed with a person's own rights are shared with nobody else.
/// </summary>
internal sealed class FeedKey(string question, ResourceQuery query, AccessScope scope, Guid? person) : IEquatable<FeedKey>
{
    private static readonly HashSet<string> Ignored = new(["page", "pageSize", "sortBy", "sortDir"], StringComparer.Ordinal);

    private readonly string _question = question;
    private readonly ResourceQuery _query = query;
    private readonly AccessScope _scope = scope;
    private readonly Guid? _person = person;

    public static string QuestionOf(PathString path, IQueryCollection query)
    {
        var parts = query.Where(pair => !Ignored.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={string.Join('\u0001', pair.Value.Order(StringComparer.Ordinal))}");
        return $"{path}?{string.Join('\u0002', parts)}";
    }

    public bool Equals(FeedKey? other) =>
        other is not null && _question == other._question && _person == other._person && QueryEquality.Same(_query, other._query) && ScopeEquality.Same(_scope, other._scope);

    public override bool Equals(object? obj) => Equals(obj as FeedKey);

    public override int GetHashCode() => HashCode.Combine(_question, _person, _scope.IsAll, _scope.Clusters.Count, _scope.Namespaces.Count);
}
