using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Kube.Tests.Fakes;

/// <summary>A watch on the member's side: the test sends lines, ends it or breaks it.</summary>
internal sealed class FakeWatch(HttpContext context)
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Query => context.Request.QueryString.Value!;

    public async Task SendAsync(string text)
    {
        await context.Response.WriteAsync(text);
        await context.Response.Body.FlushAsync();
    }

    public Task EventAsync(string type, string name, string version) => SendAsync($$"""{"type":"{{type}}","object":{{Answers.Pod(name, version)}}}""" + "\n");

    public void End() => _end.TrySetResult();

    public void Break()
    {
        context.Abort();
        _end.TrySetResult();
    }

    /// <summary>Hands the watch to the test and keeps the request open until the test or the client ends it.</summary>
    public static async Task ServeAsync(HttpContext context, ChannelWriter<FakeWatch> opened)
    {
        context.Response.ContentType = "application/json";
        await context.Response.StartAsync();
        await context.Response.Body.FlushAsync();
        var watch = new FakeWatch(context);
        await opened.WriteAsync(watch);
        await Task.WhenAny(watch._end.Task, Task.Delay(Timeout.Infinite, context.RequestAborted));
    }
}
