using Kpanda.Search.Kinds;
using Kpanda.Search.Sync;

namespace Kpanda.Search.Ask;

/// <summary>Every kind that a search can look into: those with a descriptor first, then what clusters serve beside them. Kinds come and go with their CustomResourceDefinitions.</summary>
internal sealed class SearchedKinds(KindRegistry registered, SyncBoard board)
{
    private readonly SearchedKind[] _described = [.. registered.All.Select(SearchedKind.Of)];

    public IEnumerable<SearchedKind> All => _described.Where(kind => !board.Options.Excluded.Contains(kind.Resource)).Concat(board.AllServed
        .Where(served => registered.Find(served.Gvr.GroupResource) is null)
        .Select(SearchedKind.Of)
        .OrderBy(kind => kind.Kind, StringComparer.Ordinal).ThenBy(kind => kind.Segment, StringComparer.Ordinal));

    /// <summary>Kinds that a word means, short names as kubectl takes them among them: with several groups of one name there may be more than one.</summary>
    public IReadOnlyList<SearchedKind> Called(string word)
    {
        var called = All.Where(kind => kind.IsCalled(word) || board.FindServed(kind.Resource)?.ShortNames.Contains(word, StringComparer.OrdinalIgnoreCase) == true).ToList();

        // The kind everybody means by "ingress" is that of Kubernetes; others of this name are told apart by their group.
        return called.Find(kind => Array.Exists(_described, described => described.Resource == kind.Resource)) is { } first ? [first] : called;
    }
}
