using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Kpanda.Kube.Transport;

namespace Kpanda.Kube.Wire;

/// <summary>
/// Reads a list from the stream and cuts its objects out one at a time, so that a page is never in memory twice. Items of built-in kinds come without
/// <c>apiVersion</c> and <c>kind</c>; they get those of the list.
/// </summary>
internal sealed class ListReader(int maxObjectBytes, long maxPageBytes)
{
    private readonly List<KubeObject> _items = [];
    private readonly List<int> _bare = [];
    private JsonReaderState _state = new(JsonLimits.Reader);
    private long _scanned;
    private long _itemStart = -1;
    private bool _itemNamesKind;
    private Place _place;
    private string _property = "";
    private string _apiVersion = "";
    private string _kind = "";
    private string _resourceVersion = "";
    private string? _continue;
    private bool _isList;
    private byte[] _prefix = [];

    private enum Place
    {
        Top,
        Metadata,
        Items,
    }

    /// <summary>Reads the whole list.</summary>
    /// <exception cref="JsonException">The stream does not hold JSON.</exception>
    public async Task<KubeResult<KubeListPage>> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 64 * 1024, minimumReadSize: 16 * 1024));
        try
        {
            var total = 0L;
            while (true)
            {
                var result = await pipe.ReadAsync(cancellationToken);
                var buffer = result.Buffer;
                var consumed = ScanText(buffer, result.IsCompleted);
                total += consumed;
                var pending = buffer.Length - consumed;
                pipe.AdvanceTo(buffer.GetPosition(consumed), buffer.End);
                if (pending > maxObjectBytes) return FailureReader.TooLarge(maxObjectBytes);
                if (total > maxPageBytes) return FailureReader.TooLarge(maxPageBytes);
                if (result.IsCompleted) break;
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }

        if (!_isList) return new KubeFailure(FailurePhase.Protocol, FailureSide.Member, $"The server answers with a {(_kind.Length > 0 ? _kind : "document")} where a list was asked for.");
        FillIn();
        return new KubeListPage(_items, _resourceVersion, string.IsNullOrEmpty(_continue) ? null : _continue);
    }

    private long ScanText(in ReadOnlySequence<byte> buffer, bool isFinal)
    {
        try
        {
            return Scan(buffer, isFinal);
        }
        catch (InvalidOperationException exception)
        {
            // What the reader throws for a string that is no text.
            throw new JsonException("A string of the list is no text.", exception);
        }
    }

    /// <summary>Reads tokens; returns how many bytes are done with. An unfinished item stays in the buffer and is read on from where the last scan ended.</summary>
    private long Scan(in ReadOnlySequence<byte> buffer, bool isFinal)
    {
        var reader = new Utf8JsonReader(buffer.Slice(_scanned), isFinal, _state);
        while (reader.Read())
        {
            switch (_place)
            {
                case Place.Items:
                    InItems(ref reader, buffer);
                    break;
                case Place.Metadata:
                    InMetadata(ref reader);
                    break;
                default:
                    AtTop(ref reader);
                    break;
            }
        }

        _state = reader.CurrentState;
        _scanned += reader.BytesConsumed;
        var consumed = _itemStart >= 0 ? _itemStart : _scanned;
        _scanned -= consumed;
        if (_itemStart >= 0) _itemStart = 0;
        return consumed;
    }

    private void AtTop(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth != 1) return;
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _property = reader.GetString()!;
                break;
            case JsonTokenType.String when _property == "apiVersion":
                _apiVersion = reader.GetString()!;
                break;
            case JsonTokenType.String when _property == "kind":
                _kind = reader.GetString()!;
                break;
            case JsonTokenType.StartObject when _property == "metadata":
                _place = Place.Metadata;
                break;
            case JsonTokenType.StartArray when _property == "items":
                _place = Place.Items;
                _isList = true;
                break;
            case JsonTokenType.Null when _property == "items":
                _isList = true;
                break;
        }
    }

    private void InMetadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 1) _place = Place.Top;
        else if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 2) _property = reader.GetString()!;
        else if (reader.TokenType == JsonTokenType.String && reader.CurrentDepth == 2 && _property == "resourceVersion") _resourceVersion = reader.GetString()!;
        else if (reader.TokenType == JsonTokenType.String && reader.CurrentDepth == 2 && _property == "continue") _continue = reader.GetString();
    }

    private void InItems(ref Utf8JsonReader reader, in ReadOnlySequence<byte> buffer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.EndArray when reader.CurrentDepth == 1:
                _place = Place.Top;
                break;
            case JsonTokenType.StartObject when reader.CurrentDepth == 2:
                _itemStart = _scanned + reader.TokenStartIndex;
                _itemNamesKind = false;
                break;
            case JsonTokenType.PropertyName when reader.CurrentDepth == 3 && !_itemNamesKind:
                _itemNamesKind = reader.ValueTextEquals("kind"u8);
                break;
            case JsonTokenType.EndObject when reader.CurrentDepth == 2:
                Cut(buffer.Slice(_itemStart, _scanned + reader.BytesConsumed - _itemStart));
                _itemStart = -1;
                break;
        }
    }

    private void Cut(in ReadOnlySequence<byte> item)
    {
        JsonText.Check(item);
        var prefix = _itemNamesKind ? [] : Prefix();
        if (!_itemNamesKind && prefix.Length == 0) _bare.Add(_items.Count);
        _items.Add(new KubeObject(Join(prefix, item)));
    }

    // The kind stands after the items in lists of custom resources; their items name it themselves, but nothing forces them to.
    private void FillIn()
    {
        var prefix = Prefix();
        if (prefix.Length == 0) return;
        foreach (var index in _bare) _items[index] = new KubeObject(Join(prefix, new ReadOnlySequence<byte>(_items[index].Json)));
    }

    private byte[] Prefix()
    {
        if (_prefix.Length > 0 || _kind.Length == 0 || _apiVersion.Length == 0) return _prefix;
        var kind = _kind.EndsWith("List", StringComparison.Ordinal) ? _kind[..^4] : _kind;
        return _prefix = Encoding.UTF8.GetBytes($"{{\"apiVersion\":\"{JsonEncodedText.Encode(_apiVersion)}\",\"kind\":\"{JsonEncodedText.Encode(kind)}\",");
    }

    private static byte[] Join(byte[] prefix, in ReadOnlySequence<byte> item)
    {
        if (prefix.Length == 0) return item.ToArray();
        var rest = item.Slice(1);
        var json = new byte[prefix.Length + (int)rest.Length];
        prefix.CopyTo(json, 0);
        rest.CopyTo(json.AsSpan(prefix.Length));
        if (rest.Length <= 16 && IsEmptyObject(rest)) json[prefix.Length - 1] = (byte)' ';
        return json;
    }

    private static bool IsEmptyObject(in ReadOnlySequence<byte> rest)
    {
        foreach (var value in rest.ToArray())
        {
            if (value == (byte)'}') return true;
            if (value is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) return false;
        }

        return false;
    }
}
