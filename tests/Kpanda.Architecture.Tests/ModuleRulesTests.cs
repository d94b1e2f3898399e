namespace Kpanda.Architecture.Tests;

public sealed class ModuleRulesTests
{
    [Fact]
    public void ThisCheckout_KeepsTheRules() => ModuleRules.Violations(ProjectGraph.Read(SourceTree.Root)).ShouldBeEmpty();

    [Theory]
    [InlineData("Platform/Kpanda.Kube", "Modules/Kpanda.Search", "references point down only")]
    [InlineData("Platform/Kpanda.KubeModel", "Platform/Kpanda.Hosting", "a platform part refers only to parts below it")]
    [InlineData("Modules/Kpanda.Identity", "Modules/Kpanda.Search", "a module refers only to modules of an earlier rank")]
    [InlineData("Modules/Kpanda.Search", "Sandbox/Kpanda.Sandbox", "references point down only")]
    [InlineData("Sandbox/Kpanda.Sandbox", "Platform/Kpanda.Hosting", "the sandbox knows the Kubernetes vocabulary alone")]
    public void SeededViolation_IsFound(string from, string to, string expected)
    {
        using var tree = new SeededTree();
        tree.Add(to);
        tree.Add(from, to);

        var violations = ModuleRules.Violations(ProjectGraph.Read(tree.Root)).ToList();

        violations.ShouldHaveSingleItem().ShouldEndWith(expected);
    }

    [Fact]
    public void ModuleWithoutARank_IsFound()
    {
        using var tree = new SeededTree();
        tree.Add("Modules/Kpanda.Surprise");

        ModuleRules.Violations(ProjectGraph.Read(tree.Root)).ShouldHaveSingleItem().ShouldContain("has no rank");
    }

    private sealed class SeededTree : IDisposable
    {
        public string Root { get; } = Directory.CreateTempSubdirectory("kpanda-architecture-").FullName;

        public void Add(string path, params string[] references)
        {
            var folder = Directory.CreateDirectory(Path.Combine(Root, "src", path)).FullName;
            var items = references.Select(r => $"<ProjectReference Include=\"../../{r}/{Path.GetFileName(r)}.csproj\" />");
            File.WriteAllText(
                Path.Combine(folder, Path.GetFileName(path) + ".csproj"),
                $"<Project><ItemGroup>{string.Concat(items)}</ItemGroup></Project>");
        }

        public void Dispose() => Directory.Delete(Root, recursive: true);
    }
}
