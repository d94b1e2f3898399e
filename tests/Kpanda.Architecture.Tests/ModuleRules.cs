using static Kpanda.Architecture.Tests.ProjectGraph;

namespace Kpanda.Architecture.Tests;

/// <summary>
/// References point down only. The rank of modules and of platform parts is the one thing that cannot be computed from the tree: it is a decision,
/// written in ARCHITECTURE.md in the same order.
/// </summary>
internal static class ModuleRules
{
    private static readonly string[] PlatformRank = ["Kpanda.KubeModel", "Kpanda.Kube", "Kpanda.Storage", "Kpanda.Hosting"];

    private static readonly string[] ModuleRank =
    [
        "Kpanda.Identity", "Kpanda.Clusters", "Kpanda.Search", "Kpanda.Permissions", "Kpanda.Gateway", "Kpanda.Resources", "Kpanda.Workloads",
        "Kpanda.Helm", "Kpanda.Lifecycle", "Kpanda.Backup", "Kpanda.Inspection", "Kpanda.Monitoring", "Kpanda.Policies", "Kpanda.Federation",
    ];

    public static IEnumerable<string> Violations(ProjectGraph graph)
    {
        var byName = graph.Projects.ToDictionary(p => p.Name, StringComparer.Ordinal);
        foreach (var project in graph.Projects)
        {
            if (RankOf(project) < 0) yield return $"{project.Name} has no rank: add it to ARCHITECTURE.md and to this list";
            foreach (var name in project.References)
            {
                if (!byName.TryGetValue(name, out var target)) yield return $"{project.Name} refers to {name}, which is not below src";
                else if (Refusal(project, target) is { } why) yield return $"{project.Name} → {name}: {why}";
            }
        }
    }

    private static string? Refusal(Project from, Project to) => (from.Layer, to.Layer) switch
    {
        (Layer.Server, not Layer.Server) => null,
        (Layer.Sandbox, _) => to.Name == "Kpanda.KubeModel" ? null : "the sandbox knows the Kubernetes vocabulary alone",
        (Layer.Modules, Layer.Platform) => null,
        (Layer.Modules, Layer.Modules) => RankOf(to) < RankOf(from) ? null : "a module refers only to modules of an earlier rank",
        (Layer.Platform, Layer.Platform) => RankOf(to) < RankOf(from) ? null : "a platform part refers only to parts below it",
        _ => "references point down only",
    };

    private static int RankOf(Project project) => project.Layer switch
    {
        Layer.Platform => Array.IndexOf(PlatformRank, project.Name),
        Layer.Modules => Array.IndexOf(ModuleRank, project.Name),
        _ => 0,
    };
}
