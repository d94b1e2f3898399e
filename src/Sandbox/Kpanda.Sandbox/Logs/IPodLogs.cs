namespace Kpanda.Sandbox.Logs;

/// <summary>Where the log lines of simulated containers come from.</summary>
public interface IPodLogs
{
    /// <summary>
    /// The lines of one container, oldest first. Ends when there are no more or, with <see cref="PodLogRequest.Follow"/>, when the container
    /// ends. The caller has checked that the pod and the container exist, and applies tail, since, timestamps and byte limits itself.
    /// </summary>
    IAsyncEnumerable<PodLogLine> Read(PodLogRequest request, CancellationToken cancel);
}
