namespace Kpanda.Resources.Objects;

/// <summary>The whole set of annotations; also what is answered.</summary>
internal sealed record AnnotationsRequest(IReadOnlyDictionary<string, string>? Annotations);
