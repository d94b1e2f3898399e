namespace Kpanda.Clusters.Shapes;

/// <summary><c>typesCondition</c>; our own: <paramref name="Title"/>, what the type is called in the reader's language.</summary>
internal sealed record ConditionShape(string Type, string Status, string Reason, string Message, string LastTransitionTime, string Title)
{
    /// <summary>A condition is written when it changes.</summary>
    public string LastUpdateTime => LastTransitionTime;
}
