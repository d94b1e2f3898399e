namespace Kpanda.Kube;

/// <summary>Options of delete (<c>metav1.DeleteOptions</c>).</summary>
public sealed record KubeDeleteOptions
{
    /// <summary>No options.</summary>
    public static KubeDeleteOptions Default { get; } = new();

    /// <summary><c>Orphan</c>, <c>Background</c> or <c>Foreground</c>; null for the member's default.</summary>
    public string? PropagationPolicy { get; init; }

    /// <summary>Seconds before a pod is killed; null for its own.</summary>
    public int? GracePeriodSeconds { get; init; }

    /// <summary>Delete only this incarnation; null for any.</summary>
    public string? Uid { get; init; }

    /// <summary>Delete only this version; null for any.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Whether the member only says what would happen.</summary>
    public bool DryRun { get; init; }
}
