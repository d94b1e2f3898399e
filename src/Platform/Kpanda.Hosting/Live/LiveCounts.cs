namespace Kpanda.Hosting.Live;

/// <summary>What happened outside the visible rows; <paramref name="Moved"/> counts visible ones too.</summary>
/// <param name="Added">Rows that came.</param>
/// <param name="Removed">Rows that went.</param>
/// <param name="Modified">Rows that changed.</param>
/// <param name="Moved">Rows that have another state now, and so another place in a list that is sorted by state.</param>
internal readonly record struct LiveCounts(int Added, int Removed, int Modified, int Moved)
{
    public bool IsEmpty => this == default;

    public LiveCounts With(LiveChangeKind kind) => kind switch
    {
        LiveChangeKind.Added => this with { Added = Added + 1 },
        LiveChangeKind.Removed => this with { Removed = Removed + 1 },
        _ => this with { Modified = Modified + 1 },
    };

    public LiveCounts WithMove() => this with { Moved = Moved + 1 };
}
