namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>Debian's kubectl 1.20, which knows SPDY/3.1 alone. <c>KPANDA_TEST_KUBECTL</c> names another program; else it is the one that <c>./kpanda setup</c> unpacks.</summary>
public static class OlderKubectl
{
    /// <summary>Where it is, if it <see cref="IsHere"/>.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("KPANDA_TEST_KUBECTL") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetEnvironmentVariable("KPANDA_HOME") ?? "", "artifacts", "tools", "kubectl-1.20");

    /// <summary>Whether this machine has it.</summary>
    public static bool IsHere => File.Exists(Program);

    /// <summary>What to say where it is not.</summary>
    public static string Missing => "KPANDA_TEST_KUBECTL names no kubectl 1.20, and setup found none in apt.";
}
