using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Gateway.Tests.Fakes;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Sandbox;
using Kpanda.Sandbox.Host;
using Kpanda.Sandbox.Store;

namespace Kpanda.Gateway.Tests.Rules;

/// <summary>A client follows the objects of a simulated cluster through the gateway while the cluster's API server goes and comes back with its objects and their history.</summary>
public sealed class MemberRestartTests
{
    private const string Maps = "/k8s/clusters/m/api/v1/namespaces/default/configmaps";
    private const int Restarts = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly GroupResource ConfigMaps = new("", "configmaps");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WatchAcrossAMemberRestart_LosesNothing()
    {
        using var authority = new TestAuthority();
        var (cluster, fleet) = (new SandboxCluster("m"), new SandboxFleet());
        fleet.Add(cluster);
        MakeAdministrator(cluster, GatewaySite.Jane.Name);
        var host = await ServeAsync(fleet, authority);
        await using var proxy = new FaultProxy(new Uri(host.Url!).Port);
        await using var site = await GatewaySite.StartAsync();
        site.Clusters.Add("m", new KubeConnection { Server = new Uri($"https://127.0.0.1:{proxy.Port}/m"), CertificateAuthorityPem = authority.Pem, BearerToken = cluster.Tokens.AdminToken });
        using var client = site.NewClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);

        var list = JsonNode.Parse(await client.GetStringAsync(Maps, patience.Token))!;
        var happened = new ConcurrentQueue<string>();
        using var told = cluster.Store.Subscribe(ConfigMaps, change => happened.Enqueue(Text($"{change.Type}".ToUpperInvariant(), change.Object.Key.Name, change.ResourceVersion)));
        var follower = new Follower(client, (string)list["metadata"]!["resourceVersion"]!);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        var following = follower.RunAsync(stop.Token);
        for (var restart = 0; restart < Restarts; restart++)
        {
            Write(cluster, $"before-{restart}");
            await UntilAsync(() => follower.Seen.Count == happened.Count || following.IsCompleted, patience.Token);
            var open = follower.Opened;
            var stopping = host.DisposeAsync();
            Write(cluster, $"stopping-{restart}");
            await stopping;
            proxy.Reset();
            Write(cluster, $"down-{restart}");
            host = await ServeAsync(fleet, authority);
            proxy.Target = new Uri(host.Url!).Port;
            Write(cluster, $"after-{restart}");
            await UntilAsync(() => (follower.Seen.Count >= happened.Count && follower.Opened > open) || following.IsCompleted, patience.Token);
        }

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => following);
        await host.DisposeAsync();
        follower.Seen.ShouldBe(happened);
    }

    // Objects come, change and go.
    private static void Write(SandboxCluster cluster, string prefix)
    {
        for (var number = 0; number < 10; number++)
        {
            var map = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = $"{prefix}-{number}", ["namespace"] = "default" } };
            cluster.Store.Create(ConfigMaps, map).Outcome.ShouldBe(StoreOutcome.Written);
            cluster.Store.Update(ConfigMaps, "default", $"{prefix}-{number}", Filled).Outcome.ShouldBe(StoreOutcome.Written);
            if (number % 2 == 0) cluster.Store.Delete(ConfigMaps, "default", $"{prefix}-{number}", DeleteRequest.Now).Outcome.ShouldBe(StoreOutcome.Removed);
        }
    }

    private static JsonObject Filled(JsonObject map)
    {
        map["data"] = new JsonObject { ["filler"] = new string('x', 1000) };
        return map;
    }

    private static void MakeAdministrator(SandboxCluster cluster, string name)
    {
        var binding = new JsonObject
        {
            ["apiVersion"] = "rbac.authorization.k8s.io/v1",
            ["kind"] = "ClusterRoleBinding",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = "cluster-admin" },
            ["subjects"] = new JsonArray(new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "User", ["name"] = name }),
        };
        cluster.Store.Create(new("rbac.authorization.k8s.io", "clusterrolebindings"), binding).Outcome.ShouldBe(StoreOutcome.Written);
    }

    private static Task<SandboxHost> ServeAsync(SandboxFleet fleet, TestAuthority authority) =>
        SandboxHost.StartAsync(fleet, new SandboxHostOptions { Listen = new Uri("https://127.0.0.1:0"), Certificate = authority.Issue("CN=member").Certificate }, Token);

    private static async Task UntilAsync(Func<bool> holds, CancellationToken cancellationToken)
    {
        while (!holds()) await Task.Delay(20, cancellationToken);
    }

    private static string Text(string type, string name, long version) => string.Create(CultureInfo.InvariantCulture, $"{type} {name} {version}");

    /// <summary>Goes on from the last version that it has seen whenever a watch ends, as clients of Kubernetes do.</summary>
    private sealed class Follower(HttpClient client, string version)
    {
        private string _version = version;
        private int _opened;

        public ConcurrentQueue<string> Seen { get; } = new();

        /// <summary>Watches that were answered.</summary>
        public int Opened => Volatile.Read(ref _opened);

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                try
                {
                    using var answer = await client.GetAsync($"{Maps}?watch=true&resourceVersion={_version}", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                    // A member that is away is told in a Status; then one asks again.
                    if (answer.IsSuccessStatusCode) await ReadAsync(answer, cancellationToken);
                    else ((string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!["kind"]).ShouldBe("Status");
                }
                catch (Exception exception) when (exception is HttpRequestException or IOException)
                {
                    // The watch was cut with the member.
                }

                await Task.Delay(20, cancellationToken);
            }
        }

        private async Task ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _opened);
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                // Half a line cannot be: what is cut throws before it is handed on.
                var change = JsonNode.Parse(line)!;
                var type = (string)change["type"]!;
                type.ShouldBeOneOf("ADDED", "MODIFIED", "DELETED");
                var metadata = change["object"]!["metadata"]!;
                _version = (string)metadata["resourceVersion"]!;
                Seen.Enqueue(Text(type, (string)metadata["name"]!, long.Parse(_version, CultureInfo.InvariantCulture)));
            }
        }
    }
}
