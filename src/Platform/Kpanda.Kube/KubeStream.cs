using System.Net;

namespace Kpanda.Kube;

/// <summary>An answer that is read as it comes: a pod's log, a proxied document. Dispose it to end the call.</summary>
public sealed class KubeStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IDisposable _place;

    internal KubeStream(HttpResponseMessage response, Stream body, IDisposable place)
    {
        _response = response;
        _place = place;
        Body = body;
    }

    /// <summary>The bytes. Reading waits for more until the member ends the stream.</summary>
    public Stream Body { get; }

    /// <summary>The HTTP status; always 2xx.</summary>
    public HttpStatusCode HttpStatus => _response.StatusCode;

    /// <summary>The media type that the member named, without parameters; empty where it named none.</summary>
    public string MediaType => _response.Content.Headers.ContentType?.MediaType ?? "";

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Body.DisposeAsync();
        _response.Dispose();
        _place.Dispose();
    }
}
