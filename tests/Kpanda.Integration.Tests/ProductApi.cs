using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Kpanda.Integration.Tests;

/// <summary>Calls of the product API that a test makes, as a script would.</summary>
internal sealed class ProductApi(HttpClient client)
{
    private const string Base = "/apis/kpanda.io/v1alpha1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<JsonObject> GetAsync(string path) => await ReadAsync(await client.GetAsync(Base + path, Token));

    public async Task<JsonObject> PostAsync(string path, object body) => await ReadAsync(await client.PostAsJsonAsync(Base + path, body, Token));

    public async Task<JsonObject> PatchAsync(string path, object body) => await ReadAsync(await client.PatchAsJsonAsync(Base + path, body, Token));

    public async Task<JsonObject> PutAsync(string path, object body) => await ReadAsync(await client.PutAsJsonAsync(Base + path, body, Token));

    public async Task<JsonObject> DeleteAsync(string path, object? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Base + path) { Content = JsonContent.Create(body ?? new { }) };
        return await ReadAsync(await client.SendAsync(request, Token));
    }

    /// <summary>The refusal of a call that must not succeed.</summary>
    public Task<(HttpStatusCode Status, JsonObject Body)> RefusedAsync(string path, object body) => RefusedAsync(HttpMethod.Post, path, body);

    /// <summary>The refusal of a call that must not succeed.</summary>
    public async Task<(HttpStatusCode Status, JsonObject Body)> RefusedAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, Base + path) { Content = JsonContent.Create(body) };
        var response = await client.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        ((int)response.StatusCode).ShouldBeInRange(400, 499, text);
        return (response.StatusCode, JsonNode.Parse(text)!.AsObject());
    }

    public async Task<HttpStatusCode> StatusAsync(string path) => (await client.GetAsync(Base + path, Token)).StatusCode;

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Token);
        response.IsSuccessStatusCode.ShouldBeTrue($"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri} answered {(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}
