using Kpanda.Search.Kinds;

namespace Kpanda.Search.Index;

/// <summary>The objects of one kind in one cluster, added up.</summary>
internal sealed class KindSum
{
    private readonly int[] _bySeverity = new int[Enum.GetValues<StatusSeverity>().Length];

    /// <summary>How many there are.</summary>
    public int Total => _bySeverity.Sum();

    /// <summary>What they offer or ask for together.</summary>
    public Amounts Amounts { get; set; }

    /// <summary>How many are that well or badly off.</summary>
    public int Of(StatusSeverity severity) => _bySeverity[(int)severity];

    /// <summary>Adds some.</summary>
    public void Add(StatusSeverity severity, int count) => _bySeverity[(int)severity] += count;
}
