using Dapper;
using Kpanda.Storage;
using Kpanda.Storage.Secrets;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Server.Tests.Backups;

/// <summary>A new master key leaves no secret behind.</summary>
public sealed class SealedColumnTests
{
    [Fact]
    public async Task EveryBinaryColumnOfTheState_IsKnownToBeSealed()
    {
        await using var site = await ServerSite.StartAsync();
        await using var connection = await site.App.Services.GetRequiredService<IStateDatabase>().OpenAsync(TestContext.Current.CancellationToken);

        var binary = await connection.QueryAsync<string>("SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND UPPER(c.type) = 'BLOB'");

        site.App.Services.GetServices<SealedColumn>().Select(known => $"{known.Table}.{known.Column}").ShouldBe(binary, ignoreOrder: true);
    }
}
