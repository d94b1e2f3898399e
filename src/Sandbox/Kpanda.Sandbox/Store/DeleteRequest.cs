namespace Kpanda.Sandbox.Store;

/// <summary>How an object is to be deleted. The default is a graceful deletion in the background.</summary>
public sealed record DeleteRequest
{
    /// <summary>The default deletion.</summary>
    public static DeleteRequest Default { get; } = new();

    /// <summary>At once: what a kubelet sends when the containers have stopped.</summary>
    public static DeleteRequest Now { get; } = new() { GracePeriodSeconds = 0 };

    /// <summary>Seconds until a pod is removed; null takes the pod's own.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary>What becomes of the objects that this one owns.</summary>
    public Propagation Propagation { get; init; } = Propagation.Background;

    /// <summary>Refuse unless the object has this uid.</summary>
    public string? Uid { get; init; }

    /// <summary>Refuse unless the object has this version.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Whether the body asks only what would happen (<c>dryRun: [All]</c>).</summary>
    public bool DryRun { get; init; }
}
