namespace Kpanda.Search.Index;

/// <summary>One object in the columns. About 100 bytes; everything that repeats is a number in an <see cref="InternTable{T}"/>.</summary>
internal struct IndexRow
{
    /// <summary>Null for a row that is free.</summary>
    public string? Name;

    /// <summary>All owners when there are several; usually null.</summary>
    public Guid[]? MoreOwners;

    public Guid Uid;

    /// <summary>The first owner; empty where there is none.</summary>
    public Guid Owner;

    /// <summary>Where the body is in the store.</summary>
    public long Body;

    public long Version;
    public ulong Content;

    /// <summary>Unix seconds, as all times of rows: 32 bits reach until 2106.</summary>
    public uint Created;

    public uint Changed;
    public int Place;

    /// <summary>State and severity of the status, as a number (<see cref="KindTable.Phases"/>).</summary>
    public int Phase;

    public int Labels;
    public int Status;

    /// <summary>Next and previous row with the same first owner; -1 at the ends.</summary>
    public int NextSibling;
    public int PreviousSibling;

    /// <summary>Next and previous row with the same labels; -1 at the ends.</summary>
    public int NextAlike;
    public int PreviousAlike;
}
