namespace Kpanda.Sandbox.Cel.Checking;

/// <summary>The kinds of types that an expression can be of before it is evaluated.</summary>
internal enum CelKind
{
    Dyn,
    Error,
    Null,
    Bool,
    Int,
    UInt,
    Double,
    String,
    Bytes,
    Timestamp,
    Duration,
    List,
    Map,
    Struct,
    Opaque,
    Type,
    Parameter,
}

/// <summary>A type as the checker sees it: its kind, the name of a structure, an opaque type or a type parameter, and what it is made of.</summary>
internal sealed class CelStatic
{
    public static readonly CelStatic Dyn = new(CelKind.Dyn, "dyn");
    public static readonly CelStatic Error = new(CelKind.Error, "!error!");
    public static readonly CelStatic Null = new(CelKind.Null, "null");
    public static readonly CelStatic Bool = new(CelKind.Bool, "bool");
    public static readonly CelStatic Int = new(CelKind.Int, "int");
    public static readonly CelStatic UInt = new(CelKind.UInt, "uint");
    public static readonly CelStatic Double = new(CelKind.Double, "double");
    public static readonly CelStatic String = new(CelKind.String, "string");
    public static readonly CelStatic Bytes = new(CelKind.Bytes, "bytes");
    public static readonly CelStatic Timestamp = new(CelKind.Timestamp, "timestamp");
    public static readonly CelStatic Duration = new(CelKind.Duration, "duration");

    private CelStatic(CelKind kind, string name, params CelStatic[] parameters)
    {
        Kind = kind;
        Name = name;
        Parameters = parameters;
    }

    public CelKind Kind { get; }

    public string Name { get; }

    public IReadOnlyList<CelStatic> Parameters { get; }

    public bool IsOptional => Kind == CelKind.Opaque && Name == "optional_type";

    public bool IsDynOrError => Kind is CelKind.Dyn or CelKind.Error;

    /// <summary>Whether every value of it has the same size.</summary>
    public bool IsScalar => Kind is CelKind.Bool or CelKind.Double or CelKind.Duration or CelKind.Int or CelKind.Timestamp or CelKind.UInt || (IsOptional && Parameters[0].IsScalar);

    public static CelStatic List(CelStatic element) => new(CelKind.List, "list", element);

    public static CelStatic Map(CelStatic key, CelStatic value) => new(CelKind.Map, "map", key, value);

    public static CelStatic Optional(CelStatic value) => new(CelKind.Opaque, "optional_type", value);

    public static CelStatic Opaque(string name, params CelStatic[] parameters) => new(CelKind.Opaque, name, parameters);

    public static CelStatic Struct(string name) => new(CelKind.Struct, name);

    public static CelStatic TypeOf(CelStatic type) => new(CelKind.Type, "type", type);

    public static CelStatic Parameter(string name) => new(CelKind.Parameter, name);

    public bool IsExactly(CelStatic other) =>
        Kind == other.Kind && Name == other.Name && Parameters.Count == other.Parameters.Count && Parameters.Zip(other.Parameters).All(pair => pair.First.IsExactly(pair.Second));

    /// <summary>As messages write it: <c>list(string)</c>.</summary>
    public override string ToString() => Parameters.Count == 0 ? Name : $"{Name}({string.Join(", ", Parameters)})";
}
