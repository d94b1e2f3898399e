using Microsoft.Extensions.Logging;

namespace Kpanda.Search.Tests;

/// <summary>Logs to the output of the test that runs.</summary>
internal sealed class OutputLogger<T> : ILogger<T>
{
    private readonly ITestOutputHelper? _output = TestContext.Current.TestOutputHelper;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            _output?.WriteLine($"{logLevel}: {formatter(state, exception)} {exception}");
        }
        catch (InvalidOperationException)
        {
            // The test is over.
        }
    }
}
