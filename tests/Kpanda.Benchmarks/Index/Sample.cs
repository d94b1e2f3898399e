namespace Kpanda.Benchmarks.Index;

/// <summary>Measured times, asked by percentile.</summary>
internal sealed record Sample(double[] Times)
{
    private readonly double[] _sorted = [.. Times.Order()];

    public double At(double part) => _sorted[Math.Min(_sorted.Length - 1, (int)(_sorted.Length * part))];
}
