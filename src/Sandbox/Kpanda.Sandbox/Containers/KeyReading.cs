namespace Kpanda.Sandbox.Containers;

/// <summary>A program reads keys one by one until it is disposed of; then lines are edited and echoed again.</summary>
internal sealed class KeyReading : IDisposable
{
    private readonly TerminalJob _job;

    public KeyReading(TerminalJob job)
    {
        _job = job;
        job.KeyByKey = true;
    }

    public Stream Input => _job.Input;

    public void Dispose() => _job.KeyByKey = false;
}
