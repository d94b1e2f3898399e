namespace Kpanda.Gateway.Logs;

/// <summary>A line of a container, a part of one that is long, or a word about the container.</summary>
/// <param name="Source">Number of the container.</param>
/// <param name="Time">When it was written (<see cref="LogTime"/>).</param>
/// <param name="Stamp">The same as the member wrote it; empty for what is no line.</param>
/// <param name="Text">What was written, without its line end; of a notice, words for a person.</param>
internal sealed record LogEntry(int Source, long Time, string Stamp, string Text)
{
    /// <summary>Whether it goes on with the line before it.</summary>
    public bool Continues { get; init; }

    /// <summary>Whether the line goes on with the next part.</summary>
    public bool IsCut { get; init; }

    /// <summary>What happened to the container; empty for a line: <c>joined</c>, <c>waiting</c>, <c>restarted</c>, <c>gone</c>, <c>failed</c>, <c>many</c>.</summary>
    public string Notice { get; init; } = "";

    /// <summary>About how many bytes it holds in memory.</summary>
    public int Weight => 160 + ((Text.Length + Stamp.Length) * sizeof(char));
}
