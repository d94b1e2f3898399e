namespace Kpanda.Server.EmbeddedSandbox;

/// <summary>
/// The simulated clusters that a person removed: <c>removed</c> in the folder of the sandbox, one name a line. They are simulated still, as a removed cluster goes on running,
/// but a start does not register them again. Safe for concurrent use.
/// </summary>
internal sealed class RemovedClusters(string folder)
{
    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(folder, "removed");

    public bool Contains(string cluster)
    {
        lock (_gate) return Read().Contains(cluster, StringComparer.Ordinal);
    }

    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(string cluster)
    {
        lock (_gate)
        {
            var names = Read();
            if (names.Contains(cluster, StringComparer.Ordinal)) return;
            Directory.CreateDirectory(folder);
            var draft = _path + ".new";
            File.WriteAllLines(draft, [.. names, cluster]);
            File.Move(draft, _path, overwrite: true);
        }
    }

    private string[] Read() => File.Exists(_path) ? File.ReadAllLines(_path) : [];
}
