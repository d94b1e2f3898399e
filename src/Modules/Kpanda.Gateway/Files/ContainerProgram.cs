using System.Net.WebSockets;
using System.Text;
using Kpanda.Clusters.Errors;
using Kpanda.Gateway.Terminals;
using Kpanda.Hosting;
using Kpanda.Kube;
using Kpanda.Kube.Exec;

namespace Kpanda.Gateway.Files;

/// <summary>A script that runs in a container: its output is read as it comes, its errors are kept, up to a bound. Disposing it hangs up.</summary>
internal sealed class ContainerProgram : IAsyncDisposable
{
    private const int MostErrors = 4 * 1024;

    private readonly KubeExec _exec;
    private readonly MemoryStream _errors = new();

    private ContainerProgram(KubeExec exec) => _exec = exec;

    /// <summary>How it ended; null while it runs, and where the connection ended first.</summary>
    public ExecEnd? End => _exec.End;

    /// <summary>What it said of errors.</summary>
    public string Errors => Encoding.UTF8.GetString(_errors.GetBuffer(), 0, (int)_errors.Length).Trim();

    /// <summary>Starts it, or gives the member's refusal.</summary>
    public static async Task<Result<ContainerProgram>> StartAsync(KubeClient client, TerminalTarget target, string script, IEnumerable<string> arguments, bool input, CancellationToken cancellationToken)
    {
        var request = new ExecRequest(target.Key, target.Container) { Command = ["sh", "-c", script, "sh", .. arguments], Input = input };
        return (await client.ExecAsync(request, cancellationToken)).TryGet(out var exec, out var failure) ? new ContainerProgram(exec) : failure.ToError(target.Cluster);
    }

    /// <summary>Reads output; 0 at its end.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (channel, count) = await _exec.ReadAsync(buffer, cancellationToken);
            if (channel == ExecChannel.Status) return 0;
            if (channel == ExecChannel.Output) return count;
            if (channel == ExecChannel.Error) _errors.Write(buffer.Span[..(int)Math.Min(count, MostErrors - _errors.Length)]);
        }
    }

    /// <summary>Waits for its end; output is thrown away.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4 * 1024];
        while (await ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    }

    /// <summary>Gives it input.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken) => _exec.WriteAsync(input, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _exec.DisposeAsync();
        await _errors.DisposeAsync();
    }
}
