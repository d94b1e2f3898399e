namespace Kpanda.Hosting.Live;

/// <summary>What happened outside the visible rows.</summary>
internal readonly record struct LiveCounts(int Added, int Removed, int Modified)
{
    public bool IsEmpty => this == default;

    public LiveCounts With(LiveChangeKind kind) => kind switch
    {
        LiveChangeKind.Added => this with { Added = Added + 1 },
        LiveChangeKind.Removed => this with { Removed = Removed + 1 },
        _ => this with { Modified = Modified + 1 },
    };
}
