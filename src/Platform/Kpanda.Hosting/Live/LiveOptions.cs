namespace Kpanda.Hosting.Live;

/// <summary>Limits and rhythm of the live channel.</summary>
public sealed record LiveOptions
{
    /// <summary>Rows that may wait for one tab; what does not fit becomes a resync.</summary>
    public int MaxWaitingRows { get; init; } = 256;

    /// <summary>Bytes of rows that may wait for one tab.</summary>
    public int MaxWaitingBytes { get; init; } = 1024 * 1024;

    /// <summary>Subscriptions of one tab.</summary>
    public int MaxSubscriptions { get; init; } = 64;

    /// <summary>Rows on the screen of one subscription.</summary>
    public int MaxVisibleKeys { get; init; } = 1000;

    /// <summary>Bytes of one message from the browser.</summary>
    public int MaxMessageBytes { get; init; } = 256 * 1024;

    /// <summary>Open channels of the whole process, so that a loop of reconnects ends in a refusal and not in memory.</summary>
    public int MaxChannels { get; init; } = 5000;

    /// <summary>How often the counts of invisible changes are told at most.</summary>
    public TimeSpan ChangedEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often rights are asked again at the latest.</summary>
    public TimeSpan RecheckEvery { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How often an idle channel says that it is alive.</summary>
    public TimeSpan PongEvery { get; init; } = TimeSpan.FromSeconds(15);
}
