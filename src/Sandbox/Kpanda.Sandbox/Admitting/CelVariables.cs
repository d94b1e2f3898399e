using System.Text.Json.Nodes;
using Kpanda.Sandbox.Cel;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Admitting;

/// <summary>The <c>variables</c> of a policy: each is evaluated when it is first asked for. One may use those before it.</summary>
internal sealed class CelVariables(IReadOnlyList<JsonObject> declared, Func<string, object?> evaluate) : ICelObject
{
    private readonly Dictionary<string, object?> known = new(StringComparer.Ordinal);

    public string TypeName => "kubernetes.variables";

    public object? Get(string field)
    {
        if (known.TryGetValue(field, out var value)) return value;
        if (declared.FirstOrDefault(d => d.Text("name") == field) is not { } found) return CelError.NoKey(field);

        // Whoever asks for himself finds this.
        known[field] = new CelError($"variable '{field}' uses itself");
        return known[field] = evaluate(found.Text("expression") ?? "");
    }

    public object? Call(string function, IReadOnlyList<object?> arguments) => CelError.NoOverload;
}
