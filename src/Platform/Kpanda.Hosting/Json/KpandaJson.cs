using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kpanda.Hosting.Json;

/// <summary>The wire rules of the published API: camel case, int64 as text, enums by their published names, absent instead of null, unknown fields ignored.</summary>
public static class KpandaJson
{
    /// <summary>How deep a request body may nest.</summary>
    public const int MaxDepth = 64;

    /// <summary>Ready to use where JSON is written or read by hand.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Applies the rules.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        options.AllowTrailingCommas = false;
        options.MaxDepth = MaxDepth;
        // Every answer is application/json with nosniff, never part of a page: quotes, angle brackets and Chinese stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new Int64AsText());
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
