using Dapper;
using Kpanda.Search.Store;
using Kpanda.Storage;

namespace Kpanda.Server.Health;

/// <summary>Whether this replica should get requests: started, not going down, with its database, and with an index that could be opened.</summary>
internal sealed class Readiness(IStateDatabase database, IndexReadiness index, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Null when ready; else why not.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return "stopping";
        if (!lifetime.ApplicationStarted.IsCancellationRequested) return "starting";
        if (index.IsClosed) return "index";

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await using var connection = await database.OpenAsync(patience.Token);
            await connection.ExecuteScalarAsync<int>(new CommandDefinition("SELECT 1", cancellationToken: patience.Token));
            return null;
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or IOException or OperationCanceledException or TimeoutException)
        {
            return "database";
        }
    }
}
