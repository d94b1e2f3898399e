namespace Kpanda.Sandbox.Kinds;

/// <summary>One field of a type. <paramref name="Type"/> is in the notation of the table: a scalar, a type name, <c>[]T</c>, <c>{}T</c> or <c>any</c>.</summary>
internal sealed record FieldFacts(string Name, string Type, bool Required)
{
    public string? ListType { get; init; }

    public IReadOnlyList<string> Keys { get; init; } = [];

    public string PatchStrategy { get; init; } = "";

    public string? MergeKey { get; init; }

    public bool Atomic { get; init; }
}
