namespace Kpanda.Kube;

/// <summary>Values of the message of a failure, by name.</summary>
internal static class FailureValues
{
    /// <summary>As a dictionary.</summary>
    public static IReadOnlyDictionary<string, string> Of(ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var values = new Dictionary<string, string>(parameters.Length, StringComparer.Ordinal);
        foreach (var (name, value) in parameters) values[name] = value;
        return values;
    }
}
