using System.Net.Http.Headers;
using System.Text;
using Kpanda.Sandbox;
using Kpanda.Sandbox.Host;

namespace Kpanda.Benchmarks.Sandbox;

/// <summary>Asks the clusters of a host over HTTP/1.1 without a network, each as its administrator. A cluster is chosen by the first part of the path.</summary>
internal sealed class SandboxClient : IDisposable
{
    private readonly HttpClient http;

    public SandboxClient(SandboxHost host)
    {
        var handler = new SocketsHttpHandler { ConnectCallback = async (_, cancel) => await host.Connector.ConnectAsync(cancel), PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5) };
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<byte[]> GetAsync(SandboxCluster cluster, string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(cluster, HttpMethod.Get, path, null, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>The answer as it comes; whoever reads it disposes of it.</summary>
    public async Task<Stream> FollowAsync(SandboxCluster cluster, string path, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(cluster, HttpMethod.Get, path, null, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return await answer.Content.ReadAsStreamAsync(cancellationToken);
    }

    public async Task WriteAsync(SandboxCluster cluster, HttpMethod method, string path, string body, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(cluster, method, path, body, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(SandboxCluster cluster, HttpMethod method, string path, string? body, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"http://sandbox/{cluster.Name}{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", cluster.Tokens.AdminToken);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await http.SendAsync(request, completion, cancellationToken);
        return answer.EnsureSuccessStatusCode();
    }
}
