namespace Kpanda.Kube.Wire;

/// <summary>Values of <c>Accept</c>.</summary>
internal static class Accept
{
    private const string Json = "application/json";
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io";

    /// <summary>For an object, and for the objects of a watch.</summary>
    public static string Object(KubeRepresentation representation) => representation switch
    {
        KubeRepresentation.Metadata => "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json",
        KubeRepresentation.Table => Table,
        _ => Json,
    };

    /// <summary>For a list.</summary>
    public static string List(KubeRepresentation representation) => representation switch
    {
        KubeRepresentation.Metadata => "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json",
        KubeRepresentation.Table => Table,
        _ => Json,
    };
}
