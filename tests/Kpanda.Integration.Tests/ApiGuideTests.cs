using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kpanda.Integration.Tests;

/// <summary>docs/operations/api.md is true: its commands are run in a shell, in order, and answer with what stands below them.</summary>
public sealed partial class ApiGuideTests(ServerProcess server)
{
    private const char Mark = '\u001e';
    private const string Api = "/apis/kpanda.io/v1alpha1";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_AnswerAsTheGuideSays()
    {
        await Deadline.ForAsync("the pods of staging", Patience, async _ =>
            (await server.Client.GetFromJsonAsync<JsonElement>($"{Api}/clusters/staging/namespaces/kube-system/pods?phase=Running&labelSelector=k8s-app%3Dkube-dns", Token)).GetProperty("items").GetArrayLength() > 0 ? "yes" : null);
        var blocks = Blocks();
        var follow = blocks.FindIndex(block => block.Kind == "json send");
        var problems = new List<string>();

        // What is followed is there between its making and its deletion: the shell waits there.
        await using var shell = new Shell(server.Client.BaseAddress!.ToString().TrimEnd('/'), ServerProcess.Password);
        var ran = 0;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (i == follow) problems.AddRange(await FollowAsync(blocks[i].Text, blocks[i + 1].Text));
            if (blocks[i].Kind != "sh") continue;
            var output = await shell.RunAsync(blocks[i].Text);
            ran++;
            if (i + 1 < blocks.Count && blocks[i + 1].Kind == "json") problems.AddRange(Differences(blocks[i].Text, output, blocks[i + 1].Text));
        }

        problems.ShouldBeEmpty();
        ran.ShouldBe(blocks.Count(block => block.Kind == "sh"));
        ran.ShouldBeGreaterThan(15);
    }

    /// <summary>Sends the message of the guide on the live channel, changes what it follows, and hears what the guide promises.</summary>
    private async Task<IEnumerable<string>> FollowAsync(string send, string receive)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", server.Client.DefaultRequestHeaders.Authorization!.ToString());
        await socket.ConnectAsync(new UriBuilder(server.Client.BaseAddress!) { Scheme = "ws", Path = "/api/v1/live" }.Uri, patience.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes(send), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        await ReceiveAsync(socket, "subscribed", patience.Token);
        await new ProductApi(server.Client).PatchAsync("/clusters/staging/namespaces/try-out/deployments/hello", new { data = new { metadata = new { labels = new { seen = "live" } } } });
        return Differences("subscribe", await ReceiveAsync(socket, "upsert", patience.Token), receive);
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket, string type, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 20];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            var text = Encoding.UTF8.GetString(buffer, 0, length);
            if (text.Contains($"\"type\":\"{type}\"", StringComparison.Ordinal)) return text;
        }
    }

    private static IEnumerable<string> Differences(string command, string output, string expected)
    {
        try
        {
            using var answer = JsonDocument.Parse(output);
            using var wanted = JsonDocument.Parse(expected);
            return [.. Differences("answer", answer.RootElement, wanted.RootElement).Select(problem => $"{command}\n{problem}\n{output}")];
        }
        catch (JsonException failure)
        {
            return [$"{command}\n{failure.Message}\n{output}"];
        }
    }

    /// <summary>What is shown must be there; what is not shown may be.</summary>
    private static IEnumerable<string> Differences(string place, JsonElement found, JsonElement wanted)
    {
        if (wanted.ValueKind == JsonValueKind.String && wanted.GetString() == "…") return found.ValueKind == JsonValueKind.String && found.GetString()!.Length > 0 ? [] : [$"{place}: {found}"];
        if (found.ValueKind != wanted.ValueKind) return [$"{place}: {found} instead of {wanted}"];
        return wanted.ValueKind switch
        {
            JsonValueKind.Object => wanted.EnumerateObject().SelectMany(field => found.TryGetProperty(field.Name, out var below) ? Differences($"{place}.{field.Name}", below, field.Value) : [$"{place}.{field.Name} is missing"]),
            JsonValueKind.Array => found.GetArrayLength() < wanted.GetArrayLength()
                ? [$"{place}: {found.GetArrayLength()} entries"]
                : wanted.EnumerateArray().SelectMany((entry, i) => Differences($"{place}[{i}]", found[i], entry)),
            _ => found.GetRawText() == wanted.GetRawText() ? [] : [$"{place}: {found} instead of {wanted}"],
        };
    }

    private static List<(string Kind, string Text)> Blocks()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Kpanda.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return [.. Block.Matches(File.ReadAllText(Path.Combine(folder, "docs", "operations", "api.md"))).Select(match => (match.Groups["kind"].Value, match.Groups["text"].Value))];
    }

    [GeneratedRegex(@"^```(?<kind>\w[\w ]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block { get; }

    /// <summary>One shell for all commands: what one sets, the next has.</summary>
    private sealed class Shell : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-guide-").FullName;

        public Shell(string url, string password)
        {
            var start = new ProcessStartInfo("bash", ["--noprofile", "--norc"]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = _folder };
            start.Environment["KPANDA"] = url;
            start.Environment["KPANDA_ADMIN_PASSWORD"] = password;
            // Whatever proxy this machine has is not for an address of its own.
            start.Environment["NO_PROXY"] = "*";
            start.Environment["no_proxy"] = "*";
            _process = Process.Start(start)!;
        }

        /// <summary>Runs a block and gives its output; fails where its last command failed.</summary>
        public async Task<string> RunAsync(string commands)
        {
            await _process.StandardInput.WriteAsync($"{commands}\nprintf '\\036%s\\036' $?\n");
            await _process.StandardInput.FlushAsync(Token);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
            patience.CancelAfter(Patience);
            var output = await ReadToMarkAsync(patience.Token);
            (await ReadToMarkAsync(patience.Token)).ShouldBe("0", $"{commands}\n{output}");
            return output;
        }

        public async ValueTask DisposeAsync()
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        private async Task<string> ReadToMarkAsync(CancellationToken cancellationToken)
        {
            var text = new StringBuilder();
            var one = new char[1];
            while (await _process.StandardOutput.ReadAsync(one.AsMemory(), cancellationToken) > 0 && one[0] != Mark) text.Append(one[0]);
            return text.ToString();
        }
    }
}
