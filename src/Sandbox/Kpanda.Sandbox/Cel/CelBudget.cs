namespace Kpanda.Sandbox.Cel;

/// <summary>How much work expressions may still do together: about one unit for each operation and for each ten characters that are looked at.</summary>
internal sealed class CelBudget(long units)
{
    /// <summary>What Kubernetes grants all rules of one request.</summary>
    public const long OfRequest = 10_000_000;

    public static CelError Exhausted { get; } = new("operation cancelled: actual cost limit exceeded");

    public long Left { get; private set; } = units;

    /// <summary>False where nothing is left.</summary>
    public bool Spend(long amount) => (Left -= amount) >= 0;
}
