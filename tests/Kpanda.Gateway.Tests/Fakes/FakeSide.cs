using System.Text;

namespace Kpanda.Gateway.Tests.Fakes;

/// <summary>One side of a switched connection: says these words, then ends or falls silent, and takes what it is told or refuses it.</summary>
internal sealed class FakeSide(IEnumerable<string> words, bool ends) : MemoryStream
{
    private readonly Queue<string> _words = new(words);

    /// <summary>When it begins to speak.</summary>
    public Task Speaks { get; init; } = Task.CompletedTask;

    public bool Takes { get; init; } = true;

    public StringBuilder Heard { get; } = new();

    /// <summary>Done when it was told something that it did not take.</summary>
    public TaskCompletionSource Refused { get; } = new();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Speaks.WaitAsync(cancellationToken);
        if (_words.Count == 0 && !ends) await Task.Delay(Timeout.Infinite, cancellationToken);
        if (_words.Count == 0 || buffer.IsEmpty) return 0;
        return Encoding.ASCII.GetBytes(_words.Dequeue(), buffer.Span);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Takes)
        {
            Heard.Append(Encoding.ASCII.GetString(buffer.Span));
            return ValueTask.CompletedTask;
        }

        Refused.TrySetResult();
        throw new IOException("Broken pipe");
    }
}
