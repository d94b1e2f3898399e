namespace Kpanda.Resources.Shapes;

/// <summary>
/// Says which definition of the published API a shape follows. Without it a shape follows <c>v1alpha1</c> + its type name. The contract check and
/// the OpenAPI document read it.
/// </summary>
/// <param name="name">Name of the definition.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class PublishedNameAttribute(string name) : Attribute
{
    /// <summary>Name of the definition.</summary>
    public string Name { get; } = name;
}
