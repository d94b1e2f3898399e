namespace Kpanda.Sandbox.Scheduling;

/// <summary>Puts the reasons of all nodes into the sentence that people know.</summary>
internal static class SchedulingFailure
{
    // From 1.34 on the scheduler tries to take device claims back first, and says that there were none.
    private const int Claims = 34;

    /// <summary>
    /// <c>0/3 nodes are available: 1 node(s) had untolerated taint {…}, 2 Insufficient cpu. preemption: …</c>
    /// </summary>
    /// <param name="obstaclesByNode">What is against each node.</param>
    /// <param name="preemption">Why no other pod had to go for it; empty where some have to, null where none would help.</param>
    /// <param name="minor">The cluster's minor version.</param>
    public static string Describe(IReadOnlyList<IReadOnlyList<Obstacle>> obstaclesByNode, string? preemption, int minor)
    {
        if (obstaclesByNode.Count == 0)
            return "no nodes available to schedule pods";
        var counts = obstaclesByNode.SelectMany(obstacles => obstacles.Select(obstacle => obstacle.Reason).Distinct()).GroupBy(reason => reason)
            .Select(group => $"{group.Count()} {group.Key}").Order(StringComparer.Ordinal);
        return Sentence(obstaclesByNode.Count, string.Join(", ", counts), preemption ?? NoVictims(obstaclesByNode), minor);
    }

    /// <summary>The sentence where one reason holds for all nodes before any is looked at.</summary>
    public static string OfAll(int nodes, string reason, int minor) => minor >= Claims
        ? $"0/{nodes} nodes are available: {reason}. not found"
        : Sentence(nodes, reason, $"0/{nodes} nodes are available: {nodes} Preemption is not helpful for scheduling.", minor);

    /// <summary>Why preemption does not help, node by node.</summary>
    public static string NoVictims(IReadOnlyList<IReadOnlyList<Obstacle>> obstaclesByNode)
    {
        var total = obstaclesByNode.Count;
        var victims = obstaclesByNode.Count(obstacles => obstacles.All(obstacle => obstacle.Resolvable));
        var words = new List<string>();
        if (total - victims > 0)
            words.Add($"{total - victims} Preemption is not helpful for scheduling");
        if (victims > 0)
            words.Add($"{victims} No preemption victims found for incoming pod");
        return $"0/{total} nodes are available: {string.Join(", ", words.Order(StringComparer.Ordinal))}.";
    }

    private static string Sentence(int nodes, string reasons, string preemption, int minor)
    {
        var sentence = $"0/{nodes} nodes are available: {reasons}.";
        if (preemption.Length == 0)
            return sentence;
        return $"{sentence} {(minor >= Claims ? "no new claims to deallocate, " : "")}preemption: {preemption}";
    }
}
