using Kpanda.Storage.Backups;
using Microsoft.Extensions.Hosting;

namespace Kpanda.Storage.Migrations;

/// <summary>Takes the data directory for this process and brings the schema up to date, before anything else of the host starts.</summary>
internal sealed class MigrationService(StorageOptions options, IStateDatabase database, Migrator migrator) : IHostedLifecycleService, IAsyncDisposable, IDisposable
{
    private DataDirectoryLock? _directory;
    private StateInUse? _inUse;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _directory = DataDirectoryLock.Take(options.DataDirectory);
        _inUse = await StateInUse.TakeSharedAsync(database, cancellationToken);
        await migrator.MigrateAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The container disposes what came last first: nobody writes any more when the directory is given back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_inUse is not null) await _inUse.DisposeAsync();
        Dispose();
    }

    public void Dispose() => _directory?.Dispose();
}
