namespace Kpanda.Resources.Objects;

/// <summary>The whole set of labels; also what is answered.</summary>
internal sealed record LabelsRequest(IReadOnlyDictionary<string, string>? Labels);
