using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kpanda.Server.Tests.Walks;

/// <summary>Whatever a route refuses, it says so in the published form: <c>{code, message, details}</c>, in the language that was asked for, with the id of the request.</summary>
public sealed partial class ErrorWalkTests(ErrorWalkTests.Walked walked) : IClassFixture<ErrorWalkTests.Walked>
{
    /// <summary>A server of their own: their requests are signed in, and only what is wrong with them keeps them from being done.</summary>
    public sealed class Walked : IAsyncLifetime
    {
        internal ServerSite Site { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Site = await ServerSite.StartAsync();

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    // HTTP status by gRPC code.
    private static readonly Dictionary<int, int> Statuses = new() { [3] = 400, [4] = 504, [5] = 404, [6] = 409, [7] = 403, [8] = 429, [9] = 400, [10] = 409, [14] = 503, [16] = 401 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WithoutSession_TheRefusalIsAsPublished()
    {
        using var client = walked.Site.NewClient();
        var problems = new List<string>();

        foreach (var route in Routes()) await CompareAsync(client, route, problems);

        problems.ShouldBeEmpty();
    }

    /// <summary>Lists get a page that cannot be, bodies are no JSON, names are of nothing.</summary>
    [Fact]
    public async Task SignedIn_WhatCannotBeDoneIsRefusedAsPublished()
    {
        using var client = await walked.Site.SignedInAsync();
        var problems = new List<string>();
        var answered = new List<string>();
        var routes = Routes().Where(route => route.Path != "/auth/logout").ToList();

        foreach (var route in routes)
        {
            if (!await CompareAsync(client, route, problems)) answered.Add(route.ToString());
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{routes.Count - answered.Count} of {routes.Count} routes refused; answered: {string.Join(", ", answered)}");
        problems.ShouldBeEmpty();
        (routes.Count - answered.Count).ShouldBeGreaterThan(routes.Count * 9 / 10);
        answered.ShouldAllBe(route => route.StartsWith("GET ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UnknownPathsAndMethods_AreRefusedAsPublished()
    {
        using var client = await walked.Site.SignedInAsync();
        var problems = new List<string>();

        (await CompareAsync(client, new ServerRoute("GET", "/apis/kpanda.io/v1alpha1/no-such-thing"), problems)).ShouldBeTrue();
        (await CompareAsync(client, new ServerRoute("PATCH", "/apis/kpanda.io/v1alpha1/asl/pods"), problems)).ShouldBeTrue();

        problems.ShouldBeEmpty();
    }

    // What is below /k8s/ speaks Kubernetes: metav1.Status.
    private List<ServerRoute> Routes() => [.. ServerRoutes.Of(walked.Site, (_, _) => "x").Where(route => !route.Path.StartsWith("/k8s/", StringComparison.Ordinal))];

    /// <summary>Sends a request in both languages; false where it was not refused.</summary>
    private static async Task<bool> CompareAsync(HttpClient client, ServerRoute route, List<string> problems)
    {
        if (await RefusalAsync(client, route, "en", problems) is not { } english || await RefusalAsync(client, route, "zh-CN,zh;q=0.9,en;q=0.5", problems) is not { } chinese) return false;

        if (Cjk.IsMatch(english.Message)) problems.Add($"{route}: the English message is {english.Message}");
        if (!Cjk.IsMatch(chinese.Message)) problems.Add($"{route}: the Chinese message is {chinese.Message}");
        if (english.Reason != chinese.Reason) problems.Add($"{route}: {english.Reason} in English, {chinese.Reason} in Chinese");
        if (english.Parameters != chinese.Parameters) problems.Add($"{route}: {english.Parameters} in English, {chinese.Parameters} in Chinese");
        if (english.RequestId == chinese.RequestId) problems.Add($"{route}: two requests have the id {english.RequestId}");
        if (Unfilled.IsMatch(english.Message) || Unfilled.IsMatch(chinese.Message)) problems.Add($"{route}: {english.Message} {chinese.Message} lacks a value");
        return true;
    }

    private static async Task<Refusal?> RefusalAsync(HttpClient client, ServerRoute route, string language, List<string> problems)
    {
        var path = route.Method == "GET" ? $"{route.Path}?pageSize=-1" : route.Path;
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        request.Headers.Add("Accept-Language", language);
        if (route.Method is "POST" or "PUT" or "PATCH") request.Content = new StringContent("[", Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, Token);
        if (response.StatusCode < HttpStatusCode.BadRequest) return null;

        var text = await response.Content.ReadAsStringAsync(Token);
        var id = response.Headers.TryGetValues("X-Request-Id", out var ids) ? string.Join(',', ids) : "";
        try
        {
            using var body = JsonDocument.Parse(text);
            var detail = body.RootElement.GetProperty("details").EnumerateArray().Single();
            var code = body.RootElement.GetProperty("code").GetInt32();
            if (Statuses.GetValueOrDefault(code) != (int)response.StatusCode && response.StatusCode is not (HttpStatusCode.MethodNotAllowed or HttpStatusCode.UpgradeRequired))
                problems.Add($"{route}: code {code} with status {(int)response.StatusCode}");
            if (id.Length == 0 || detail.GetProperty("requestId").GetString() != id) problems.Add($"{route}: the header has the id {id}, the body {detail.GetProperty("requestId")}");
            return new(body.RootElement.GetProperty("message").GetString()!, detail.GetProperty("reason").GetString()!, detail.GetProperty("parameters").GetRawText(), id);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            problems.Add($"{route}: {(int)response.StatusCode} {text}");
            return null;
        }
    }

    private sealed record Refusal(string Message, string Reason, string Parameters, string RequestId);

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Cjk { get; }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Unfilled { get; }
}
