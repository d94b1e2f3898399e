namespace Kpanda.Sandbox.Cel;

/// <summary>A function: called as <c>name(a, b)</c>, or as <c>a.name(b)</c> where it is a <paramref name="Member"/> of its first argument.</summary>
internal sealed record CelFunction(string Name, int Arguments, bool Member, Func<object?[], object?> Apply);
