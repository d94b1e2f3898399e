using Kpanda.Hosting.Sessions;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Gateway.Forward;

/// <summary>Ends what stays open with what it was opened with: the caller's connection, the session or token, the rights, the server.</summary>
internal sealed class StreamGuard : IAsyncDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly Func<CancellationToken, ValueTask<bool>> _allowed;
    private readonly IDisposable? _rights;
    private readonly ITimer _timer;
    private int _asking;

    /// <summary>Guards from now on, until disposed.</summary>
    /// <param name="context">The request that opened it.</param>
    /// <param name="gone">The caller has gone, where that ends it.</param>
    /// <param name="allowed">Asks the authoriser again.</param>
    /// <param name="rights">Tells of changed rights.</param>
    /// <param name="every">Time between two looks where nothing is told.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">The server goes down.</param>
    public StreamGuard(HttpContext context, CancellationToken gone, Func<CancellationToken, ValueTask<bool>> allowed, RightsChanges rights, TimeSpan every, TimeProvider time, CancellationToken stopping)
    {
        var session = context.Features.Get<ISessionLifetime>();
        _allowed = allowed;
        _end = CancellationTokenSource.CreateLinkedTokenSource(gone, session?.Ended ?? CancellationToken.None, stopping);
        _rights = session is null ? null : rights.Subscribe(session.Owner, Ask);
        _timer = time.CreateTimer(static guard => ((StreamGuard)guard!).Ask(), this, every, every);

        // What changed between the first question and now was told to nobody.
        Ask();
    }

    /// <summary>Cancelled when it must end.</summary>
    public CancellationToken End => _end.Token;

    public async ValueTask DisposeAsync()
    {
        _rights?.Dispose();
        await _timer.DisposeAsync();
        _end.Dispose();
    }

    // A question under way may have been answered before the change: then it is asked once more.
    private void Ask()
    {
        if (Interlocked.Increment(ref _asking) == 1) _ = AskAsync();
    }

    private async Task AskAsync()
    {
        try
        {
            int answered;
            do
            {
                answered = Volatile.Read(ref _asking);
                if (!await _allowed(_end.Token)) await _end.CancelAsync();
            }
            while (Interlocked.CompareExchange(ref _asking, 0, answered) != answered);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // It has ended.
        }
    }
}
