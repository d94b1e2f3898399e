using System.Text.Json;

namespace Kpanda.Sandbox.Streams.RemoteCommand;

/// <summary>The size of a terminal in characters; it changes as the client's window does.</summary>
internal sealed class TerminalSize
{
    private volatile int[] _size = [80, 24];

    public int Width => _size[0];

    public int Height => _size[1];

    /// <summary>Reads <c>{"Width":80,"Height":24}</c>; what is not that changes nothing.</summary>
    public void Set(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return;
            if (Number(document.RootElement, "Width") is { } width && Number(document.RootElement, "Height") is { } height) _size = [width, height];
        }
        catch (JsonException)
        {
            // A window of no size: the last one holds.
        }
    }

    private static int? Number(JsonElement size, string name) =>
        size.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) && number is > 0 and < 10_000 ? number : null;
}
