using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Kpanda.Server.Logs;

/// <summary><c>{"time":…,"level":…,"logger":…,"message":…,"requestId":…,"error":…}</c> and the values of the message.</summary>
internal sealed class JsonLineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "json-line";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopes, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", LevelName(entry.LogLevel));
            json.WriteString("logger", entry.Category);
            json.WriteString("message", entry.Formatter(entry.State, entry.Exception));
            if (entry.Exception is { } failure) json.WriteString("error", failure.ToString());
            scopes?.ForEachScope(WriteScope, json);
            if (entry.State is IReadOnlyList<KeyValuePair<string, object?>> values) WriteValues(json, values);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    // The framework's own scopes repeat what the request id already tells.
    private static void WriteScope(object? scope, Utf8JsonWriter json)
    {
        if (scope is Dictionary<string, object> ours) WriteValues(json, ours!);
    }

    private static void WriteValues(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> values)
    {
        foreach (var (name, value) in values)
        {
            if (name == "{OriginalFormat}") continue;
            json.WriteString(JsonNamingPolicy.CamelCase.ConvertName(name), Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    private static string LevelName(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "information",
        LogLevel.Warning => "warning",
        _ => "error",
    };
}
