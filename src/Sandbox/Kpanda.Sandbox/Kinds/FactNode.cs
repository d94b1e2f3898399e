using System.Collections.Concurrent;

namespace Kpanda.Sandbox.Kinds;

/// <summary>A place in a built-in kind. Children are made on demand: types refer to each other in circles.</summary>
internal sealed class FactNode : SchemaNode
{
    private const string Quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity";

    private readonly ConcurrentDictionary<string, FactNode?> children = new(StringComparer.Ordinal);
    private readonly FactTable table;
    private readonly FieldFacts? facts;
    private readonly TypeFacts? type;
    private readonly string inner = "";
    private FactNode? element;

    public FactNode(FactTable table, string typeExpression, FieldFacts? field)
    {
        this.table = table;
        facts = field;
        if (typeExpression.StartsWith("[]", StringComparison.Ordinal) || typeExpression.StartsWith("{}", StringComparison.Ordinal))
        {
            Shape = typeExpression[0] == '[' ? SchemaShape.List : SchemaShape.Map;
            inner = typeExpression[2..];
            return;
        }

        type = table.Type(typeExpression);
        var scalar = type?.Is ?? (type is null ? typeExpression : "");
        (ScalarType, Format) = scalar.Split(':') is [var name, var format] ? (name, format) : (scalar, "");
        if (typeExpression == Quantity) Format = "quantity";
        Shape = type is { Is: null } ? SchemaShape.Object : ScalarType is "any" or "object" or "" ? SchemaShape.Any : SchemaShape.Scalar;
    }

    public override SchemaShape Shape { get; }

    public override string ScalarType { get; } = "";

    public override string Format { get; } = "";

    public override string TypeName => type?.ShortName ?? "";

    public override SchemaNode? Element => Shape == SchemaShape.List ? element ??= new FactNode(table, inner, null) : null;

    public override ListShape ListShape => facts?.ListType switch
    {
        "map" => ListShape.Map,
        "set" => ListShape.Set,
        _ => ListShape.Atomic,
    };

    public override IReadOnlyList<string> Keys => facts?.Keys ?? [];

    public override bool Atomic => facts?.Atomic == true || type?.Atomic == true;

    public override bool KeepsUnknown => Shape == SchemaShape.Any;

    public override IReadOnlyCollection<string> FieldNames => type?.Fields.Keys ?? [];

    public override bool MergesList => facts?.PatchStrategy.Split(',').Contains("merge") == true;

    public override bool ReplacesMap => facts?.PatchStrategy == "replace";

    public override string? MergeKey => facts?.MergeKey;

    public TypeFacts? Type => type;

    public override SchemaNode? Child(string name) => children.GetOrAdd(name, Make);

    private FactNode? Make(string name) => Shape switch
    {
        SchemaShape.Map => element ??= new FactNode(table, inner, null),
        SchemaShape.Object when type!.Fields.TryGetValue(name, out var found) => new FactNode(table, found.Type, found),
        _ => null,
    };
}
