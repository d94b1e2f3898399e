using Kpanda.Search.Kinds;

namespace Kpanda.Search.Index;

/// <summary>Compares statuses by content, so that rows with the same status share one.</summary>
internal sealed class StatusComparer : IEqualityComparer<KindStatus>
{
    public static StatusComparer Instance { get; } = new();

    public bool Equals(KindStatus? x, KindStatus? y)
    {
        if (ReferenceEquals(x, y)) return true;
        if (x is null || y is null || x.Severity != y.Severity || x.State != y.State || x.Reason != y.Reason || x.Parameters.Count != y.Parameters.Count) return false;
        foreach (var (name, value) in x.Parameters)
            if (!y.Parameters.TryGetValue(name, out var other) || other != value) return false;
        return true;
    }

    public int GetHashCode(KindStatus status)
    {
        var hash = HashCode.Combine(status.State, status.Severity, status.Reason);
        // The order of a dictionary means nothing, so its entries are added up.
        foreach (var (name, value) in status.Parameters) hash += HashCode.Combine(name, value);
        return hash;
    }
}
