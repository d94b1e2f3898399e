namespace Kpanda.Architecture.Tests;

/// <summary>Finds the checkout that the tests were built from.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var dir = new DirectoryInfo(AppContext.BaseDirectory); dir is not null; dir = dir.Parent)
        {
            if (File.Exists(Path.Combine(dir.FullName, "Kpanda.slnx"))) return dir.FullName;
        }

        throw new InvalidOperationException($"No Kpanda.slnx above {AppContext.BaseDirectory}.");
    }
}
