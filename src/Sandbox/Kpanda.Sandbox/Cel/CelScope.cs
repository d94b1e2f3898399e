namespace Kpanda.Sandbox.Cel;

/// <summary>The values of names, the innermost first, and what may still be spent.</summary>
internal sealed record CelScope(CelBudget Budget, IReadOnlyDictionary<string, object?> Globals, CelScope? Outer = null, string Name = "", object? Value = null)
{
    public CelScope With(string name, object? value) => new(Budget, Globals, this, name, value);

    public object? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.Outer is not null && scope.Name == name) return scope.Value;
        }

        return Globals.TryGetValue(name, out var value) ? CelValues.From(value) : new CelError($"undeclared reference to '{name}'");
    }
}
