using System.Collections.Frozen;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Kinds;

/// <summary>One type of the Kubernetes API, as the table of facts has it.</summary>
internal sealed record TypeFacts(string Name, GroupVersionKind? Gvk, bool Atomic, string? Is)
{
    public FrozenDictionary<string, FieldFacts> Fields { get; set; } = FrozenDictionary<string, FieldFacts>.Empty;

    /// <summary>The fields in the order of the table.</summary>
    public IReadOnlyList<FieldFacts> Ordered { get; set; } = [];

    public string ShortName => Name[(Name.LastIndexOf('.') + 1)..];
}
