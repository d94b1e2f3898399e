namespace Kpanda.Hosting.Live;

/// <summary>Limits and rhythm of the live channel.</summary>
public sealed record LiveOptions
{
    /// <summary>Rows that may wait for one tab; what does not fit becomes a resync.</summary>
    public int MaxWaitingRows { get; init; } = 256;

    /// <summary>Bytes of rows that may wait for one tab, those being sent included.</summary>
    public int MaxWaitingBytes { get; init; } = 512 * 1024;

    /// <summary>Bytes of the keys of all visible rows of one tab.</summary>
    public int MaxKeyBytes { get; init; } = 192 * 1024;

    /// <summary>Bytes of rows in one message to the browser; a larger row goes alone.</summary>
    public int MaxSentBytes { get; init; } = 32 * 1024;

    /// <summary>Subscriptions of one tab.</summary>
    public int MaxSubscriptions { get; init; } = 64;

    /// <summary>Rows on the screen of one subscription.</summary>
    public int MaxVisibleKeys { get; init; } = 1000;

    /// <summary>Bytes of one message from the browser.</summary>
    public int MaxMessageBytes { get; init; } = 256 * 1024;

    /// <summary>Open channels of the whole process, so that a loop of reconnects ends in a refusal and not in memory.</summary>
    public int MaxChannels { get; init; } = 5000;

    /// <summary>Open channels of one person: tabs and scripts together.</summary>
    public int MaxChannelsPerPerson { get; init; } = 250;

    /// <summary>Subscriptions of one person, over all channels.</summary>
    public int MaxSubscriptionsPerPerson { get; init; } = 2000;

    /// <summary>How often the counts of invisible changes are told at most.</summary>
    public TimeSpan ChangedEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often rights are asked again though nobody said that they have changed.</summary>
    public TimeSpan RecheckEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The shortest time between two of these questions, whatever changes.</summary>
    public TimeSpan RecheckPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long one message may take to leave; a tab that takes nothing for so long is cut off, and reconnects when it lives again.</summary>
    public TimeSpan MaxStall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often an idle channel says that it is alive.</summary>
    public TimeSpan PongEvery { get; init; } = TimeSpan.FromSeconds(15);
}
