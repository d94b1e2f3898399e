using Kpanda.Server.Configuration;

namespace Kpanda.Server.Commands;

/// <summary>Prints every setting, its value and its origin; secrets are masked.</summary>
internal static class ConfigCommand
{
    public static Task<int> RunAsync(ConfiguredValues values, List<string> problems, CancellationToken cancellationToken)
    {
        var rows = values.All.ToList();
        var keyWidth = rows.Max(row => row.Setting.Key.Length);
        var valueWidth = rows.Max(row => row.Printable.Length);
        foreach (var row in rows) Console.Out.WriteLine($"{row.Setting.Key.PadRight(keyWidth)}  {row.Printable.PadRight(valueWidth)}  # {row.Origin}");
        ServerOptionsReader.Read(values, problems);
        return Task.FromResult(Problems.Print(problems));
    }
}
