using System.Buffers;
using System.Text.Json;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Json;

namespace Kpanda.Hosting.Live;

/// <summary>Writes the messages to the browser (docs/design/live-channel.md).</summary>
internal static class LiveMessages
{
    public static ReadOnlyMemory<byte> Pong { get; } = "{\"type\":\"pong\"}"u8.ToArray();

    public static ReadOnlyMemory<byte> Bye { get; } = "{\"type\":\"bye\",\"reason\":\"restart\"}"u8.ToArray();

    public static ReadOnlyMemory<byte> Subscribed(string id) => Write("subscribed", id, static (_, _) => { }, 0);

    public static ReadOnlyMemory<byte> Resync(string id) => Write("resync", id, static (_, _) => { }, 0);

    public static ReadOnlyMemory<byte> Error(string id, ErrorBody error) => Write("error", id, static (writer, error) =>
    {
        writer.WritePropertyName("error");
        JsonSerializer.Serialize(writer, error, KpandaJson.Options);
    }, error);

    public static ReadOnlyMemory<byte> Upsert(string id, IReadOnlyList<ReadOnlyMemory<byte>> items) => Write("upsert", id, static (writer, items) =>
    {
        writer.WriteStartArray("items");
        foreach (var item in items) writer.WriteRawValue(item.Span, skipInputValidation: true);
        writer.WriteEndArray();
    }, items);

    public static ReadOnlyMemory<byte> Remove(string id, IReadOnlyList<string> keys) => Write("remove", id, static (writer, keys) =>
    {
        writer.WriteStartArray("keys");
        foreach (var key in keys) writer.WriteStringValue(key);
        writer.WriteEndArray();
    }, keys);

    public static ReadOnlyMemory<byte> Changed(string id, LiveCounts counts, int total) => Write("changed", id, static (writer, state) =>
    {
        writer.WriteNumber("added", state.counts.Added);
        writer.WriteNumber("removed", state.counts.Removed);
        writer.WriteNumber("modified", state.counts.Modified);
        writer.WriteNumber("moved", state.counts.Moved);
        writer.WriteNumber("total", state.total);
    }, (counts, total));

    private static ReadOnlyMemory<byte> Write<T>(string type, string id, Action<Utf8JsonWriter, T> rest, T state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteString("id", id);
            rest(writer, state);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
