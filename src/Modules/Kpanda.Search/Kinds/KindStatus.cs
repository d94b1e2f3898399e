namespace Kpanda.Search.Kinds;

/// <summary>
/// What a status rule says of an object: the state that lists filter and sort by, and why. Words are rendered at the edge from
/// <paramref name="Reason"/> and <paramref name="Parameters"/>, in the person's language.
/// </summary>
/// <param name="State">The published enum value of the kind (<c>Running</c>, <c>Not_Ready</c>, <c>Waiting</c> …); empty where the kind has none.</param>
/// <param name="Severity">How bad it is, for colours, sorting and counting.</param>
/// <param name="Reason">Stable machine word, e.g. <c>pod.imagePull</c>; empty when all is well.</param>
/// <param name="Parameters">Values for the words of the reason.</param>
public sealed record KindStatus(string State, StatusSeverity Severity, string Reason, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>For kinds without a status.</summary>
    public static KindStatus None { get; } = new("", StatusSeverity.None, "", new Dictionary<string, string>());

    /// <summary>A state with nothing to explain.</summary>
    public static KindStatus Of(string state, StatusSeverity severity) => new(state, severity, "", None.Parameters);

    /// <summary>A state with its reason.</summary>
    public static KindStatus Of(string state, StatusSeverity severity, string reason, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var values = new Dictionary<string, string>(parameters.Length, StringComparer.Ordinal);
        foreach (var (name, value) in parameters) values[name] = value;
        return new(state, severity, reason, values);
    }
}
