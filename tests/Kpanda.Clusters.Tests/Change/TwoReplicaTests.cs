using System.Buffers.Text;
using System.Net;
using System.Text;
using Dapper;
using Kpanda.Clusters.RegisterCluster;
using Kpanda.Clusters.Registry;
using Kpanda.Clusters.Tests.Fakes;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Clusters.Tests.Change;

/// <summary>
/// Two replicas on one PostgreSQL. <c>Here</c> changes; <c>There</c> looks for changes by itself, or, where a test has to know what it knows, only when it is told to.
/// </summary>
public sealed class TwoReplicaTests(PostgresServer postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ImportChangeCredentialAndRemoval_AreFollowed()
    {
        await using var alpha = await FakeCluster.StartAsync();
        await using var two = await TwoAsync();
        (await two.Here.ImportAsync("alpha", alpha.Kubeconfig)).Status.ShouldBe(HttpStatusCode.OK);
        await two.There.UntilAsync(() => two.There.Clusters.Health("alpha").Phase == "Running", "it is reached there, too");
        var transport = two.There.Clusters.SystemClient("alpha").Value.Transport;

        (await two.Here.SendAsync(HttpMethod.Put, "/clusters/alpha", new { aliasName = "Alpha", labels = new { region = "north" } })).Status.ShouldBe(HttpStatusCode.OK);
        await two.There.UntilAsync(() => two.There.Clusters.Find("alpha") is { Alias: "Alpha" } record && record.Labels["region"] == "north", "words and labels");
        two.There.Clusters.SystemClient("alpha").Value.Transport.ShouldBeSameAs(transport);

        (await two.Here.SendAsync(HttpMethod.Put, "/clusters/alpha", new { kubeConfigString = Fresh(alpha) })).Status.ShouldBe(HttpStatusCode.OK);
        await two.There.UntilAsync(() => two.There.Clusters.SystemClient("alpha").Value.Transport.Connection.BearerToken == "fresh-token", "the credential");
        two.There.Clusters.Find("alpha")!.Alias.ShouldBe("Alpha");

        (await two.Here.SendAsync(HttpMethod.Delete, "/clusters/alpha")).Status.ShouldBe(HttpStatusCode.OK);
        await two.There.UntilAsync(() => two.There.Clusters.Find("alpha") is null, "the removal");
    }

    [Fact]
    public async Task BrokenConnectionsToTheDatabase_DelayAndDoNotEndIt()
    {
        await using var alpha = await FakeCluster.StartAsync();
        await using var two = await TwoAsync();
        (await two.Here.ImportAsync("alpha", alpha.Kubeconfig)).Status.ShouldBe(HttpStatusCode.OK);
        await two.There.UntilAsync(() => two.There.Clusters.Find("alpha") is not null, "the import");

        await using (var connection = await two.Here.Get<IStateDatabase>().OpenAsync(Token))
            await connection.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        // Connections in the pool here broke, too: as a person would, once more.
        while ((await two.Here.SendAsync(HttpMethod.Put, "/clusters/alpha", new { aliasName = "Alpha" })).Status != HttpStatusCode.OK) Token.ThrowIfCancellationRequested();

        await two.There.UntilAsync(() => two.There.Clusters.Find("alpha")!.Alias == "Alpha", "the change");
    }

    [Fact]
    public async Task ChangesOfOneClusterAtTwoReplicas_AreBothKept_AndNoOldCredentialComesBack()
    {
        await using var alpha = await FakeCluster.StartAsync();
        await using var two = await TwoAsync(follows: false);
        (await two.Here.ImportAsync("alpha", alpha.Kubeconfig)).Status.ShouldBe(HttpStatusCode.OK);
        await two.There.Get<ClusterRegistration>().NoticeAsync(Token);

        (await two.Here.SendAsync(HttpMethod.Put, "/clusters/alpha", new { labels = new { region = "north" }, kubeConfigString = Fresh(alpha) })).Status.ShouldBe(HttpStatusCode.OK);
        // It was not told of that.
        (await two.There.SendAsync(HttpMethod.Put, "/clusters/alpha", new { aliasName = "Alpha" })).Status.ShouldBe(HttpStatusCode.OK);

        await two.Here.Get<ClusterRegistration>().NoticeAsync(Token);
        foreach (var replica in new[] { two.Here, two.There })
        {
            var record = replica.Clusters.Find("alpha")!;
            (record.Alias, record.Labels["region"]).ShouldBe(("Alpha", "north"));
            replica.Clusters.SystemClient("alpha").Value.Transport.Connection.BearerToken.ShouldBe("fresh-token");
        }
    }

    [Fact]
    public async Task NameOrClusterThatTheOtherHas_IsRefusedWithWhatItIs()
    {
        await using var alpha = await FakeCluster.StartAsync();
        await using var beta = await FakeCluster.StartAsync();
        await using var two = await TwoAsync(follows: false);
        (await two.Here.ImportAsync("alpha", alpha.Kubeconfig)).Status.ShouldBe(HttpStatusCode.OK);

        var (same, why) = await two.There.ImportAsync("other", alpha.Kubeconfig);
        (same, Reason(why)).ShouldBe((HttpStatusCode.Conflict, "cluster.same"));
        var (taken, name) = await two.There.ImportAsync("alpha", beta.Kubeconfig);
        (taken, Reason(name)).ShouldBe((HttpStatusCode.Conflict, "cluster.name.taken"));
        two.There.Clusters.List().ShouldHaveSingleItem().Name.ShouldBe("alpha");
    }

    [Fact]
    public async Task ClusterThatTheOtherRemoved_IsNotChangedAndNotBroughtBack()
    {
        await using var alpha = await FakeCluster.StartAsync();
        await using var two = await TwoAsync(follows: false);
        (await two.Here.ImportAsync("alpha", alpha.Kubeconfig)).Status.ShouldBe(HttpStatusCode.OK);
        await two.There.Get<ClusterRegistration>().NoticeAsync(Token);
        (await two.Here.SendAsync(HttpMethod.Delete, "/clusters/alpha")).Status.ShouldBe(HttpStatusCode.OK);

        (await two.There.SendAsync(HttpMethod.Put, "/clusters/alpha", new { aliasName = "Alpha" })).Status.ShouldBe(HttpStatusCode.NotFound);

        two.There.Clusters.List().ShouldBeEmpty();
        await two.Here.Get<ClusterRegistration>().NoticeAsync(Token);
        two.Here.Clusters.List().ShouldBeEmpty();
    }

    [Fact]
    public async Task AnotherClusterOfTheSameName_TakesItsPlaceWithConnectionsOfItsOwn()
    {
        await using var alpha = await FakeCluster.StartAsync();
        await using var beta = await FakeCluster.StartAsync();
        await using var two = await TwoAsync(follows: false);
        (await two.Here.ImportAsync("prod", alpha.Kubeconfig)).Status.ShouldBe(HttpStatusCode.OK);
        await two.There.Get<ClusterRegistration>().NoticeAsync(Token);
        var before = two.There.Clusters.Find("prod")!;
        (await two.Here.SendAsync(HttpMethod.Delete, "/clusters/prod")).Status.ShouldBe(HttpStatusCode.OK);
        (await two.Here.ImportAsync("prod", beta.Kubeconfig)).Status.ShouldBe(HttpStatusCode.OK);

        await two.There.Get<ClusterRegistration>().NoticeAsync(Token);

        var after = two.There.Clusters.Find("prod")!;
        (after.Id == before.Id, after.KubeSystemId).ShouldBe((false, beta.Uid));
        two.There.Clusters.SystemClient("prod").Value.Transport.Connection.Server.ShouldBe(beta.Member.Server);
    }

    [Fact]
    public async Task RenewedToken_GoesOnOverTheSameConnections_AndTheNewerOneIsUsed()
    {
        var now = TimeProvider.System.GetUtcNow();
        string[] tokens = [AccountToken(now.AddHours(-2), now.AddHours(20)), AccountToken(now.AddHours(-1), now.AddHours(20)), AccountToken(now, now.AddHours(20))];
        await using var alpha = await FakeCluster.StartAsync();
        await using var two = await TwoAsync(follows: false);
        (await two.Here.ImportAsync("alpha", FakeCluster.KubeconfigFor(alpha.Member.Server.ToString(), alpha.Member.Authority.Pem, $"token: {tokens[1]}"))).Status.ShouldBe(HttpStatusCode.OK);
        var registry = two.Here.Get<ClusterRegistry>();
        var transport = registry.Get("alpha")!.Transport;

        registry.Take(registry.Find("alpha")!, transport.Connection.WithToken(tokens[0]));
        (registry.Get("alpha")!.Transport, transport.Connection.BearerToken).ShouldBe((transport, tokens[1]));
        registry.Take(registry.Find("alpha")!, transport.Connection.WithToken(tokens[2]));
        (registry.Get("alpha")!.Transport, transport.Connection.BearerToken).ShouldBe((transport, tokens[2]));
    }

    private static string Fresh(FakeCluster cluster) => cluster.Kubeconfig.Replace("secret-token", "fresh-token", StringComparison.Ordinal);

    private static string? Reason(System.Text.Json.JsonElement body) => body.GetProperty("details")[0].GetProperty("reason").GetString();

    private static string AccountToken(DateTimeOffset issued, DateTimeOffset expires) =>
        $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"sub":"system:serviceaccount:kpanda-access:kpanda","iat":{{issued.ToUnixTimeSeconds()}},"exp":{{expires.ToUnixTimeSeconds()}}}"""))}.sig";

    private async Task<Two> TwoAsync(bool follows = true)
    {
        var database = await postgres.NewDatabaseAsync(Token);
        Action<IServiceCollection>? more = follows ? null : services => services.Remove(services.Single(service => service.ImplementationType == typeof(ClusterWatch)));
        var here = await TestHost.StartAsync(database: database, more: more);
        return new(here, await TestHost.StartAsync(database: database, more: more, masterKeyFile: Path.Combine(here.Folder, "master.key")));
    }

    private sealed record Two(TestHost Here, TestHost There) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await There.DisposeAsync();
            await Here.DisposeAsync();
        }
    }
}
