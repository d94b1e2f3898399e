using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Kpanda.Identity.Tests;

/// <summary>Calls of the product API, as the console makes them.</summary>
internal static class ApiCalls
{
    public const string Ghippo = "/apis/ghippo.io/v1alpha1";

    public static async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(this HttpClient client, string method, string path, object? body = null)
    {
        var token = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith("/apis", StringComparison.Ordinal) || path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/auth/", StringComparison.Ordinal) ? path : Ghippo + path);
        if (body is not null) request.Content = JsonContent.Create(body);
        using var response = await client.SendAsync(request, token);
        var text = await response.Content.ReadAsStringAsync(token);
        return (response.StatusCode, text.StartsWith('{') ? JsonDocument.Parse(text).RootElement : default);
    }

    /// <summary>The answer of a call that must succeed.</summary>
    public static async Task<JsonElement> DoneAsync(this HttpClient client, string method, string path, object? body = null)
    {
        var (status, answer) = await client.CallAsync(method, path, body);
        status.ShouldBe(HttpStatusCode.OK, $"{method} {path}: {answer}");
        return answer;
    }

    /// <summary>The reason of a call that must be refused.</summary>
    public static async Task<string> RefusedAsync(this HttpClient client, string method, string path, object? body = null)
    {
        var (status, answer) = await client.CallAsync(method, path, body);
        ((int)status).ShouldBeGreaterThanOrEqualTo(400, $"{method} {path}: {answer}");
        return answer.GetProperty("details")[0].GetProperty("reason").GetString()!;
    }

    public static string Id(this JsonElement answer) => answer.GetProperty("id").GetString()!;

    /// <summary>Names of the items of a list, and how many there are in all.</summary>
    public static async Task<string> NamesAsync(this HttpClient client, string path)
    {
        var body = await client.DoneAsync("GET", path);
        var names = body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString());
        return $"{string.Join(',', names)} of {body.GetProperty("pagination").GetProperty("total")}".Trim();
    }
}
