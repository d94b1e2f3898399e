namespace Kpanda.Sandbox.Containers.Shell;

/// <summary>What a shell remembers from one command to the next.</summary>
internal sealed class ShellState
{
    public ShellState(Container container, string directory, IReadOnlyDictionary<string, string> environment)
    {
        Container = container;
        Directory = directory;
        Variables = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        Exported = [.. environment.Keys];
    }

    private ShellState(ShellState other)
    {
        Container = other.Container;
        Directory = other.Directory;
        Variables = new Dictionary<string, string>(other.Variables, StringComparer.Ordinal);
        Exported = [.. other.Exported];
        Parameters = other.Parameters;
        (Name, Id, Code, StopsOnFailure) = (other.Name, other.Id, other.Code, other.StopsOnFailure);
    }

    public Container Container { get; }

    public string Directory { get; set; }

    public Dictionary<string, string> Variables { get; }

    public HashSet<string> Exported { get; }

    /// <summary><c>$1</c> and those after it.</summary>
    public IReadOnlyList<string> Parameters { get; set; } = [];

    /// <summary><c>$0</c>.</summary>
    public string Name { get; set; } = "sh";

    /// <summary><c>$$</c>.</summary>
    public int Id { get; init; }

    /// <summary><c>$?</c>.</summary>
    public int Code { get; set; }

    /// <summary><c>set -e</c>.</summary>
    public bool StopsOnFailure { get; set; }

    /// <summary>What goes on in the background.</summary>
    public List<Task> Background { get; } = [];

    /// <summary>What programs are given.</summary>
    public IReadOnlyDictionary<string, string> Environment => Exported.Where(Variables.ContainsKey).ToDictionary(name => name, name => Variables[name], StringComparer.Ordinal);

    /// <summary>A copy whose changes nobody else sees.</summary>
    public ShellState Fork() => new(this);
}
