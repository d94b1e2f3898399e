using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Sandbox.Tests.Api;

/// <summary>One cluster behind a real Kestrel on a free port, and a client with the administrator's token.</summary>
internal sealed class ServedCluster : IAsyncDisposable
{
    private readonly WebApplication app;

    private ServedCluster(WebApplication app, SandboxCluster cluster, string address)
    {
        this.app = app;
        Cluster = cluster;
        Address = $"{address}/sandbox/{cluster.Name}";
        Http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(10) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cluster.Tokens.AdminToken);
    }

    public SandboxCluster Cluster { get; }

    public string Address { get; }

    public HttpClient Http { get; }

    public static async Task<ServedCluster> StartAsync(SandboxClusterOptions? options = null)
    {
        var fleet = new SandboxFleet();
        var cluster = new SandboxCluster("one", options);
        fleet.Add(cluster);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapSandbox("/sandbox", fleet);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new ServedCluster(app, cluster, address);
    }

    public async Task<(HttpStatusCode Code, JsonObject Body)> SendAsync(HttpMethod method, string path, string? body = null, string media = "application/json", string? impersonate = null)
    {
        using var answer = await RawAsync(method, path, body, media, impersonate);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, JsonNode.Parse(text)!.AsObject());
    }

    public async Task<HttpResponseMessage> RawAsync(HttpMethod method, string path, string? body = null, string media = "application/json", string? impersonate = null)
    {
        using var request = new HttpRequestMessage(method, Address + path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(media));
        if (impersonate is not null) request.Headers.Add("Impersonate-User", impersonate);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The answer, and its body where it is an object.</summary>
    public async Task<(HttpStatusCode Code, JsonObject Body)> RawGetAsync(string path)
    {
        using var answer = await RawAsync(HttpMethod.Get, path);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : []);
    }

    public Task<(HttpStatusCode Code, JsonObject Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<(HttpStatusCode Code, JsonObject Body)> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
