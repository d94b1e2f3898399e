using System.Text.RegularExpressions;
using Kpanda.Hosting.Errors;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Server.Tests;

/// <summary>Every message of every module is there in English and in Chinese.</summary>
public sealed partial class VocabularyTests(SharedServer shared)
{
    [Fact]
    public async Task EveryList_HasTheSameReasonsAndPlaceholdersInBothLanguages()
    {
        var site = await shared.SiteAsync();
        var lists = site.App.Services.GetServices<IErrorWords>().ToList();

        lists.Count.ShouldBeGreaterThan(5);
        foreach (var list in lists)
        {
            list.Chinese.Keys.Order(StringComparer.Ordinal).ShouldBe(list.English.Keys.Order(StringComparer.Ordinal), list.GetType().Name);
            foreach (var (reason, words) in list.English) Placeholders(list.Chinese[reason]).ShouldBe(Placeholders(words), reason);
        }
    }

    [Fact]
    public async Task EveryReasonInTheSource_HasWords()
    {
        var site = await shared.SiteAsync();
        var known = site.App.Services.GetServices<IErrorWords>().SelectMany(list => list.English.Keys).ToHashSet(StringComparer.Ordinal);

        var used = Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .SelectMany(text => Reason.Matches(text).Concat(NetworkReason.Matches(text)))
            .Select(match => match.Groups["reason"].Value)
            .ToHashSet(StringComparer.Ordinal);

        used.Count.ShouldBeGreaterThan(10);
        used.Where(reason => !known.Contains(reason)).Order(StringComparer.Ordinal).ShouldBeEmpty();
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Kpanda.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private static string[] Placeholders(string message) => [.. Placeholder.Matches(message).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder { get; }

    // What the client of a member says of the way there.
    [GeneratedRegex("\"(?<reason>network\\.[a-z.]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex NetworkReason { get; }

    [GeneratedRegex("""Error\.(Of\(\s*ErrorCode\.\w+,|Invalid\(\s*"[\w.]+",)\s*"(?<reason>[\w.]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Reason { get; }
}
