using System.Net;
using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Search.Ask;
using Kpanda.Search.Index;
using Kpanda.Search.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Search.Tests.Ask;

/// <summary>A real server that answers scans over an index whose bodies are read by <paramref name="Reader"/>.</summary>
internal sealed record ScanSite(WebApplication App, TestIndex Index, FakeAuthorizer Authorizer, SlowReader Reader) : IAsyncDisposable
{
    public HttpClient Client { get; } = new() { BaseAddress = new Uri(App.Urls.First()) };

    public static async Task<ScanSite> StartAsync()
    {
        var (reader, authorizer) = (new SlowReader(), new FakeAuthorizer());
        var index = new TestIndex(reader: reader);
        var renderer = new RowRenderer(new ErrorVocabulary([new SearchWords()]));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddHosting().AddPersonOfRequest();
        var kinds = new SearchedKinds(index.Kinds, index.Board);
        builder.Services.AddSingleton(new ScanObjects(new SearchObjects(index.Index, kinds, authorizer, renderer, TimeProvider.System), index.Bodies, kinds, TimeProvider.System));
        var app = builder.Build();
        app.UseHosting();
        app.Use((context, next) =>
        {
            context.Features.Set(new Person(Guid.Empty, "ada", [], false));
            return next(context);
        });
        ScanObjects.Map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ScanSite(app, index, authorizer, reader);
    }

    /// <summary>Every line of an answer.</summary>
    public async Task<IReadOnlyList<JsonElement>> ScanAsync(string text)
    {
        var answer = await Client.GetStringAsync($"/api/v1/search/scan?q={Uri.EscapeDataString(text)}", TestContext.Current.CancellationToken);
        return [.. answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await App.StopAsync(now.Token);
        await App.DisposeAsync();
    }
}

/// <summary>A store whose bodies never come: who reads them waits until they are not wanted any more.</summary>
internal sealed class SlowReader : IBodyReader
{
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when a scan was given up.</summary>
    public Task Cancelled => _cancelled.Task;

    public ValueTask ReadAsync(IReadOnlyCollection<long> ids, Dictionary<long, ReadOnlyMemory<byte>> found, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task ScanAsync(ReadOnlyMemory<long> ids, Action<long, ReadOnlyMemory<byte>> see, CancellationToken cancellationToken)
    {
        if (ids.IsEmpty) return;
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            _cancelled.TrySetResult();
        }
    }
}
