using System.Text;

namespace Kpanda.Sandbox.Containers.Shell;

/// <summary>Reads lines of a stream without taking what is behind them, which may be another program's.</summary>
internal static class LineReading
{
    private const int Longest = 1024 * 1024;

    /// <summary>The next line without its end; null at the end of the stream.</summary>
    public static async Task<string?> ReadLineAsync(Stream input, CancellationToken cancel)
    {
        using var line = new MemoryStream();
        var one = new byte[1];
        while (line.Length < Longest)
        {
            if (await input.ReadAsync(one, cancel) == 0) return line.Length == 0 ? null : Text(line);
            if (one[0] == '\n') return Text(line);
            line.WriteByte(one[0]);
        }

        return Text(line);
    }

    private static string Text(MemoryStream line) => Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length);
}
