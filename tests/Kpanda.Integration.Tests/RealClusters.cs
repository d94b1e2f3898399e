namespace Kpanda.Integration.Tests;

/// <summary>The real clusters that <c>KPANDA_TEST_KUBECONFIGS</c> names: paths separated by colons.</summary>
internal static class RealClusters
{
    public const string Variable = "KPANDA_TEST_KUBECONFIGS";

    public static IReadOnlyList<string> Kubeconfigs { get; } =
        (Environment.GetEnvironmentVariable(Variable) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
