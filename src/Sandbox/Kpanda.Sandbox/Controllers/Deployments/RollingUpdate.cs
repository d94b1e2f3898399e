namespace Kpanda.Sandbox.Controllers.Deployments;

/// <summary>What a roll-out needs to know of one ReplicaSet.</summary>
internal readonly record struct ReplicaCount(int Wanted, int Available);

/// <summary>The arithmetic of a rolling update: pure, so that every step of a roll-out can be checked.</summary>
internal static class RollingUpdate
{
    /// <summary>The next size of the new ReplicaSet: as large as the surge allows, never beyond what is wanted.</summary>
    public static int NextNew(int replicas, RolloutBounds bounds, ReplicaCount newest, IReadOnlyList<ReplicaCount> old)
    {
        var current = newest.Wanted + old.Sum(set => set.Wanted);
        var room = replicas + bounds.MaxSurge - current;
        return room <= 0 ? newest.Wanted : newest.Wanted + Math.Max(0, Math.Min(room, replicas - newest.Wanted));
    }

    /// <summary>
    /// The next sizes of the old ReplicaSets, oldest first: unhealthy replicas go first, healthy ones only as far as availability allows.
    /// </summary>
    public static int[] NextOld(int replicas, RolloutBounds bounds, ReplicaCount newest, IReadOnlyList<ReplicaCount> old)
    {
        var next = old.Select(set => set.Wanted).ToArray();
        var least = replicas - bounds.MaxUnavailable;
        var budget = newest.Wanted + next.Sum() - least - (newest.Wanted - newest.Available);
        if (budget <= 0)
            return next;
        for (var i = 0; i < next.Length && budget > 0; i++)
        {
            var unhealthy = Math.Min(budget, Math.Max(0, next[i] - old[i].Available));
            next[i] -= unhealthy;
            budget -= unhealthy;
        }
        var spare = newest.Available + old.Sum(set => set.Available) - least;
        for (var i = 0; i < next.Length && spare > 0; i++)
        {
            var down = Math.Min(next[i], spare);
            next[i] -= down;
            spare -= down;
        }
        return next;
    }

    /// <summary>
    /// Sizes after the wanted number changed in the middle of a roll-out: every ReplicaSet grows or shrinks in proportion, and the newest takes the rest.
    /// </summary>
    public static int[] Proportional(int allowed, IReadOnlyList<int> sizes)
    {
        var total = sizes.Sum();
        if (total == 0 || sizes.Count == 0)
            return [.. sizes];
        var next = sizes.Select(size => (int)Math.Round((double)size * allowed / total, MidpointRounding.AwayFromZero)).ToArray();
        var rest = allowed - next.Sum();
        for (var i = next.Length - 1; i >= 0 && rest != 0; i--)
        {
            var taken = Math.Max(-next[i], rest);
            next[i] += taken;
            rest -= taken;
        }
        return next;
    }
}
