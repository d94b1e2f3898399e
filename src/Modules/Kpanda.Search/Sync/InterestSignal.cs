using Kpanda.KubeModel;

namespace Kpanda.Search.Sync;

/// <summary>Raised when somebody looks, or begins to look, at a kind.</summary>
internal sealed class InterestSignal : IDisposable
{
    private readonly SyncBoard _board;
    private readonly GroupResource _resource;
    private readonly TaskCompletionSource _raised = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public InterestSignal(SyncBoard board, GroupResource resource)
    {
        (_board, _resource) = (board, resource);
        board.InterestBegan += OnInterest;
        if (board.IsInteresting(resource)) _raised.TrySetResult();
    }

    public bool IsRaised => _raised.Task.IsCompleted;

    /// <summary>Waits for the interest or the time, whichever comes first.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await _raised.Task.WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nobody looks; the time is up.
        }
    }

    public void Dispose() => _board.InterestBegan -= OnInterest;

    private void OnInterest(GroupResource resource)
    {
        if (resource == _resource) _raised.TrySetResult();
    }
}
