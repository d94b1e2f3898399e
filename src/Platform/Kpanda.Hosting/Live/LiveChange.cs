namespace Kpanda.Hosting.Live;

/// <summary>
/// One change of one row. The row is rendered only if somebody looks at it, and once for all who do.
/// </summary>
/// <param name="kind">What happened.</param>
/// <param name="key"><c>cluster/namespace/name</c>.</param>
/// <param name="weight">About how many bytes the change holds while it waits.</param>
/// <param name="render">Makes the row as the list shows it (UTF-8 JSON); never called for <see cref="LiveChangeKind.Removed"/>. May be called from any thread.</param>
public sealed class LiveChange(LiveChangeKind kind, string key, int weight, Func<Task<ReadOnlyMemory<byte>>> render)
{
    private readonly Lazy<Task<ReadOnlyMemory<byte>>> _row = new(render);

    /// <summary>A change whose row is made from what is at hand.</summary>
    public LiveChange(LiveChangeKind kind, string key, int weight, Func<ReadOnlyMemory<byte>> render)
        : this(kind, key, weight, () => Task.FromResult(render()))
    {
    }

    /// <summary>What happened.</summary>
    public LiveChangeKind Kind => kind;

    /// <summary><c>cluster/namespace/name</c>.</summary>
    public string Key => key;

    /// <summary>About how many bytes the change holds while it waits.</summary>
    public int Weight => weight;

    /// <summary>Whether the row has another state than before, and so another place in a list that is sorted by state. Set before anybody gets the change.</summary>
    public bool Moves { get; set; }

    /// <summary>The row as the list shows it.</summary>
    public Task<ReadOnlyMemory<byte>> RowAsync() => _row.Value;

    /// <summary>A row that is gone or no longer matches.</summary>
    public static LiveChange Removed(string key) =>
        new(LiveChangeKind.Removed, key, 0, NoRow);

    private static ReadOnlyMemory<byte> NoRow() => throw new InvalidOperationException("A removed row has no item.");

    /// <summary>The form of a key; <paramref name="ns"/> is empty for cluster-scoped objects.</summary>
    public static string KeyOf(string cluster, string ns, string name) => $"{cluster}/{ns}/{name}";
}
