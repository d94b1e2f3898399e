using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Kpanda.Integration.Tests.Published;

/// <summary>The native API of a cluster, through the platform: for what the product API does not write (nodes, status), and for leaving nothing behind.</summary>
internal sealed class Member(HttpClient client, string cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes an object.</summary>
    public async Task CreateAsync(string collection, string json)
    {
        var (status, text) = await SendAsync(HttpMethod.Post, collection, json, "application/json");
        status.ShouldBe(HttpStatusCode.Created, $"{collection}: {text}");
    }

    /// <summary>Merges into the status of an object, once it is there.</summary>
    public Task SetStatusAsync(string path, string json) => Deadline.ForAsync(path, Patience, async _ =>
    {
        var (status, text) = await SendAsync(HttpMethod.Patch, $"{path}/status", json, "application/merge-patch+json");
        if (status is HttpStatusCode.NotFound or HttpStatusCode.Conflict) return null;
        status.ShouldBe(HttpStatusCode.OK, $"{path}: {text}");
        return text;
    });

    public async Task<string?> FindAsync(string path)
    {
        var (status, text) = await SendAsync(HttpMethod.Get, path, null, "");
        return status == HttpStatusCode.OK ? text : null;
    }

    /// <summary>Deletes objects without grace, where they are there.</summary>
    public async Task DeleteAsync(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var (status, text) = await SendAsync(HttpMethod.Delete, $"{path}?gracePeriodSeconds=0&propagationPolicy=Background", null, "");
            ((int)status).ShouldBeOneOf([200, 202, 404], $"{path}: {text}");
        }
    }

    /// <summary>Waits until objects are no longer there.</summary>
    public async Task GoneAsync(IEnumerable<string> paths)
    {
        foreach (var path in paths)
            await Deadline.ForAsync($"the end of {path}", Patience, async _ => (await SendAsync(HttpMethod.Get, path, null, "")).Status == HttpStatusCode.NotFound ? path : null);
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string path, string? json, string type)
    {
        using var request = new HttpRequestMessage(method, $"/k8s/clusters/{cluster}{path}");
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        using var response = await client.SendAsync(request, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }
}
