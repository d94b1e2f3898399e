namespace Kpanda.Sandbox.Cel;

/// <summary>A type as a value: <c>type(x) == string</c>.</summary>
internal sealed record CelType(string Name)
{
    public override string ToString() => Name;
}

/// <summary>The types that expressions name.</summary>
internal static class CelTypes
{
    private static readonly Dictionary<string, CelType> Named =
        new[] { "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type" }.ToDictionary(name => name, name => new CelType(name), StringComparer.Ordinal);

    public static CelType? ByName(string name) => Named.GetValueOrDefault(name);

    public static CelType Of(object? value) => new(value switch
    {
        null => "null_type",
        bool => "bool",
        long => "int",
        ulong => "uint",
        double => "double",
        string => "string",
        byte[] => "bytes",
        DateTimeOffset => "google.protobuf.Timestamp",
        TimeSpan => "google.protobuf.Duration",
        CelType => "type",
        CelOptional => "optional_type",
        CelUrl => "net.URL",
        CelSemver => "kubernetes.Semver",
        CelFormat => "kubernetes.NamedFormat",
        System.Net.IPAddress => "net.IP",
        System.Net.IPNetwork => "net.CIDR",
        Kpanda.KubeModel.Quantity => "kubernetes.Quantity",
        ICelObject own => own.TypeName,
        _ when CelValues.IsList(value) => "list",
        _ => "map",
    });
}
