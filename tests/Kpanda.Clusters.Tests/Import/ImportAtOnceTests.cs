using System.Net;
using Kpanda.Clusters.Registry;
using Kpanda.Clusters.Tests.Fakes;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;

namespace Kpanda.Clusters.Tests.Import;

/// <summary>A name that two want at once goes to one of them, and the other is told so.</summary>
public sealed class ImportAtOnceTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task TwoRequestsForOneName_OneIsToldThatItIsTaken(DatabaseKind kind)
    {
        await using var one = await FakeCluster.StartAsync();
        await using var two = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync(database: await UrlAsync(kind));

        var answers = await Task.WhenAll(host.ImportAsync("prod", one.Kubeconfig), host.ImportAsync("prod", two.Kubeconfig));

        answers.Select(answer => answer.Status).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
        host.Clusters.List().ShouldHaveSingleItem().Name.ShouldBe("prod");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task NameThatAnotherProcessTookMeanwhile_IsTaken(DatabaseKind kind)
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync(database: await UrlAsync(kind));
        (await host.ImportAsync("prod", cluster.Kubeconfig)).Status.ShouldBe(HttpStatusCode.OK);
        // What the table holds and the memory of this process does not: as another process would leave it.
        host.Get<ClusterRegistry>().Remove("prod");

        var (status, body) = await host.ImportAsync("prod", cluster.Kubeconfig);

        status.ShouldBe(HttpStatusCode.Conflict, body.ToString());
        host.Clusters.List().ShouldHaveSingleItem("what the other process stored is known from now on");
    }

    private async Task<string> UrlAsync(DatabaseKind kind) => kind == DatabaseKind.Postgres ? await postgres.NewDatabaseAsync(TestContext.Current.CancellationToken) : "";
}
