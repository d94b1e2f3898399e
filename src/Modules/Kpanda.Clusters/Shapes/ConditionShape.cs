namespace Kpanda.Clusters.Shapes;

/// <summary><c>typesCondition</c>.</summary>
internal sealed record ConditionShape(string Type, string Status, string Reason, string Message, string LastTransitionTime);
