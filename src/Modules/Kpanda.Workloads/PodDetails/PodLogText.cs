using System.Buffers;
using Kpanda.Hosting.Sessions;
using Kpanda.Kube;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Workloads.PodDetails;

/// <summary>An open log on its way to the person: each piece goes out as it comes, and the session's end ends it.</summary>
internal sealed class PodLogText(KubeStream log) : IResult
{
    private const int BufferBytes = 16 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var stream = log;
        var session = httpContext.Features.Get<ISessionLifetime>()?.Ended ?? CancellationToken.None;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, session);
        var response = httpContext.Response;
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";

        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await response.StartAsync(ended.Token);
            while (await stream.Body.ReadAsync(buffer, ended.Token) is > 0 and var read)
            {
                await response.Body.WriteAsync(buffer.AsMemory(0, read), ended.Token);
                await response.Body.FlushAsync(ended.Token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The person has gone, or may no longer look: what was sent was right.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
