using Kpanda.KubeModel;

namespace Kpanda.Search.Index;

/// <summary>
/// Which label sets have a label, so that a selector that names values looks at the rows that have one of them and at no other. Sets that went stay noted until half of a posting is
/// of them: who asks must look at the set again. Changed under the table's write lock, read under its read lock.
/// </summary>
internal sealed class LabelPostings(InternTable<LabelSet> sets)
{
    private readonly Dictionary<(string Key, string Value), Posting> _postings = [];

    /// <summary>Notes a set that has just got its number.</summary>
    public void Add(int set)
    {
        foreach (var (key, value) in sets[set])
        {
            if (!_postings.TryGetValue((key, value), out var posting)) _postings[(key, value)] = posting = new Posting();
            posting.Sets.Add(set);
        }
    }

    /// <summary>A set whose number has just been given back.</summary>
    public void Remove(LabelSet labels)
    {
        foreach (var (key, value) in labels)
        {
            var posting = _postings[(key, value)];
            if (++posting.Gone * 2 <= posting.Sets.Count) continue;
            var seen = new HashSet<int>();
            posting.Sets.RemoveAll(set => !seen.Add(set) || sets[set] is not { } still || !still.TryGetValue(key, out var now) || now != value);
            posting.Gone = 0;
            if (posting.Sets.Count == 0) _postings.Remove((key, value));
        }
    }

    /// <summary>
    /// The sets among which are all that the selector matches, found by the condition that leaves the fewest; null where it names no values. A set that went may be among them, and
    /// one may be there twice.
    /// </summary>
    public IReadOnlyList<List<int>>? Candidates(LabelSelector selector)
    {
        IReadOnlyList<List<int>>? best = null;
        foreach (var requirement in selector.Requirements)
        {
            if (requirement.Operator != LabelOperator.In) continue;
            var found = new List<List<int>>();
            foreach (var value in requirement.Values)
                if (_postings.TryGetValue((requirement.Key, value), out var posting)) found.Add(posting.Sets);
            if (best is null || CountOf(found) < CountOf(best)) best = found;
        }

        return best;
    }

    public static int CountOf(IReadOnlyList<List<int>> candidates) => candidates.Sum(sets => sets.Count);

    private sealed class Posting
    {
        public List<int> Sets { get; } = [];

        public int Gone { get; set; }
    }
}
