namespace Kpanda.Sandbox.Tests.Live;

/// <summary>Where two tellings of a story differ.</summary>
internal static class StoryDifferences
{
    public static IReadOnlyList<string> Of(IReadOnlyList<string> expected, IReadOnlyList<string> found)
    {
        found.Count.ShouldBe(expected.Count);
        return [.. expected.Zip(found).Where(pair => pair.First != pair.Second).Select(pair => $"\n{pair.Second}\nnot\n{pair.First}\n")];
    }
}
