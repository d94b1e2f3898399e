namespace Kpanda.Sandbox.Access;

/// <summary>What somebody wants to do, as rules speak of it. With <see cref="Path"/> it is a path that is not a resource.</summary>
internal sealed record AccessAttributes(string Verb, string Group, string Resource)
{
    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string? Path { get; init; }

    public string FullResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";
}
