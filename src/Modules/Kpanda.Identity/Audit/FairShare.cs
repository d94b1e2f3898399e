namespace Kpanda.Identity.Audit;

/// <summary>How a number of places is shared among those who want more than there are.</summary>
internal static class FairShare
{
    /// <summary>How many each may have at most, so that all together have no more than <paramref name="most"/>: those who want less leave theirs to the others. <see cref="long.MaxValue"/> where all fit.</summary>
    public static long Of(long most, IEnumerable<long> wanted)
    {
        var open = wanted.Order().ToList();
        var left = most;
        for (var i = 0; i < open.Count; i++)
        {
            var share = left / (open.Count - i);
            if (open[i] > share) return share;
            left -= open[i];
        }

        return long.MaxValue;
    }
}
