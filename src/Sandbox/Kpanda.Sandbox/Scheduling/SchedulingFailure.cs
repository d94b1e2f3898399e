namespace Kpanda.Sandbox.Scheduling;

/// <summary>Puts the reasons of all nodes into the sentence that people know.</summary>
internal static class SchedulingFailure
{
    /// <summary>
    /// <c>0/3 nodes are available: 1 node(s) had untolerated taint {…}, 2 Insufficient cpu. preemption: …</c>
    /// </summary>
    public static string Describe(IReadOnlyList<IReadOnlyList<string>> reasonsByNode)
    {
        var total = reasonsByNode.Count;
        if (total == 0)
            return "no nodes available to schedule pods";
        var counts = reasonsByNode.SelectMany(reasons => reasons.Distinct()).GroupBy(reason => reason).Select(group => $"{group.Count()} {group.Key}").Order(StringComparer.Ordinal);
        var victims = reasonsByNode.Count(reasons => reasons.All(NodeFit.IsResolvable));
        var preemption = new List<string>();
        if (total - victims > 0)
            preemption.Add($"{total - victims} Preemption is not helpful for scheduling");
        if (victims > 0)
            preemption.Add($"{victims} No preemption victims found for incoming pod");
        return $"0/{total} nodes are available: {string.Join(", ", counts)}. preemption: 0/{total} nodes are available: {string.Join(", ", preemption.Order(StringComparer.Ordinal))}.";
    }
}
