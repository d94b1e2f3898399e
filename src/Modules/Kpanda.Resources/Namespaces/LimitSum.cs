using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Namespaces;

/// <summary>What several limits of one type (container, pod, claim) come to.</summary>
internal static class LimitSum
{
    /// <summary>The lowest of each upper bound, the highest of each lower one; a default is that of the first that has one, as the member takes it.</summary>
    public static LimitRangeItem Of(IEnumerable<LimitRangeItem> limits)
    {
        var all = limits.ToList();
        return new LimitRangeItem
        {
            Type = all[0].Type,
            Max = Merge(all.Select(item => item.Max), (known, next) => next < known),
            Min = Merge(all.Select(item => item.Min), (known, next) => next > known),
            Default = Merge(all.Select(item => item.Default), (_, _) => false),
            DefaultRequest = Merge(all.Select(item => item.DefaultRequest), (_, _) => false),
            MaxLimitRequestRatio = Merge(all.Select(item => item.MaxLimitRequestRatio), (known, next) => next < known),
        };
    }

    private static Dictionary<string, string>? Merge(IEnumerable<IReadOnlyDictionary<string, string>?> maps, Func<long, long, bool> replaces)
    {
        var merged = new Dictionary<string, string>();
        foreach (var (resource, amount) in maps.SelectMany(map => map ?? new Dictionary<string, string>()))
        {
            if (!merged.TryGetValue(resource, out var known) || replaces(ResourceAmount.Milli(known), ResourceAmount.Milli(amount))) merged[resource] = amount;
        }

        return merged.Count == 0 ? null : merged;
    }
}
