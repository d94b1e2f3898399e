using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Nodes;

/// <summary>The whole set of taints; also what is answered.</summary>
internal sealed record TaintsRequest(IReadOnlyList<Taint>? Taints);
