using Kpanda.Kube.Exec;

namespace Kpanda.Gateway.Terminals;

/// <summary>A shell that runs in a container.</summary>
/// <param name="Name">Its program.</param>
/// <param name="Exec">The way to it.</param>
/// <param name="Buffer">Where <paramref name="Next"/> reads to.</param>
/// <param name="Next">The read that was begun to see whether it runs.</param>
internal sealed record OpenShell(string Name, KubeExec Exec, byte[] Buffer, Task<(ExecChannel Channel, int Count)> Next)
{
    /// <summary>Removes what was made for it; null for nothing.</summary>
    public Func<Task>? Remove { get; init; }
}
