using System.Collections.Concurrent;
using System.Net.Sockets;
using Kpanda.Kube;
using Kpanda.Kube.Dial;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kpanda.Resources.Tests.Fakes;

/// <summary>A real HTTP server that answers as a test says and remembers what it was asked.</summary>
internal sealed class FakeMember : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeMember(WebApplication app)
    {
        _app = app;
        Transport = new ClusterTransport(new KubeConnection { Server = new Uri(app.Urls.First()) }, new ClearDialer());
    }

    public ConcurrentQueue<Call> Calls { get; } = new();

    /// <summary>Answers a call; by default with what was sent, or an empty object.</summary>
    public Func<Call, (int Status, string Body)> Answer { get; set; } = Echo;

    public ClusterTransport Transport { get; }

    public static async Task<FakeMember> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        FakeMember? member = null;
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var call = new Call(
                context.Request.Method,
                context.Request.Path + context.Request.QueryString,
                context.Request.ContentType ?? "",
                await reader.ReadToEndAsync(context.RequestAborted));
            member!.Calls.Enqueue(call);
            var (status, body) = member.Answer(call);
            context.Response.StatusCode = status;
            context.Response.ContentType = body.StartsWith('{') ? "application/json" : "text/plain";
            await context.Response.WriteAsync(body, context.RequestAborted);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return member = new FakeMember(app);
    }

    public void Reset()
    {
        Calls.Clear();
        Answer = Echo;
    }

    public async ValueTask DisposeAsync()
    {
        Transport.Dispose();
        await _app.DisposeAsync();
    }

    private static (int Status, string Body) Echo(Call call) => (call.Method == "POST" ? 201 : 200, call.Body.Length > 0 ? call.Body : "{}");

    internal sealed record Call(string Method, string Target, string ContentType, string Body);

    /// <summary>Spares the tests certificates.</summary>
    private sealed class ClearDialer : IClusterDialer
    {
        public bool IsInProcess => true;

        public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(host, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
    }
}
