using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Kpanda.Gateway.Tests.Fakes;

/// <summary>A connection to the gateway on which exactly these bytes are written, for what no HTTP client would write.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly NetworkStream _stream;
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    private Wire(NetworkStream stream)
    {
        _stream = stream;
        _patience.CancelAfter(TimeSpan.FromMinutes(3));
    }

    private CancellationToken Token => _patience.Token;

    public static async Task<Wire> OpenAsync(Uri server)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
        return new Wire(new NetworkStream(client.Client, ownsSocket: true));
    }

    public async Task WriteAsync(string request) => await _stream.WriteAsync(Encoding.Latin1.GetBytes(request), Token);

    public async Task WriteAsync(byte[] bytes) => await _stream.WriteAsync(bytes, Token);

    /// <summary>A request line with the headers that every one of them needs.</summary>
    public Task AskAsync(string method, string target, params string[] headers) =>
        WriteAsync($"{method} {target} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer jane-token\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");

    /// <summary>Reads one answer; null where the connection ended before one began.</summary>
    public async Task<WireAnswer?> ReadAsync()
    {
        var head = await ReadHeadAsync();
        if (head is null) return null;
        var lines = head.Split("\r\n");
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(": ", 2)).ToLookup(pair => pair[0], pair => pair[^1], StringComparer.OrdinalIgnoreCase);
        var body = "";
        if (headers["Content-Length"].FirstOrDefault() is { } length) body = Encoding.UTF8.GetString(await ReadBytesAsync(int.Parse(length, CultureInfo.InvariantCulture)));
        else if (headers["Transfer-Encoding"].Any()) body = await ReadChunksAsync();
        return new WireAnswer(status, headers, body);
    }

    /// <summary>Reads so many bytes; fewer where the connection ends.</summary>
    public async Task<byte[]> ReadBytesAsync(int count)
    {
        var bytes = new List<byte>(count);
        while (bytes.Count < count)
        {
            if (_start == _end && !await FillAsync()) break;
            var taken = Math.Min(count - bytes.Count, _end - _start);
            bytes.AddRange(_buffer.AsSpan(_start, taken));
            _start += taken;
        }

        return [.. bytes];
    }

    /// <summary>Whether nothing more comes and the connection is closed.</summary>
    public async Task<bool> EndsAsync() => (await ReadBytesAsync(1)).Length == 0;

    public ValueTask DisposeAsync()
    {
        _patience.Dispose();
        return _stream.DisposeAsync();
    }

    private async Task<string?> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
        {
            var one = await ReadBytesAsync(1);
            if (one.Length == 0) return head.Length == 0 ? null : throw new IOException($"The answer ends in its head: {head}");
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private async Task<string> ReadChunksAsync()
    {
        var body = new StringBuilder();
        while (true)
        {
            var line = new StringBuilder();
            while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal))
            {
                var one = await ReadBytesAsync(1);
                if (one.Length == 0) throw new IOException($"The answer is cut: {body}");
                line.Append((char)one[0]);
            }

            var length = int.Parse(line.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Append(Encoding.UTF8.GetString((await ReadBytesAsync(length + 2)).AsSpan(0, length)));
            if (length == 0) return body.ToString();
        }
    }

    private async Task<bool> FillAsync()
    {
        try
        {
            _start = 0;
            _end = await _stream.ReadAsync(_buffer, Token);
            return _end > 0;
        }
        catch (IOException)
        {
            _end = 0;
            return false;
        }
    }
}

/// <summary>An answer as it stood on the wire.</summary>
internal sealed record WireAnswer(int Status, ILookup<string, string> Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
}
