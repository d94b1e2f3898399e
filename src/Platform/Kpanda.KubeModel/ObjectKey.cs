namespace Kpanda.KubeModel;

/// <summary>The name of an object within its collection. <see cref="Namespace"/> is empty for cluster-scoped objects.</summary>
public readonly record struct ObjectKey(string Namespace, string Name)
{
    /// <inheritdoc />
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
