namespace Kpanda.Contract.Tests;

/// <summary>What we serve of the published APIs is as published. The numbers only grow: raise them with every operation that is added.</summary>
public sealed class PublishedApiTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("kpanda", "/apis/kpanda.io/v1alpha1", 239)]
    [InlineData("ghippo", "/apis/ghippo.io/v1alpha1", 1)]
    public void WhatIsCovered_IsAsPublished(string name, string prefix, int coveredAtLeast)
    {
        var facts = PublishedFacts.Load(name);
        var comparison = new Comparison(facts, new OurDocument(), prefix);

        comparison.Run();

        // CI prints this line.
        output.WriteLine($"{name}: covered {comparison.Covered.Count} of {facts.Operations.Count}, {comparison.Differences.Count} differences");
        foreach (var (tag, count) in comparison.Covered.CountBy(operation => operation.Tag).OrderBy(tag => tag.Key))
            output.WriteLine($"  {tag}: {count} of {facts.Operations.Count(operation => operation.Tag == tag)}");
        comparison.Differences.ShouldBeEmpty();
        comparison.Covered.Count.ShouldBeGreaterThanOrEqualTo(coveredAtLeast);
    }
}
