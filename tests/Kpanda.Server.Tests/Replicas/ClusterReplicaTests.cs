using System.Net;
using System.Text.Json;
using Kpanda.Sandbox.Host;
using Kpanda.Server.Tests.Live;
using Kpanda.Server.Tests.Permissions;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpanda.Server.Tests.Replicas;

/// <summary>Two servers on one PostgreSQL: what one of them imports, changes, pauses and removes, the other shows without a restart, in lists and on the live channel.</summary>
public sealed class ClusterReplicaTests(PostgresServer postgres)
{
    private const string Cluster = "shared";
    private const string Key = $"{Cluster}//{Cluster}";
    private const string Api = "/apis/kpanda.io/v1alpha1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClusterOfOneReplica_ComesChangesAndGoesAtTheOther()
    {
        using var authority = CertificateAuthority.LoadOrCreate(null, TimeProvider.System);
        var options = new SandboxOptions { Clusters = 1, Nodes = 1, AuthorityPem = authority.CertificatePem };
        await using var simulation = await SandboxSimulation.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Token);
        await using var host = await SandboxHost.StartAsync(simulation.Fleet, new SandboxHostOptions { Listen = new Uri("https://127.0.0.1:0"), Authority = authority }, Token);
        var member = simulation.Fleet.Clusters[0];
        var database = await postgres.NewDatabaseAsync(Token);
        await using var first = await ServerSite.StartAsync(("database", database));
        await using var second = await ServerSite.StartAsync(("database", database), ("master-key-file", Path.Combine(first.Data, "master.key")));
        using var here = await first.SignedInAsync();
        using var there = await second.SignedInAsync();
        using var list = await LiveTab.FollowAsync(second, there, $"{Api}/clusters");

        var kubeconfig = SandboxSimulation.KubeconfigOf(member, $"{host.Url}/{member.Name}", authority.CertificatePem);
        await GrantSite.SendAsync(here, HttpMethod.Post, $"{Api}/clusters", new { name = Cluster, kubeConfigString = kubeconfig });
        await HeardAsync(list, "it came", message => LiveTab.TypeOf(message) == "changed" && message.GetProperty("total").GetInt32() == 1);
        using var row = await LiveTab.FollowAsync(second, there, $"{Api}/clusters", (Key, ""));
        await GrantSite.UntilAsync("its objects are listed there", async () => (await TotalAsync(there, $"{Api}/clusters/{Cluster}/pods")) is > 0 and var pods && pods == await TotalAsync(here, $"{Api}/clusters/{Cluster}/pods"));

        await GrantSite.SendAsync(here, HttpMethod.Put, $"{Api}/clusters/{Cluster}/labels", new { labels = new { region = "north" } });
        await HeardAsync(row, "its label", message => LiveTab.TypeOf(message) == "upsert" && message.GetRawText().Contains("\"north\"", StringComparison.Ordinal));

        await GrantSite.SendAsync(here, HttpMethod.Post, $"/api/v1/sync/{Cluster}/pause?resource=pods");
        await GrantSite.UntilAsync("the pause holds there", async () => await IsPausedAsync(there));
        await GrantSite.SendAsync(there, HttpMethod.Post, $"/api/v1/sync/{Cluster}/resume?resource=pods");
        await GrantSite.UntilAsync("nothing is paused here", async () => !await IsPausedAsync(here));

        await GrantSite.SendAsync(here, HttpMethod.Delete, $"{Api}/clusters/{Cluster}");
        // Where rights are asked again at that very moment, the list is to be read again instead.
        await HeardAsync(row, "it went", message => LiveTab.TypeOf(message) is "remove" or "resync");
        await GrantSite.UntilAsync("it is gone there", async () => (await GrantSite.TryAsync(there, HttpMethod.Get, $"{Api}/clusters/{Cluster}")).StatusCode == HttpStatusCode.NotFound);
        await GrantSite.UntilAsync("with its objects", async () => await TotalAsync(there, $"{Api}/asl/pods") == 0);
        await GrantSite.UntilAsync("and it is not followed any more", async () => await TotalAsync(there, "/api/v1/sync") == 0);
    }

    // Messages come in any number: what is waited for is in one of them.
    private static async Task HeardAsync(LiveTab tab, string what, Func<JsonElement, bool> isIt)
    {
        while (true)
            if (isIt((await tab.ReadAsync()).ShouldNotBeNull(what))) return;
    }

    private static async Task<int> TotalAsync(HttpClient by, string path)
    {
        using var answer = await GrantSite.TryAsync(by, HttpMethod.Get, path);
        if (answer.StatusCode == HttpStatusCode.NotFound) return -1;
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("pagination").GetProperty("total").GetInt32();
    }

    private static async Task<bool> IsPausedAsync(HttpClient by) =>
        (await GrantSite.SendAsync(by, HttpMethod.Get, $"/api/v1/sync/{Cluster}")).GetRawText().Contains("sync.paused", StringComparison.Ordinal);
}
