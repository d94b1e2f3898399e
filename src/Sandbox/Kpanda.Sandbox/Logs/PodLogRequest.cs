using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Logs;

/// <summary>Which lines are wanted.</summary>
public sealed record PodLogRequest(StoredObject Pod, string Container)
{
    /// <summary>Keep the stream open and send lines as they come.</summary>
    public bool Follow { get; init; }

    /// <summary>The lines of the container's run before this one.</summary>
    public bool Previous { get; init; }
}
