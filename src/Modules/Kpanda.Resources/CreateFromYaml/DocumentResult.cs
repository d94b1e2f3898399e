using Kpanda.Hosting.Errors;

namespace Kpanda.Resources.CreateFromYaml;

/// <summary>What became of one document.</summary>
/// <param name="Index">Its place among all documents of the request, from 0.</param>
/// <param name="ApiVersion">Group and version.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Namespace">Namespace; empty for cluster-scoped objects.</param>
/// <param name="Name">Name; made by the member where the document has none.</param>
/// <param name="Outcome"><c>Created</c>, <c>Refused</c> or <c>NotTried</c>.</param>
internal sealed record DocumentResult(int Index, string ApiVersion, string Kind, string Namespace, string Name, string Outcome)
{
    /// <summary>Why it was refused; null where it was not.</summary>
    public ErrorBody? Error { get; init; }

    /// <summary>What the member warns of; null for nothing.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}
