using System.Net.Http.Headers;
using Kpanda.Kube.Transport;

namespace Kpanda.Kube.Forward;

/// <summary>A member's answer to a <see cref="ForwardRequest"/>, whatever its status. Dispose it to end the call.</summary>
public sealed class ForwardAnswer : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IDisposable? _watchedOver;

    internal ForwardAnswer(HttpResponseMessage response, Stream body, IDisposable? watchedOver)
    {
        _response = response;
        _watchedOver = watchedOver;
        Body = body;
    }

    /// <summary>The HTTP status: 101 only where an upgrade was asked for and the member switched to that very protocol.</summary>
    public int Status => (int)_response.StatusCode;

    /// <summary>Headers of the answer.</summary>
    public HttpResponseHeaders Headers => _response.Headers;

    /// <summary>Headers of its body.</summary>
    public HttpContentHeaders ContentHeaders => _response.Content.Headers;

    /// <summary>The bytes as they come, still compressed where they were; both ways after a 101.</summary>
    public Stream Body { get; }

    /// <summary>The answer as a failure with the member's words. It is read for that, and over.</summary>
    internal async Task<KubeFailure> ToFailureAsync(CancellationToken cancellationToken)
    {
        await using (this) return await FailureReader.FromAnswerAsync(_response, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Body.DisposeAsync();
        _response.Dispose();
        _watchedOver?.Dispose();
    }
}
