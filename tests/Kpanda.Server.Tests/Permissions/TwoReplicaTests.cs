using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Sandbox.Host;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpanda.Server.Tests.Permissions;

/// <summary>Two servers on one PostgreSQL, both of which keep grants and members in step: a race between them costs a refused request, and never a wrong or missing binding.</summary>
public sealed class TwoReplicaTests(PostgresServer postgres, ITestOutputHelper output)
{
    private const string Viewer = "role-template-ns-view";
    private const string Cluster = "shared";
    private const string Api = "/apis/kpanda.io/v1alpha1";
    private const int Namespaces = 12;

    private static readonly string[] Reading = ["GET", "LIST", "WATCH"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Race_CostsARefusedRequest_AndNothingElse()
    {
        using var authority = CertificateAuthority.LoadOrCreate(null, TimeProvider.System);
        var options = new SandboxOptions { Clusters = 1, Nodes = 1, AuthorityPem = authority.CertificatePem };
        await using var simulation = await SandboxSimulation.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Token);
        await using var host = await SandboxHost.StartAsync(simulation.Fleet, new SandboxHostOptions { Listen = new Uri("https://127.0.0.1:0"), Authority = authority }, Token);
        var member = simulation.Fleet.Clusters[0];
        var database = await postgres.NewDatabaseAsync(Token);
        await using var first = await ServerSite.StartAsync(("database", database));
        using var one = await first.SignedInAsync();
        var kubeconfig = SandboxSimulation.KubeconfigOf(member, $"{host.Url}/{member.Name}", authority.CertificatePem);
        await GrantSite.SendAsync(one, HttpMethod.Post, $"{Api}/clusters", new { name = Cluster, kubeConfigString = kubeconfig });

        // Which clusters there are is read at the start.
        await using var second = await ServerSite.StartAsync(("database", database), ("master-key-file", Path.Combine(first.Data, "master.key")));
        using var other = await second.SignedInAsync();
        HttpClient[] replicas = [one, other];
        foreach (var replica in replicas) await GrantSite.UntilAsync("the cluster is in step everywhere", () => SeesAsync(replica, "default"));
        foreach (var number in Enumerable.Range(0, Namespaces))
            await GrantSite.SendAsync(replicas[0], HttpMethod.Post, $"{Api}/clusters/{Cluster}/namespaces", new { data = $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"team-{{{number}}}"}}""" });
        foreach (var replica in replicas) await GrantSite.UntilAsync("the namespaces are known everywhere", () => SeesAsync(replica, $"team-{Namespaces - 1}"));
        await GrantSite.SendAsync(replicas[0], HttpMethod.Post, "/apis/ghippo.io/v1alpha1/users/without-password", new { name = "ann" });

        var before = await WrittenAsync(replicas[0]);

        // Each of them gives half.
        var made = await Task.WhenAll(Enumerable.Range(0, Namespaces).Select(number => GrantSite.SendAsync(
            replicas[number % 2], HttpMethod.Post, GrantSite.Grants, new { cluster = Cluster, namespaces = new[] { $"team-{number}" }, role = Viewer, subjects = new[] { new { kind = "User", name = "ann" } } })));
        foreach (var replica in replicas) await GrantSite.UntilAsync("all of them are in the cluster, for both", async () => await AppliedAsync(replica) == Namespaces);
        foreach (var replica in replicas) await GrantSite.UntilAsync("both have read what was written, by whomever", () => HasReadAsync(replica));
        await GrantSite.UntilAsync("each namespace has its binding", async () => await BindingsAsync(replicas[0]) == Namespaces);

        // Each binding and each of the six roles is made, at the cost of refusals and repetitions; what one has just granted is never taken for too much by the other.
        var codes = await WrittenAsync(replicas[0]);
        output.WriteLine($"before: {Words(before)}; after: {Words(codes)}");
        codes["POST 201"].ShouldBe(before.GetValueOrDefault("POST 201") + Namespaces + 6);
        codes.Keys.ShouldBeSubsetOf(["POST 201", "POST 409", "PUT 200", "PUT 409"]);

        foreach (var (grant, number) in made.Select((grant, number) => (grant, number)))
            await GrantSite.SendAsync(replicas[(number + 1) % 2], HttpMethod.Delete, $"{GrantSite.Grants}/{await KnownAsync(replicas[(number + 1) % 2], grant)}");
        await GrantSite.UntilAsync("nothing is left", async () => await BindingsAsync(replicas[0]) == 0);

        codes = await WrittenAsync(replicas[0]);
        output.WriteLine($"in the end: {Words(codes)}");
        codes.Keys.ShouldBeSubsetOf(["POST 201", "POST 409", "PUT 200", "PUT 409", "DELETE 200", "DELETE 404"]);
    }

    private static async Task<bool> SeesAsync(HttpClient replica, string ns)
    {
        using var answer = await replica.GetAsync($"{Api}/clusters/{Cluster}/namespaces/{ns}", Token);
        return answer.IsSuccessStatusCode && (await replica.GetFromJsonAsync<JsonElement>("/api/v1/sync?pageSize=1", Token)).GetProperty("counts").GetProperty("behind").GetInt32() == 0;
    }

    private static async Task<int> AppliedAsync(HttpClient replica) =>
        (await GrantSite.SendAsync(replica, HttpMethod.Get, $"{GrantSite.Grants}?source=granted&pageSize=1000")).GetProperty("items").EnumerateArray().Count(item => item.GetProperty("state").GetString() == "applied");

    private static async Task<bool> HasReadAsync(HttpClient replica)
    {
        foreach (var number in Enumerable.Range(0, Namespaces))
        {
            var bindings = await GrantSite.NamesAsync(replica, $"{Api}/clusters/{Cluster}/namespaces/team-{number}/rolebindings");
            if (!bindings.Exists(name => name.StartsWith("kpanda-grant-", StringComparison.Ordinal))) return false;
        }

        return true;
    }

    // What the other one granted is known within two seconds.
    private static async Task<string> KnownAsync(HttpClient replica, JsonElement made)
    {
        var id = made.GetProperty("items")[0].GetProperty("id").GetString()!;
        await GrantSite.UntilAsync("the grant is known", async () =>
            (await GrantSite.SendAsync(replica, HttpMethod.Get, $"{GrantSite.Grants}?source=granted&pageSize=1000")).GetProperty("items").EnumerateArray().Any(item => item.GetProperty("id").GetString() == id));
        return id;
    }

    private static async Task<int> BindingsAsync(HttpClient replica) =>
        (await replica.GetFromJsonAsync<JsonElement>($"/k8s/clusters/{Cluster}/apis/rbac.authorization.k8s.io/v1/rolebindings?labelSelector=kpanda.io/managed%3Dgrant", Token)).GetProperty("items").GetArrayLength();

    /// <summary>Requests that wrote roles or bindings, or tried to, by verb and code, as the member counts them.</summary>
    private static async Task<SortedDictionary<string, long>> WrittenAsync(HttpClient replica)
    {
        var codes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in (await replica.GetStringAsync($"/k8s/clusters/{Cluster}/metrics", Token)).Split('\n'))
        {
            if (!line.StartsWith("apiserver_request_total{", StringComparison.Ordinal) || Label(line, "group") != "rbac.authorization.k8s.io" || Reading.Contains(Label(line, "verb"))) continue;
            var key = $"{Label(line, "verb")} {Label(line, "code")}";
            codes[key] = codes.GetValueOrDefault(key) + long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
        }

        return codes;
    }

    private static string Words(SortedDictionary<string, long> codes) => string.Join(", ", codes.Select(pair => $"{pair.Key}: {pair.Value}"));

    private static string Label(string line, string name) => line.Split($"{name}=\"", 2)[1].Split('"', 2)[0];
}
