using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kpanda.Integration.Tests.Published;

/// <summary>Asks the covered operations of a published API one by one, checks each answer against its published form, and counts which were answered.</summary>
internal sealed partial class PublishedWalk
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _client;
    private readonly IReadOnlyDictionary<(string Method, string Path), PublishedAnswers.Operation> _covered;
    private readonly HashSet<PublishedAnswers.Operation> _walked = [];
    private readonly SortedSet<string> _problems = new(StringComparer.Ordinal);

    private PublishedWalk(HttpClient client, IReadOnlyList<PublishedAnswers.Operation> covered)
    {
        _client = client;
        _covered = covered.ToDictionary(operation => (operation.Method, operation.Path));
    }

    /// <summary>Parameters of paths that are the same on the whole walk.</summary>
    public Dictionary<string, string> Place { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<PublishedWalk> StartAsync(HttpClient client, PublishedAnswers api) => new(client, await api.CoveredAsync(client));

    public bool Covers(string method, string path) => _covered.ContainsKey((method, path));

    /// <summary>Does one thing, where the published API has it, and checks the answer.</summary>
    /// <param name="at">Parameters of the path that are not those of the whole walk.</param>
    /// <param name="body">What is sent, made anew each time.</param>
    /// <param name="wait">Whether it can only be done some time after what was done before: a refusal is asked again.</param>
    /// <param name="mayBeRefused">Whether a refusal is no problem.</param>
    /// <returns>The answer; null where it was refused, or the API has no such operation.</returns>
    public async Task<JsonElement?> DoAsync(
        string method, string path, object? at = null, Func<Task<object?>>? body = null, bool wait = false, bool mayBeRefused = false)
    {
        if (!_covered.TryGetValue((method, path), out var operation)) return null;
        var filled = Fill(operation.Address, at);
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var sent = body is null ? null : await body();
            var (status, text) = await AskAsync(operation.Method, filled, sent);
            if (status == HttpStatusCode.OK) return Check(operation, text);
            var isRefused = status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable;
            if (isRefused && mayBeRefused) return null;
            // Somebody else of the cluster was faster, or the cluster is not as far yet: once more, as a client would.
            var again = (wait && isRefused) || (status == HttpStatusCode.Conflict && text.Contains("\"code\":10", StringComparison.Ordinal));
            if (!again || TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                _problems.Add($"{operation}: {(int)status} {text}");
                return null;
            }

            await Task.Delay(Pause, Token);
        }
    }

    /// <summary>Reads everything that can be read, until each answer says something.</summary>
    /// <param name="at">Parameters of a path that are not those of the whole walk.</param>
    /// <param name="queries">Parameters without which there is no answer, by path.</param>
    /// <param name="mayBeEmpty">Paths of answers that have nothing to say, and why.</param>
    public async Task ReadAsync(Func<string, object?> at, IReadOnlyDictionary<string, string> queries, IReadOnlyDictionary<string, string> mayBeEmpty)
    {
        var open = _covered.Values.Where(operation => operation.Method == "GET").ToDictionary(operation => operation, _ => "");
        var started = TimeProvider.System.GetTimestamp();
        while (open.Count > 0 && TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            foreach (var operation in open.Keys.ToList())
            {
                var (status, text) = await AskAsync("GET", Fill(operation.Address, at(operation.Path)) + queries.GetValueOrDefault(operation.Path), null);
                open[operation] = $"{(int)status} {text}";
                if (status != HttpStatusCode.OK) continue;
                if (!mayBeEmpty.ContainsKey(operation.Path) && !Says(operation, text)) continue;
                Check(operation, text);
                open.Remove(operation);
            }

            if (open.Count > 0) await Task.Delay(Pause, Token);
        }

        _problems.UnionWith(open.Select(left => $"{left.Key}: no answer that says something: {left.Value}"));
    }

    /// <summary>Fails with every difference, and with every covered operation that was not walked.</summary>
    /// <param name="left">Operations that cannot be walked, and why.</param>
    public void Finish(ITestOutputHelper output, string what, IReadOnlyDictionary<string, string> left)
    {
        output.WriteLine($"{what}: {_walked.Count} of {_covered.Count} covered operations answer in the published form.");
        foreach (var (operation, reason) in left) output.WriteLine($"{operation}: {reason}");
        _problems.ShouldBeEmpty();
        _covered.Values.Except(_walked).Select(operation => operation.ToString()).Order(StringComparer.Ordinal).ShouldBe(left.Keys.Order(StringComparer.Ordinal));
    }

    private JsonElement Check(PublishedAnswers.Operation operation, string text)
    {
        _walked.Add(operation);
        if (operation.IsFile) return default;
        var answer = JsonDocument.Parse(text).RootElement;
        _problems.UnionWith(operation.Problems(answer));
        return answer;
    }

    /// <summary>Whether an answer says more than how many there are.</summary>
    private static bool Says(PublishedAnswers.Operation operation, string text)
    {
        if (operation.IsFile) return text.TrimEnd().Contains('\n');
        using var answer = JsonDocument.Parse(text);
        return answer.RootElement.EnumerateObject().Any(field => field.Name is not ("pagination" or "freshness" or "accessScope") && field.Value.ValueKind switch
        {
            JsonValueKind.Array => field.Value.GetArrayLength() > 0,
            JsonValueKind.Object => field.Value.EnumerateObject().Any(),
            JsonValueKind.String => field.Value.GetString()!.Length > 0,
            JsonValueKind.Number => field.Value.GetDouble() != 0,
            var kind => kind == JsonValueKind.True,
        });
    }

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string method, string path, object? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _client.SendAsync(request, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    public string Fill(string address, object? at)
    {
        var own = at?.GetType().GetProperties().ToDictionary(property => property.Name, property => (string)property.GetValue(at)!) ?? [];
        return Parameter.Replace(address, parameter => own.GetValueOrDefault(parameter.Groups["name"].Value) ?? Place[parameter.Groups["name"].Value]);
    }

    [GeneratedRegex(@"\{(?<name>[^}]*)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter { get; }
}
