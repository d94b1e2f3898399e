namespace Kpanda.Sandbox.Cel;

/// <summary>What an expression gives where it cannot be evaluated, such as <c>no such key: foo</c>. A value like others: <c>true || error</c> is true.</summary>
internal sealed record CelError(string Message)
{
    public static CelError NoOverload { get; } = new("no such overload");

    public static CelError NoKey(object? key) => new($"no such key: {key}");
}
