using System.Globalization;
using Kpanda.Permissions.Reconcile;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Server.Tests.Permissions;

/// <summary>What the reconciler does where nothing is to be done: it looks, and writes nothing. Writing requests are counted by the API server of the simulated cluster.</summary>
public sealed class IdleTests(ITestOutputHelper output)
{
    private const string Viewer = "role-template-ns-view";
    private const string ClusterViewer = "role-template-cluster-view";
    private const int Rounds = 5;

    private static readonly string[] Reading = ["GET", "LIST", "WATCH"];

    [Fact]
    public async Task WhereNothingIsToBeDone_NothingIsWritten()
    {
        var site = new GrantSite();
        await using var running = site;
        await site.InitializeAsync();
        var ns = await site.NamespaceAsync(GrantSite.First);
        var (id, name, _) = await site.SomebodyAsync();
        var (group, _) = await site.GroupAsync(id);
        var grants = new[]
        {
            await site.GrantAsync(site.Admin, Viewer, GrantSite.First, ns, name),
            await site.GrantAsync(site.Admin, ClusterViewer, GrantSite.First, null, name),
            await GrantSite.SendAsync(site.Admin, HttpMethod.Post, GrantSite.Grants, new { cluster = GrantSite.First, namespaces = new[] { ns }, role = Viewer, subjects = new[] { new { kind = "Group", id = group } } }),
        };
        foreach (var made in grants) await site.StateAsync(made.GetProperty("items")[0].GetProperty("id").GetString()!, "applied");
        await RoundAsync(site);
        var (written, passes) = (await WrittenAsync(site), PassesOf(site));

        // Six roles and three bindings: the count counts.
        written.ShouldBeGreaterThanOrEqualTo(9);
        for (var round = 0; round < Rounds; round++) await RoundAsync(site);

        var (writtenThen, passesThen) = (await WrittenAsync(site), PassesOf(site));
        output.WriteLine($"{passesThen - passes} passes, {writtenThen - written:0} writing requests");
        passesThen.ShouldBeGreaterThanOrEqualTo(passes + Rounds);
        writtenThen.ShouldBe(written);
    }

    /// <summary>A namespace that comes has the whole cluster compared once more. Twice: a pass that was under way when it came counts for the one before.</summary>
    private static async Task RoundAsync(GrantSite site)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            var before = PassesOf(site);
            await site.NamespaceAsync(GrantSite.First);
            await GrantSite.UntilAsync("the cluster was compared", () => Task.FromResult(PassesOf(site) > before));
        }
    }

    private static long PassesOf(GrantSite site) => site.Site.App.Services.GetRequiredService<GrantMetrics>().PassesOf(GrantSite.First, ReconcileOutcome.Done);

    /// <summary>Requests that wrote roles or bindings, or tried to, as the member counts them.</summary>
    private static async Task<double> WrittenAsync(GrantSite site)
    {
        var text = await site.Admin.GetStringAsync($"/k8s/clusters/{GrantSite.First}/metrics", GrantSite.Token);
        return text.Split('\n')
            .Where(line => line.StartsWith("apiserver_request_total{", StringComparison.Ordinal)
                && line.Contains("group=\"rbac.authorization.k8s.io\"", StringComparison.Ordinal)
                && !Reading.Any(verb => line.Contains($"verb=\"{verb}\"", StringComparison.Ordinal)))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
