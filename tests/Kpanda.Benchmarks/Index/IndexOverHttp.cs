using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Ask;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Benchmarks.Index;

/// <summary>The list route of pods on a real Kestrel over the filled index, asked by people who each have rights of their own.</summary>
internal sealed class IndexOverHttp : IAsyncDisposable
{
    private const string Page = "/apis/kpanda.io/v1alpha1/asl/pods?pageSize=100";
    private const string PersonHeader = "X-Person";
    private const int ReadAtOnce = 64 * 1024;

    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private IndexOverHttp(WebApplication app)
    {
        _app = app;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>Serves the index; the person with number n has the n-th scope.</summary>
    public static async Task<IndexOverHttp> StartAsync(IndexParts parts, IReadOnlyList<AccessScope> scopes, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var people = new Scopes(scopes);
        builder.Services.AddHosting().AddPersonOfRequest().AddSingleton(new ResourceLists(parts.Index, people, parts.Renderer));
        var kinds = new SearchedKinds(parts.Kinds, parts.Board);
        builder.Services.AddSingleton(new ScanObjects(new SearchObjects(parts.Index, kinds, people, parts.Renderer, TimeProvider.System), parts.Bodies, kinds, TimeProvider.System));
        var app = builder.Build();
        app.UseHosting();
        app.Use((context, next) =>
        {
            context.Features.Set(new Person(Guid.Empty, context.Request.Headers[PersonHeader].ToString(), [], false));
            return next(context);
        });
        ListEndpoints.Map(app, new KindRegistry([parts.Pods]));
        ScanObjects.Map(app);
        await app.StartAsync(cancellationToken);
        return new(app);
    }

    /// <summary>Every person asks for their first page again and again, all at once.</summary>
    /// <returns>The milliseconds of each answer, and the processor time of one of them, with that of who asks.</returns>
    public async Task<(double[] Times, double Processor, double Bytes)> AskAsync(int people, int rounds, CancellationToken cancellationToken)
    {
        for (var person = 0; person < people; person++) await OneAsync(person, new byte[ReadAtOnce], cancellationToken);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var answers = await Task.WhenAll(Enumerable.Range(0, people).Select(person => Task.Run(() => ManyAsync(person, rounds, cancellationToken), cancellationToken)));
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var all = answers.SelectMany(one => one).ToList();
        return ([.. all.Select(answer => answer.Time)], cpu.TotalMilliseconds / all.Count, all.Average(answer => answer.Bytes));
    }

    /// <summary>A person reads every body of pods for a field that is not indexed.</summary>
    /// <returns>How long that took, its processor time, and how many bodies were read.</returns>
    public async Task<(double Seconds, double Processor, int Bodies)> ScanAsync(int person, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/search/scan?q=" + Uri.EscapeDataString("kind:pods field:spec.terminationGracePeriodSeconds=31"));
        request.Headers.Add(PersonHeader, person.ToString(CultureInfo.InvariantCulture));
        var (watch, cpu) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        using var answer = await _client.SendAsync(request, cancellationToken);
        var lines = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken);
        using var last = JsonDocument.Parse(lines.TrimEnd().Split('\n')[^1]);
        if (last.RootElement.GetProperty("ended").GetString() != "all") throw new InvalidOperationException("The scan ended before it had read everything.");
        return (Stopwatch.GetElapsedTime(watch).TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds, last.RootElement.GetProperty("looked").GetInt32());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private async Task<(double Time, int Bytes)[]> ManyAsync(int person, int rounds, CancellationToken cancellationToken)
    {
        var (answers, buffer) = (new (double, int)[rounds], new byte[ReadAtOnce]);
        for (var i = 0; i < rounds; i++) answers[i] = await OneAsync(person, buffer, cancellationToken);
        return answers;
    }

    // Every byte is read, as a client does that parses as it reads; the caller is not to be what is measured.
    private async Task<(double Time, int Bytes)> OneAsync(int person, byte[] buffer, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Page);
        request.Headers.Add(PersonHeader, person.ToString(CultureInfo.InvariantCulture));
        var watch = Stopwatch.GetTimestamp();
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken);
        var bytes = 0;
        while (await body.ReadAsync(buffer, cancellationToken) is var read and > 0) bytes += read;
        return (Stopwatch.GetElapsedTime(watch).TotalMilliseconds, bytes);
    }

    private sealed class Scopes(IReadOnlyList<AccessScope> scopes) : IAuthorizer
    {
        public ValueTask<AccessScope> ScopeAsync(Person person, string verb, GroupResource resource, CancellationToken cancellationToken) =>
            new(scopes[int.Parse(person.Name, CultureInfo.InvariantCulture)]);

        public ValueTask<Result<bool>> CheckAsync(Person person, AccessRequest request, CancellationToken cancellationToken) => new(false);
    }
}
