using System.Text.RegularExpressions;

namespace Kpanda.Clusters.Tests;

public sealed partial class ClusterErrorWordsTests
{
    [Fact]
    public void EveryMessage_IsThereInBothLanguagesWithTheSamePlaceholders()
    {
        var words = new ClusterErrorWords();
        words.Chinese.Keys.ShouldBe(words.English.Keys, ignoreOrder: true);
        foreach (var (reason, english) in words.English) Placeholders(words.Chinese[reason]).ShouldBe(Placeholders(english), ignoreOrder: true, reason);
    }

    [Fact]
    public void EveryReasonInTheSource_HasWords()
    {
        var words = new ClusterErrorWords();
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Kpanda.slnx"))) folder = folder.Parent;
        folder.ShouldNotBeNull("the tests run inside the repository");
        string[] roots = ["src/Modules/Kpanda.Clusters", "src/Platform/Kpanda.Kube/Kubeconfig"];
        var used = roots.SelectMany(root => Directory.EnumerateFiles(Path.Combine(folder.FullName, root), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Reason().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToHashSet();
        used.Count.ShouldBeGreaterThan(40);
        used.ShouldBeSubsetOf(words.English.Keys);
    }

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).Distinct();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("\"((?:cluster|kubeconfig|member|import)\\.[a-z.]*[a-z])\"")]
    private static partial Regex Reason();
}
