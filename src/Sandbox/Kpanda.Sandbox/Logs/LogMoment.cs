using System.Globalization;

namespace Kpanda.Sandbox.Logs;

/// <summary>The moment of one log line: its time, its number in the run, the application, and chance that is always the same for it.</summary>
internal readonly record struct LogMoment(DateTimeOffset Time, long Number, string App, string PodAddress, Random Random)
{
    public string Pick(params ReadOnlySpan<string> words) => words[Random.Next(words.Length)];

    public string Iso => Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    public string Format(string format) => Time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A request's time in milliseconds: mostly short, now and then long.</summary>
    public int Milliseconds => Random.Next(20) == 0 ? Random.Next(300, 2400) : Random.Next(2, 90);

    public string Client => $"10.244.{Random.Next(5)}.{Random.Next(2, 250)}";
}
