using System.Text.RegularExpressions;

namespace Kpanda.Architecture.Tests;

/// <summary>Rules of CONTRIBUTING.md that can be computed from the tree.</summary>
public sealed partial class SourceRulesTests
{
    private const int MostLinesOfAFile = 500;

    private static readonly string[] VagueNames = ["Helper", "Helpers", "Util", "Utils", "Utilities", "Manager", "Misc"];

    public static IEnumerable<string> SourceFiles() =>
        Files("src", "*.cs").Concat(Files("web/src", "*.ts")).Concat(Files("web/src", "*.tsx"));

    [Fact]
    public void SourceFiles_AreFound() => SourceFiles().Count().ShouldBeGreaterThan(50);

    [Fact]
    public void EveryFile_CanBeReadInOneSitting() =>
        SourceFiles().Where(f => !f.Contains("generated", StringComparison.Ordinal))
            .Select(f => (File: Relative(f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > MostLinesOfAFile).ShouldBeEmpty();

    [Fact]
    public void NoFile_HasAVagueName() =>
        SourceFiles().Select(Path.GetFileNameWithoutExtension)
            .Where(name => VagueNames.Any(v => name!.EndsWith(v, StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public void Namespaces_FollowTheFolders() =>
        Files("src", "*.cs").Select(f => (File: Relative(f), Declared: Declared(f), Expected: Expected(f)))
            .Where(f => f.Declared is not null && f.Declared != f.Expected)
            .Select(f => $"{f.File}: {f.Declared}, expected {f.Expected}").ShouldBeEmpty();

    [Fact]
    public void EveryModule_HasAReadme() =>
        Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, "src", "Modules"))
            .Concat(Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, "src", "Platform")))
            .Concat(Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, "src", "Sandbox")))
            .Where(d => !File.Exists(Path.Combine(d, "README.md"))).Select(Relative).ShouldBeEmpty();

    [Fact]
    public void TextLinks_OfTheDocuments_Exist() =>
        Files(".", "*.md").SelectMany(BrokenLinks).ShouldBeEmpty();

    private static IEnumerable<string> BrokenLinks(string file)
    {
        foreach (Match match in MarkdownLink().Matches(File.ReadAllText(file)))
        {
            var target = match.Groups["target"].Value.Split('#')[0];
            if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal)) continue;
            var path = Path.Combine(Path.GetDirectoryName(file)!, Uri.UnescapeDataString(target));
            if (!File.Exists(path) && !Directory.Exists(path)) yield return $"{Relative(file)} → {target}";
        }
    }

    private static string? Declared(string file) =>
        File.ReadLines(file).Select(line => NamespaceLine().Match(line)).FirstOrDefault(m => m.Success)?.Groups["name"].Value;

    private static string Expected(string file)
    {
        var folders = Path.GetDirectoryName(Relative(file))!.Split('/');
        var project = Array.FindIndex(folders, f => f.StartsWith("Kpanda.", StringComparison.Ordinal));
        return string.Join('.', folders[project..]);
    }

    private static IEnumerable<string> Files(string below, string pattern)
    {
        var folder = Path.Combine(SourceTree.Root, below);
        if (!Directory.Exists(folder)) return [];
        return Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Where(f => !Relative(f).Split('/').Any(part => part is "obj" or "bin" or "artifacts" or "node_modules" or "dist" or ".git"));
    }

    private static string Relative(string path) => Path.GetRelativePath(SourceTree.Root, path).Replace('\\', '/');

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)")]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);")]
    private static partial Regex NamespaceLine();
}
