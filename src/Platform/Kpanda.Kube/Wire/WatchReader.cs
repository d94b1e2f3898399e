using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Kpanda.Kube.Reflect;
using Kpanda.Kube.Transport;
using Kpanda.KubeModel;

namespace Kpanda.Kube.Wire;

/// <summary>
/// Reads a watch: one JSON document per line. Of each object only the resource version is parsed; its bytes stay where the connection put them, until the
/// next read. Idle watches hold no buffer. Not for concurrent use.
/// </summary>
internal sealed class WatchReader(HttpResponseMessage answer, Stream body, int maxObjectBytes, IDisposable? place = null) : IAsyncDisposable
{
    private readonly PipeReader _pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 32 * 1024, minimumReadSize: 4 * 1024, useZeroByteReads: true));
    private readonly List<ReflectedEvent> _events = [];
    private readonly List<byte[]> _rented = [];
    private SequencePosition? _consumed;
    private SequencePosition _examined;

    private enum Member
    {
        Other,
        Type,
        Object,
    }

    /// <summary>What the last read brought; valid until the next one.</summary>
    public IReadOnlyList<ReflectedEvent> Events => _events;

    /// <summary>The position among <see cref="Events"/> of the bookmark that ends the initial events of a watch-list; -1 where it is not among them.</summary>
    public int InitialEnd { get; private set; } = -1;

    /// <summary>Why the stream ended, after the events of the last read; null where it goes on or ended in order.</summary>
    public KubeFailure? Failure { get; private set; }

    /// <summary>Waits for events. False, and no events, when the stream has ended (see <see cref="Failure"/>).</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (Failure is not null) return false;
        Release();
        while (true)
        {
            var result = await _pipe.ReadAsync(cancellationToken);
            var rest = Parse(result.Buffer, result.IsCompleted);
            _consumed = rest.Start;
            _examined = result.Buffer.End;
            if (_events.Count > 0) return true;
            if (Failure is null && rest.Length > maxObjectBytes) Failure = FailureReader.TooLarge(maxObjectBytes);
            if (Failure is not null || result.IsCompleted) return false;
            Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _events.Clear();
        foreach (var buffer in _rented) ArrayPool<byte>.Shared.Return(buffer);
        _rented.Clear();
        await _pipe.CompleteAsync();
        await body.DisposeAsync();
        answer.Dispose();
        place?.Dispose();
    }

    private void Release()
    {
        _events.Clear();
        InitialEnd = -1;
        foreach (var buffer in _rented) ArrayPool<byte>.Shared.Return(buffer);
        _rented.Clear();
        if (_consumed is { } consumed) _pipe.AdvanceTo(consumed, _examined);
        _consumed = null;
    }

    private ReadOnlySequence<byte> Parse(ReadOnlySequence<byte> buffer, bool isCompleted)
    {
        while (Failure is null)
        {
            var end = buffer.PositionOf((byte)'\n');
            if (end is null && !(isCompleted && !buffer.IsEmpty)) break;
            var line = end is null ? buffer : buffer.Slice(0, end.Value);
            buffer = end is null ? buffer.Slice(buffer.End) : buffer.Slice(buffer.GetPosition(1, end.Value));
            if (line.IsEmpty) continue;
            try
            {
                ParseLine(Contiguous(line));
            }
            catch (JsonException exception)
            {
                // A line cut short by the end of the stream is a broken connection, not a broken member.
                Failure = end is null
                    ? new KubeFailure(FailurePhase.Http, FailureSide.Network, "The connection broke in the middle of an event.")
                    : FailureReader.BadJson(exception);
            }
        }

        return buffer;
    }

    private ReadOnlyMemory<byte> Contiguous(in ReadOnlySequence<byte> line)
    {
        if (line.IsSingleSegment) return line.First;
        var length = (int)line.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        _rented.Add(copy);
        line.CopyTo(copy);
        return copy.AsMemory(0, length);
    }

    private void ParseLine(ReadOnlyMemory<byte> line)
    {
        JsonText.Check(line.Span);
        var reader = new Utf8JsonReader(line.Span, JsonLimits.Reader);
        WatchEventType? type = null;
        var json = ReadOnlyMemory<byte>.Empty;
        string? version = null;
        var member = Member.Other;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                member = reader.ValueTextEquals("type"u8) ? Member.Type : reader.ValueTextEquals("object"u8) ? Member.Object : Member.Other;
            }
            else if (member == Member.Type && reader.TokenType == JsonTokenType.String)
            {
                type = TypeOf(ref reader);
            }
            else if (member == Member.Object && reader.TokenType == JsonTokenType.StartObject)
            {
                var start = (int)reader.TokenStartIndex;
                version = SkipObject(ref reader);
                json = line[start..(int)reader.BytesConsumed];
            }
            else if (reader.CurrentDepth > 0)
            {
                reader.Skip();
            }
        }

        Add(type, json, version);
    }

    private void Add(WatchEventType? type, ReadOnlyMemory<byte> json, string? version)
    {
        if (type == WatchEventType.Failed)
        {
            var status = JsonSerializer.Deserialize<KubeStatus>(json.Span);
            Failure = new(FailurePhase.Server, FailureSide.Member, status?.Message ?? "The member ended the watch with an error.", status, status?.Code ?? 0);
        }
        else if (type is null || version is null || json.IsEmpty)
        {
            Failure = new(FailurePhase.Protocol, FailureSide.Member, "The member sent a watch event without type, object or resource version.");
        }
        else
        {
            if (type == WatchEventType.Bookmark && EndsInitialEvents(json)) InitialEnd = _events.Count;
            _events.Add(new(type.Value, type == WatchEventType.Bookmark ? default : json, version));
        }
    }

    private static bool EndsInitialEvents(ReadOnlyMemory<byte> bookmark)
    {
        using var document = JsonDocument.Parse(bookmark, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth });
        return document.RootElement.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("annotations", out var annotations)
            && annotations.ValueKind == JsonValueKind.Object && annotations.TryGetProperty("k8s.io/initial-events-end", out var end)
            && end.ValueKind == JsonValueKind.String && end.ValueEquals("true"u8);
    }

    private static WatchEventType? TypeOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("MODIFIED"u8)) return WatchEventType.Modified;
        if (reader.ValueTextEquals("ADDED"u8)) return WatchEventType.Added;
        if (reader.ValueTextEquals("DELETED"u8)) return WatchEventType.Deleted;
        if (reader.ValueTextEquals("BOOKMARK"u8)) return WatchEventType.Bookmark;
        return reader.ValueTextEquals("ERROR"u8) ? WatchEventType.Failed : null;
    }

    /// <summary>Reads to the end of the object at the reader and returns <c>metadata.resourceVersion</c>.</summary>
    private static string? SkipObject(ref Utf8JsonReader reader)
    {
        string? version = null;
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            // Here the reader stands on a property name of the object.
            var isMetadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (!isMetadata || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var inner = reader.CurrentDepth;
            while (reader.Read() && reader.CurrentDepth > inner)
            {
                var isVersion = reader.ValueTextEquals("resourceVersion"u8);
                reader.Read();
                if (isVersion && reader.TokenType == JsonTokenType.String) version = reader.GetString();
                else reader.Skip();
            }
        }

        return version;
    }
}
