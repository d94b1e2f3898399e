using System.Net;
using Kpanda.Clusters.Tests.Fakes;
using Kpanda.Clusters.Verify;
using Kpanda.KubeModel.Yaml;
using Kpanda.Clusters.ImportGuide;

namespace Kpanda.Clusters.Tests.Import;

public sealed class ImportGuideTests
{
    [Fact]
    public async Task EveryVendor_HasStepsInTheReadersLanguage()
    {
        await using var host = await TestHost.StartAsync();
        using var response = await host.Http.GetAsync("/api/v1/import-guides", TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldNotContain("cluster.guide.");
        text.ShouldContain("kubectl apply -f -");
        // A simulated cluster leaves its kubeconfig in a file.
        DistributionRule.Names.Except(["sandbox"]).ShouldBeSubsetOf(VendorGuides.All.Select(vendor => vendor.Distribution));
    }

    [Fact]
    public void Manifest_IsReadableAndAllOfItCarriesTheLabel()
    {
        var manifest = AccessCommands.Create.Split("<<'EOF'\n")[1].Replace("\nEOF\n", "\n", StringComparison.Ordinal);
        YamlReader.TryRead(manifest, out var documents, out var problem).ShouldBeTrue(problem?.ToString());
        documents!.Count.ShouldBe(5);
        documents.ShouldAllBe(document => (string?)document.Root!["metadata"]!["labels"]!["app.kubernetes.io/part-of"] == "kpanda-access");
    }
}
