using System.Net;
using Kpanda.Clusters.Tests.Fakes;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;

namespace Kpanda.Clusters.Tests.Remove;

/// <summary>A removal that failed is still to be dealt with after a restart, in either database.</summary>
public sealed class FailedRemovalTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task FailedRemoval_IsStillToldAfterARestart(DatabaseKind kind)
    {
        var database = kind == DatabaseKind.Postgres ? await postgres.NewDatabaseAsync(TestContext.Current.CancellationToken) : "";
        var folder = Directory.CreateTempSubdirectory("kpanda-removal-").FullName;
        await using var member = await FakeCluster.StartAsync();
        member.RefusesDeletes = true;
        try
        {
            await using (var host = await TestHost.StartAsync(folder: folder, database: database))
            {
                await host.ImportAsync("alpha", member.Kubeconfig);
                await host.UntilAsync(() => host.Clusters.Health("alpha").Phase == "Running", "the cluster to run");
                (await host.SendAsync(HttpMethod.Delete, "/clusters/alpha", new { deleteKpandaNamespace = true })).Status.ShouldBe(HttpStatusCode.BadRequest);
                host.Clusters.Health("alpha").Phase.ShouldBe("DeleteFailed");
            }

            await using var again = await TestHost.StartAsync(folder: folder, database: database);
            var before = member.Member.Requests.Count;
            await again.UntilAsync(() => member.Member.Requests.Count > before + 2, "probes after the restart");
            var status = (await again.SendAsync(HttpMethod.Get, "/clusters/alpha")).Body.GetProperty("status");
            status.GetProperty("phase").GetString().ShouldBe("DeleteFailed");
            status.GetProperty("conditions")[0].GetProperty("message").GetString()!.ShouldContain("not allowed to delete");
            status.GetProperty("components")[0].GetProperty("status").GetString().ShouldBe("True"); // Its API server is well.

            // Whoever changes the cluster means it to stay.
            (await again.SendAsync(HttpMethod.Put, "/clusters/alpha", new { aliasName = "Alpha" })).Status.ShouldBe(HttpStatusCode.OK);
            again.Clusters.Health("alpha").Phase.ShouldBe("Running");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
