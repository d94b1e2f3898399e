namespace Kpanda.Sandbox.Cel;

/// <summary>A value that may be absent: <c>optional.of(x)</c>, <c>a.?b</c>, <c>oldSelf</c> of a new object.</summary>
internal sealed record CelOptional(bool HasValue, object? Value)
{
    public static CelOptional None { get; } = new(false, null);

    public static CelOptional Of(object? value) => new(true, value);
}
