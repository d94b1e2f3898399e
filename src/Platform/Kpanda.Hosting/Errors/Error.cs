namespace Kpanda.Hosting.Errors;

/// <summary>
/// An expected failure, as a value. <paramref name="Reason"/> is a stable machine word (<c>cluster.name.taken</c>) that the edge renders
/// in the person's language with <paramref name="Parameters"/>; words are never made where the failure happens.
/// </summary>
/// <param name="Code">Decides <c>code</c> and the HTTP status.</param>
/// <param name="Reason">Key of the message in the word lists (<see cref="IErrorWords"/>).</param>
/// <param name="Parameters">Values for the placeholders of the message. Never a secret.</param>
public sealed record Error(ErrorCode Code, string Reason, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>What stands behind the name of a parameter that has words of its own.</summary>
    internal const string InnerReason = ".reason";

    /// <summary>The field of the request that is at fault, in the request's own spelling; null where none is.</summary>
    public string? Field { get; init; }

    /// <summary>A refusal in somebody else's words (a member's <c>metav1.Status</c> message), passed on as it is.</summary>
    public string? ForeignWords { get; init; }

    /// <summary>Makes an error from name/value pairs: <c>Error.Of(NotFound, "cluster.unknown", ("cluster", name))</c>.</summary>
    public static Error Of(ErrorCode code, string reason, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var values = new Dictionary<string, string>(parameters.Length, StringComparer.Ordinal);
        foreach (var (name, value) in parameters) values[name] = value;
        return new(code, reason, values);
    }

    /// <summary>
    /// The same, where parameter <paramref name="name"/> has words of its own: they stand beside it as <c>name.reason</c>, with their values, and are rendered in the person's
    /// language in its place. Nothing changes where there is no reason.
    /// </summary>
    public Error WithWords(string name, string reason, IReadOnlyDictionary<string, string> parameters)
    {
        if (reason.Length == 0) return this;
        var values = new Dictionary<string, string>(parameters, StringComparer.Ordinal);
        foreach (var (key, value) in Parameters) values[key] = value;
        values[$"{name}{InnerReason}"] = reason;
        return this with { Parameters = values };
    }

    /// <summary>Makes the commonest error: a field of the request is wrong.</summary>
    public static Error Invalid(string field, string reason, params ReadOnlySpan<(string Name, string Value)> parameters) =>
        Of(ErrorCode.InvalidArgument, reason, parameters) with { Field = field };
}
