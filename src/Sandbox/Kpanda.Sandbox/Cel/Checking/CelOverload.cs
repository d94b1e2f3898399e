namespace Kpanda.Sandbox.Cel.Checking;

/// <summary>One form of a function: what it takes, what it gives, and the minor version from which new expressions may use it. The first argument of a member is what it belongs to.</summary>
internal sealed record CelOverload(int Since, string Name, bool Member, IReadOnlyList<CelStatic> Arguments, CelStatic Result)
{
    /// <summary>Its name and types, such as <c>_+_(string,string)</c>.</summary>
    public string Id { get; } = $"{(Member ? "." : "")}{Name}({string.Join(',', Arguments)})";

    /// <summary>The names of its type parameters.</summary>
    public IReadOnlyList<string> Parameters { get; } = [.. Arguments.Append(Result).SelectMany(ParametersOf).Distinct()];

    private static IEnumerable<string> ParametersOf(CelStatic type) => type.Kind == CelKind.Parameter ? [type.Name] : type.Parameters.SelectMany(ParametersOf);
}
