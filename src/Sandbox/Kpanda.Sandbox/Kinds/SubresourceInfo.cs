using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Kinds;

/// <summary>What is served below an object: <c>status</c>, <c>scale</c>, <c>log</c> …</summary>
public sealed record SubresourceInfo(string Name, GroupVersionKind Gvk, IReadOnlyList<string> Verbs)
{
    /// <summary>Whether discovery names the group and version of the kind, because they differ from the parent's.</summary>
    public bool KindIsForeign { get; init; }
}
