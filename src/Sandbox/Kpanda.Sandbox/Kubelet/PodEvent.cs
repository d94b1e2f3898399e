namespace Kpanda.Sandbox.Kubelet;

/// <summary>Something that the kubelet tells about a pod.</summary>
internal sealed record PodEvent(string Type, string Reason, string Message, string? FieldPath = null)
{
    /// <summary>Said again every few minutes for as long as it holds, though nothing changes.</summary>
    public bool Nags { get; init; }
}
