namespace Kpanda.Contract.Tests;

/// <summary>What we serve of the published APIs is as published. The numbers only grow: raise them with every operation that is added.</summary>
public sealed class PublishedApiTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("kpanda", "/apis/kpanda.io/v1alpha1", 265)]
    [InlineData("ghippo", "/apis/ghippo.io/v1alpha1", 92)]
    public void WhatIsCovered_IsAsPublished(string name, string prefix, int coveredAtLeast)
    {
        var facts = PublishedFacts.Load(name);
        var comparison = new Comparison(facts, new OurDocument(), prefix);

        comparison.Run();

        // CI prints these lines.
        output.WriteLine($"{name}: covered {comparison.Covered.Count} of {facts.Operations.Count}, {comparison.Differences.Count} differences");
        foreach (var tag in facts.Operations.GroupBy(operation => operation.Tag).OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            var open = tag.Except(comparison.Covered).ToList();
            output.WriteLine($"  {tag.Key}: {tag.Count() - open.Count} of {tag.Count()}{(open.Count > 0 ? $", without {string.Join(", ", open)}" : "")}");
        }

        comparison.Differences.ShouldBeEmpty();
        comparison.Covered.Count.ShouldBeGreaterThanOrEqualTo(coveredAtLeast);
    }
}
