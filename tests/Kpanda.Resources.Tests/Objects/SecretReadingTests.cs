using System.Collections.Concurrent;
using Kpanda.Resources.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Resources.Tests.Objects;

/// <summary>Who has read the values of a Secret is known afterwards; the values are not.</summary>
public sealed class SecretReadingTests
{
    private const string Secret = """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"login","namespace":"shop"},"data":{"password":"aHVudGVyMg=="}}""";
    private const string Path = "/clusters/prod/namespaces/shop/secrets/login";

    [Theory]
    [InlineData(Path)]
    [InlineData($"{Path}/json")]
    [InlineData("/clusters/prod/gvr/core/v1/namespaces/shop/secrets/login/json")]
    public async Task Reading_IsRecordedWithoutTheValues(string path)
    {
        var records = new Records();
        await using var site = await ResourcesSite.StartAsync(services => services.AddSingleton<ILoggerProvider>(records));
        site.Member.Answer = _ => (200, Secret);

        (await site.GetAsync(path)).Status.ShouldBe(200);

        records.OfSecrets.ShouldHaveSingleItem().ShouldBe("wang read the values of Secret shop/login in cluster prod");
        records.All.ShouldAllBe(record => !record.Contains("aHVudGVyMg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refusal_IsNoReading()
    {
        var records = new Records();
        await using var site = await ResourcesSite.StartAsync(services => services.AddSingleton<ILoggerProvider>(records));
        site.Member.Answer = _ => (403, """{"kind":"Status","status":"Failure","reason":"Forbidden","code":403,"message":"no"}""");

        (await site.GetAsync(Path)).Status.ShouldBe(403);

        records.OfSecrets.ShouldBeEmpty();
    }

    private sealed class Records : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public IEnumerable<string> OfSecrets => All.Where(record => record.Contains("Secret", StringComparison.Ordinal));

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
