using System.Text;
using System.Text.Json;
using Kpanda.Clusters.Verify;
using Kpanda.Kube;

namespace Kpanda.Clusters.Tests.Verify;

/// <summary>One file for each vendor, with what a cluster of that vendor answers: version, groups and a node as the member sends it.</summary>
public sealed class DistributionRuleTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Verify", "Distributions");

    public static TheoryData<string> Vendors => [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [MemberData(nameof(Vendors))]
    public void Answers_GiveTheMakerAway(string vendor)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, vendor + ".json")));
        var root = file.RootElement;
        var node = root.GetProperty("node") is { ValueKind: JsonValueKind.Object } there ? new KubeObject(Encoding.UTF8.GetBytes(there.GetRawText())) : null;
        var groups = root.GetProperty("groups").EnumerateArray().Select(group => group.GetString()!).ToList();
        var facts = MemberFacts.Of(root.GetProperty("gitVersion").GetString()!, root.GetProperty("host").GetString()!, groups, node, root.GetProperty("kubeadmConfig").GetBoolean());
        var distribution = DistributionRule.Of(facts);
        distribution.ShouldBe(root.GetProperty("distribution").GetString());
        DistributionRule.ProviderOf(distribution).ShouldBe(root.GetProperty("provider").GetString());
    }

    [Fact]
    public void EveryDistribution_HasAFile()
    {
        var shown = Vendors.Select(vendor => File.ReadAllText(Path.Combine(Folder, vendor.Data + ".json"))).Select(text =>
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.GetProperty("distribution").GetString();
        });
        DistributionRule.Names.Except(shown!).ShouldBeEmpty();
    }
}
