using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Kpanda.Benchmarks.Gateway;

namespace Kpanda.Benchmarks.Terminals;

/// <summary>Many logs that are followed: memory and processor time of each, lines a second, and how many one log can show at most.</summary>
internal sealed class FollowCost(GatewayFleet fleet, BrowserPage page)
{
    private const string Ns = "default";
    private const int Writers = 20;
    private const int MostRate = 500_000;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public async Task<IReadOnlyList<Figure>> MeasureAsync(int count, int rate, TimeSpan turn, CancellationToken cancellationToken)
    {
        for (var number = 0; number < Writers; number++) await WriteAsync($"writer-{number}", rate, cancellationToken);
        await WriteAsync("torrent", MostRate, cancellationToken);

        var (before, memberBefore) = (fleet.Server.ResidentMegabytes(), fleet.Member.ResidentMegabytes());
        List<Follower> followers = [];
        try
        {
            for (var number = 0; number < count; number++) followers.Add(new Follower(await page.LogAsync(Ns, $"writer-{number % Writers}", cancellationToken)));
            await Task.Delay(Settling, cancellationToken);
            var (lines, server, member) = (Sum(followers), fleet.Server.ProcessorTime(), fleet.Member.ProcessorTime());
            await Task.Delay(turn, cancellationToken);
            lines = Sum(followers) - lines;
            (server, member) = (fleet.Server.ProcessorTime() - server, fleet.Member.ProcessorTime() - member);
            var (with, memberWith) = (fleet.Server.ResidentMegabytes(), fleet.Member.ResidentMegabytes());
            foreach (var follower in followers) await follower.DisposeAsync();
            followers.Clear();

            await using var single = new Follower(await page.LogAsync(Ns, "torrent", cancellationToken));
            await Task.Delay(Settling, cancellationToken);
            var most = single.Lines;
            await Task.Delay(turn, cancellationToken);
            most = single.Lines - most;
            return
            [
                new($"{count} logs: lines of all", lines / turn.TotalSeconds, "lines/s", count * rate * 0.9) { IsLeast = true },
                new($"{count} logs: memory of the server for one", (with - before) * 1024 / count, "KB", null),
                new($"{count} logs: memory of the member for one", (memberWith - memberBefore) * 1024 / count, "KB", null),
                new($"{count} logs: processor of the server for one", server.TotalMilliseconds / turn.TotalSeconds / count, "ms/s", null),
                new("1,000 lines: processor of the server", server.TotalMilliseconds * 1000 / lines, "ms", null),
                new("1,000 lines: processor of the member", member.TotalMilliseconds * 1000 / lines, "ms", null),
                new("one log: lines at most", most / turn.TotalSeconds, "lines/s", 10_000) { IsLeast = true },
            ];
        }
        finally
        {
            foreach (var follower in followers) await follower.DisposeAsync();
        }
    }

    private static long Sum(List<Follower> followers) => followers.Sum(follower => follower.Lines);

    private async Task WriteAsync(string name, int rate, CancellationToken cancellationToken)
    {
        var annotations = new Dictionary<string, string> { [EndlessLogs.Rate] = $"{rate}" };
        var pod = new { apiVersion = "v1", kind = "Pod", metadata = new { name, annotations }, spec = new { containers = new[] { new { name = "main", image = "registry.example/shop/writer:1" } } } };
        var client = fleet.Direct.Connect();
        using var made = await client.PostAsJsonAsync(fleet.Direct.At($"/api/v1/namespaces/{Ns}/pods"), pod, cancellationToken);
        if (made.StatusCode != HttpStatusCode.Created) throw new InvalidOperationException($"{name} was not made: {await made.Content.ReadAsStringAsync(cancellationToken)}");
        while (true)
        {
            var now = await client.GetFromJsonAsync<JsonElement>(fleet.Direct.At($"/api/v1/namespaces/{Ns}/pods/{name}"), cancellationToken);
            if (now.GetProperty("status").GetProperty("phase").GetString() == "Running") return;
            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>A page that counts lines and says that it has drawn them.</summary>
    private sealed class Follower : IAsyncDisposable
    {
        private readonly ClientWebSocket _socket;
        private readonly Task _reading;
        private long _lines;

        public Follower(ClientWebSocket socket)
        {
            _socket = socket;
            _reading = ReadAsync();
        }

        public long Lines => Interlocked.Read(ref _lines);

        public async ValueTask DisposeAsync()
        {
            _socket.Abort();
            await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _socket.Dispose();
        }

        private async Task ReadAsync()
        {
            var buffer = new byte[16 * 1024];
            var length = 0;
            while (true)
            {
                if (length == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                var got = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                if (got.MessageType == WebSocketMessageType.Close) return;
                length += got.Count;
                if (!got.EndOfMessage) continue;
                Interlocked.Add(ref _lines, CountLines(buffer.AsSpan(0, length), out var at));
                await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { drawn = at }), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                length = 0;
            }
        }

        // A page parses what it gets; here only what it costs the server counts.
        private static int CountLines(ReadOnlySpan<byte> message, out long at)
        {
            var reader = new Utf8JsonReader(message);
            var lines = 0;
            at = 0;
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartArray && reader.CurrentDepth == 2) lines++;
                if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("at"u8)) continue;
                reader.Read();
                at = reader.GetInt64();
            }

            return lines;
        }
    }
}
