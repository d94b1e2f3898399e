using System.IO.Pipelines;
using System.Text;
using Kpanda.Sandbox.Containers;
using Kpanda.Sandbox.Streams.RemoteCommand;

namespace Kpanda.Sandbox.Tests.Containers;

/// <summary>What is typed on a terminal while nobody reads it: kept in order, up to a limit behind which who types waits.</summary>
public sealed class TypeAheadTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly Terminal _terminal = new((_, _) => Task.CompletedTask, new TerminalSize());
    private readonly Pipe _client = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _running;

    public TypeAheadTests() => _running = _terminal.RunAsync(_client.Reader, _gone.Token);

    [Fact]
    public async Task WhatIsTypedBehindTheEndOfInput_IsForTheNextProgram_HoweverMuch()
    {
        var text = Lines(200);
        using (var first = _terminal.StartJob(_gone.Token))
        {
            // The program has been told the end and goes on for a while: all of this is for the one after it.
            await TypeAsync("\u0004" + text + "\u0004");
            (await ReadToEndAsync(first.Input)).ShouldBe("");
            await WaitsAsync(first.Input);
        }

        using var second = _terminal.StartJob(_gone.Token);
        (await ReadToEndAsync(second.Input)).ShouldBe(text);
    }

    [Fact]
    public async Task WhatAProgramHasNotRead_IsForTheShell_HoweverMuch()
    {
        var text = Lines(200);
        _terminal.BeginKeys();
        using (var job = _terminal.StartJob(_gone.Token))
        {
            await TypeAsync(text);
            await WaitsAsync(job.Input);
        }

        var read = new byte[text.Length];
        await _terminal.Keys.ReadExactlyAsync(read, _gone.Token).AsTask().WaitAsync(Patience, Stop);
        Encoding.ASCII.GetString(read).ShouldBe(text);
        _terminal.EndKeys();
    }

    [Fact]
    public async Task EndOfTheClientsInput_ReachesTheShellBehindWhatWasTypedBefore()
    {
        _terminal.BeginKeys();
        using (_terminal.StartJob(_gone.Token))
        {
            await TypeAsync("next\n");
            await _client.Writer.CompleteAsync();
            await _running.WaitAsync(Patience, Stop);
        }

        (await ReadToEndAsync(_terminal.Keys)).ShouldBe("next\n");
        _terminal.EndKeys();
    }

    [Fact]
    public async Task ShellThatDoesNotRead_LetsTheTypistWait()
    {
        var text = Lines(200);
        _terminal.BeginKeys();
        await TypeAsync(text);
        await WaitsAsync(_terminal.Keys);
        using var job = _terminal.StartJob(_gone.Token);
        var read = new byte[text.Length];
        await job.Input.ReadExactlyAsync(read, _gone.Token).AsTask().WaitAsync(Patience, Stop);
        Encoding.ASCII.GetString(read).ShouldBe(text);
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _running;
        _gone.Dispose();
    }

    // About a thousand characters each; the number tells them apart.
    private static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"{i}".PadRight(1000, '.') + "\n"));

    private static async Task<string> ReadToEndAsync(Stream input)
    {
        using var reader = new StreamReader(input, Encoding.ASCII, leaveOpen: true);
        return await reader.ReadToEndAsync(Stop).WaitAsync(Patience, Stop);
    }

    private static async Task WaitsAsync(TypeAhead reader)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!reader.IsFull) await Task.Delay(10, deadline.Token);
    }

    private async Task TypeAsync(string text) => await _client.Writer.WriteAsync(Encoding.ASCII.GetBytes(text));
}
