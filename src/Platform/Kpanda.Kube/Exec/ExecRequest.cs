using Kpanda.KubeModel;

namespace Kpanda.Kube.Exec;

/// <summary>A program to run in a container, or (no <see cref="Command"/>) the one that runs there to attach to.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Container">Its container.</param>
public sealed record ExecRequest(ObjectKey Pod, string Container)
{
    /// <summary>Program and arguments; empty to attach.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Whether it gets a terminal: output and errors are one stream then.</summary>
    public bool Tty { get; init; }

    /// <summary>Whether it is given input.</summary>
    public bool Input { get; init; }
}
