namespace Kpanda.Server.Commands;

/// <summary>Says what is wrong with a configuration.</summary>
internal static class Problems
{
    /// <summary>Exit code of a command that was told something it cannot do.</summary>
    public const int ExitCode = 2;

    /// <returns>The exit code: 0 where there are none.</returns>
    public static int Print(IReadOnlyCollection<string> problems)
    {
        if (problems.Count == 0) return 0;
        Console.Error.WriteLine(problems.Count == 1 ? "The configuration has a problem:" : $"The configuration has {problems.Count} problems:");
        foreach (var problem in problems) Console.Error.WriteLine($"  {problem}");
        return ExitCode;
    }
}
