using System.Xml.Linq;

namespace Kpanda.Architecture.Tests;

/// <summary>The projects of a checkout and their references, read from the project files: nothing is listed by hand.</summary>
internal sealed class ProjectGraph
{
    private ProjectGraph(IReadOnlyList<Project> projects) => Projects = projects;

    public IReadOnlyList<Project> Projects { get; }

    public static ProjectGraph Read(string root)
    {
        var source = Path.Combine(root, "src");
        var files = Directory.EnumerateFiles(source, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return new([.. files.Select(file => Project.Read(source, file))]);
    }

    /// <summary>A project below <c>src</c>: where it stands and which projects it refers to, by name.</summary>
    internal sealed record Project(string Name, Layer Layer, IReadOnlyList<string> References)
    {
        public static Project Read(string source, string file)
        {
            var references = XDocument.Load(file).Descendants("ProjectReference")
                .Select(reference => (string?)reference.Attribute("Include") ?? "")
                .SelectMany(include => Expand(Path.GetDirectoryName(file)!, include))
                .ToList();
            return new(Path.GetFileNameWithoutExtension(file), LayerOf(Path.GetRelativePath(source, file)), references);
        }

        private static IEnumerable<string> Expand(string directory, string include)
        {
            if (!include.Contains('*', StringComparison.Ordinal)) return [Path.GetFileNameWithoutExtension(include)];
            var parent = Path.GetFullPath(Path.Combine(directory, include[..include.IndexOf('*', StringComparison.Ordinal)]));
            return Directory.EnumerateFiles(parent, "*.csproj", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)!);
        }

        private static Layer LayerOf(string path) => path.Split('/', '\\')[0] switch
        {
            "Platform" => Layer.Platform,
            "Sandbox" => Layer.Sandbox,
            "Modules" => Layer.Modules,
            _ => Layer.Server,
        };
    }

    /// <summary>The floors of the building, lowest first.</summary>
    internal enum Layer
    {
        Platform,
        Sandbox,
        Modules,
        Server,
    }
}
