namespace Kpanda.Resources.Nodes;

/// <summary>Nodes that shall run the pods of one namespace alone.</summary>
internal sealed record BindNodesRequest(string? Namespace, IReadOnlyList<string>? NodeNames);

/// <summary>What became of each node, and of the namespace, which is changed last.</summary>
/// <param name="NsError">Why the namespace could not be changed; empty where it was.</param>
internal sealed record BindNodesResponse(IReadOnlyList<BoundNode> SuccessfulResults, IReadOnlyList<BoundNode> FailedResults, string NsError);

/// <param name="Error">Why it failed; empty where it did not.</param>
internal sealed record BoundNode(string NodeName, string Error);

/// <summary>The namespace that a node is to be exclusive to no longer.</summary>
internal sealed record UnbindNodeRequest(string? Namespace);
