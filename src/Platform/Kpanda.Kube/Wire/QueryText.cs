using System.Text;

namespace Kpanda.Kube.Wire;

/// <summary>Writes query parameters; every value is escaped.</summary>
internal static class QueryText
{
    /// <summary>List parameters.</summary>
    public static string Of(KubeListOptions options) => Of(
        ("labelSelector", options.LabelSelector),
        ("fieldSelector", options.FieldSelector),
        ("limit", options.Limit > 0 ? $"{options.Limit}" : null),
        ("continue", options.Continue),
        // A continue token carries its own version; a member refuses both together.
        ("resourceVersion", options.Continue is null ? options.ResourceVersion : null));

    /// <summary>Write parameters.</summary>
    public static string Of(KubeWriteOptions options, bool forceable = false) => Of(
        ("dryRun", options.DryRun ? "All" : null),
        ("fieldManager", options.FieldManager),
        ("fieldValidation", options.FieldValidation),
        ("force", forceable && options.Force ? "true" : null));

    /// <summary>Parameters that have a value.</summary>
    public static string Of(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            if (string.IsNullOrEmpty(value)) continue;
            if (query.Length > 0) query.Append('&');
            query.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return query.ToString();
    }

    /// <summary>Any parameters.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters.Select(one => $"{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value)}"));
}
