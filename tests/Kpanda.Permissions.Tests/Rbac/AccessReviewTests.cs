using System.Text.Json.Nodes;
using Kpanda.Kube;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Kubeconfig;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.KubeModel;
using Kpanda.Permissions.Tests.Fakes;
using Kpanda.Sandbox.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpanda.Permissions.Tests.Rbac;

/// <summary>
/// The evaluator against the API server's own SubjectAccessReview, on generated roles and bindings: on a simulated cluster always, and on every cluster that
/// <c>KPANDA_TEST_KUBECONFIGS</c> names (paths, separated by colons). Never more, and where RBAC alone decides, the same.
/// </summary>
public sealed class AccessReviewTests(ITestOutputHelper output)
{
    private const int Cases = 10_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SimulatedCluster_SaysTheSame()
    {
        using var authority = new TestAuthority();
        await using var simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = 1, Nodes = 1 }, TimeProvider.System, NullLoggerFactory.Instance, Stop);
        await using var host = await SandboxHost.StartAsync(simulation.Fleet, new SandboxHostOptions(), Stop);
        var cluster = simulation.Fleet.Clusters[0];
        await CompareAsync(SandboxSimulation.KubeconfigOf(cluster, $"https://sandbox.internal:443/{cluster.Name}", authority.Pem), new InProcess(host.Connector));
    }

    [Fact]
    public async Task RealClusters_SayTheSame()
    {
        var paths = (Environment.GetEnvironmentVariable("KPANDA_TEST_KUBECONFIGS") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        output.WriteLine($"{paths.Length} real clusters named");
        foreach (var path in paths) await CompareAsync(await File.ReadAllTextAsync(path, Stop), new DirectDialer(EgressPolicy.Default with { AllowLoopback = true }));
    }

    [Fact]
    public async Task RecordedReviews_AreAnsweredTheSame()
    {
        using var site = new RightsSite();
        var cluster = site.Open("recorded");
        var jane = RightsSite.Somebody("jane");
        var compared = 0;
        await foreach (var line in File.ReadLinesAsync(Path.Combine(AppContext.BaseDirectory, "answers-1.36.2.jsonl"), Stop))
        {
            var call = JsonNode.Parse(line)!;
            var (path, method) = (call["path"]!.GetValue<string>(), call["method"]!.GetValue<string>());
            if (method == "GET" && path.EndsWith("/clusterroles", StringComparison.Ordinal)) GeneratedRbac.PutAll(cluster, "clusterroles", call["response"]!);
            if (method == "GET" && path.EndsWith("/clusterrolebindings", StringComparison.Ordinal)) GeneratedRbac.PutAll(cluster, "clusterrolebindings", call["response"]!);
            if (call["status"]!.GetValue<int>() != 201) continue;
            if (path.EndsWith("/roles", StringComparison.Ordinal)) GeneratedRbac.Put(cluster, "roles", call["response"]!);
            if (path.EndsWith("/rolebindings", StringComparison.Ordinal)) GeneratedRbac.Put(cluster, "rolebindings", call["response"]!);
            if (!path.EndsWith("/subjectaccessreviews", StringComparison.Ordinal)) continue;
            site.Observed.Tell(null);
            var asked = call["response"]!["spec"]!["resourceAttributes"]!;
            string Word(string field) => asked[field]?.GetValue<string>() ?? "";
            var may = await site.MayAsync(jane, Word("verb"), new GroupResource(Word("group"), Word("resource")), "recorded", Word("namespace"), Word("name"), Word("subresource"));
            may.ShouldBe(call["response"]!["status"]!["allowed"]!.GetValue<bool>(), $"{asked.ToJsonString()}");
            compared++;
        }

        compared.ShouldBe(5);
    }

    private async Task CompareAsync(string kubeconfig, IClusterDialer dialer)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        KubeconfigReader.TryRead(kubeconfig, KubeconfigPolicy.Strict, TimeProvider.System.GetUtcNow(), out var read, out var refusal).ShouldBeTrue($"{refusal}");
        using var transport = new ClusterTransport(read!.Connection, dialer);
        var client = new KubeClient(transport, KubeIdentity.Platform);
        var generated = new GeneratedRbac(new Random(seed));
        using var site = new RightsSite();
        var cluster = site.Open("compared");
        try
        {
            await generated.CreateAsync(client, Stop);
            await GeneratedRbac.ReadAsync(client, cluster, Stop);
            site.Observed.Tell(null);
            var (allowed, differences) = (0, new List<string>());
            var cases = Enumerable.Range(0, Cases).Select(_ => generated.NextCase()).ToArray();
            await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (one, token) =>
            {
                var member = await generated.ReviewAsync(client, one, token);
                var ours = (await site.Authorizer.CheckAsync(one.Person, one.Request with { Cluster = "compared" }, token)).Error is null;
                if (member) Interlocked.Increment(ref allowed);

                // For who has nothing in a cluster it does not exist, whatever everybody may ask there.
                if (member == ours || (member && site.People.Of(one.Person).HeldIn("compared") is null)) return;
                lock (differences) differences.Add($"{one.Person.Name} [{string.Join(',', one.Person.Groups)}] {one.Request}: the member says {member}, we say {ours}");
            });
            output.WriteLine($"{Cases} cases, {allowed} allowed");
            differences.Take(10).ShouldBeEmpty();

            // Both answers must be common, or the comparison says nothing.
            allowed.ShouldBeInRange(Cases / 20, Cases * 19 / 20);
        }
        finally
        {
            await generated.RemoveAsync(client);
        }
    }

    private sealed class InProcess(SandboxConnector connector) : IClusterDialer
    {
        public bool IsInProcess => true;

        public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken) => await connector.ConnectAsync(cancellationToken);
    }
}
