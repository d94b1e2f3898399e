namespace Kpanda.Kube;

/// <summary>The forms in which a member can show objects (content negotiation by <c>as=</c>).</summary>
public enum KubeRepresentation
{
    /// <summary>The object as it is.</summary>
    Object,

    /// <summary><c>meta.k8s.io/v1 PartialObjectMetadata</c>: apiVersion, kind and metadata alone. A member that cannot answers with the object.</summary>
    Metadata,

    /// <summary><c>meta.k8s.io/v1 Table</c>: the columns and rows that kubectl prints.</summary>
    Table,
}
