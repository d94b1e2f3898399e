namespace Kpanda.Sandbox.Containers.Files;

/// <summary>
/// The files of one container, in memory, at most <see cref="Capacity"/> bytes of them. Paths are absolute or relative to the directory that is given.
/// Thread-safe; problems are thrown as <see cref="FileProblem"/>.
/// </summary>
internal sealed class ContainerFiles(TimeProvider time)
{
    /// <summary>How many bytes all written files of a container may have.</summary>
    public const long Capacity = 64L * 1024 * 1024;

    private const int MostLinks = 16;
    private const UnixFileMode DirectoryMode = (UnixFileMode)0b111_101_101;
    private const UnixFileMode FileMode = (UnixFileMode)0b110_100_100;

    private readonly Lock _gate = new();
    private readonly FileNode _root = new() { Children = new(StringComparer.Ordinal), Mode = DirectoryMode, Modified = time.GetUtcNow() };
    private long _used;

    /// <summary>How many bytes the written files have.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>The absolute path without <c>.</c> and <c>..</c>.</summary>
    public static string Resolve(string directory, string path)
    {
        var parts = new List<string>();
        foreach (var part in (path.StartsWith('/') ? path : directory + "/" + path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..") parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
            else if (part != ".") parts.Add(part);
        }

        return "/" + string.Join('/', parts);
    }

    /// <summary>What is at a path, links followed; null where nothing is.</summary>
    public FileNode? Find(string directory, string path, bool follow = true)
    {
        lock (_gate) return Walk(Resolve(directory, path), follow, 0);
    }

    /// <summary>What is inside a directory, by name; a file is itself.</summary>
    public IReadOnlyList<(string Name, FileNode Node)> List(string directory, string path)
    {
        lock (_gate)
        {
            var node = Walk(Resolve(directory, path), follow: true, 0) ?? throw FileProblem.Missing(path);
            return node.Children is { } children ? [.. children.Select(child => (child.Key, child.Value))] : [(path, node)];
        }
    }

    /// <summary>A copy of what a file holds.</summary>
    public byte[] Read(string directory, string path)
    {
        lock (_gate)
        {
            var node = Walk(Resolve(directory, path), follow: true, 0) ?? throw FileProblem.Missing(path);
            return node.IsDirectory ? throw FileProblem.IsDirectory(path) : node.Content.ToArray();
        }
    }

    /// <summary>Makes a file, or empties it.</summary>
    public void Create(string directory, string path, UnixFileMode mode = FileMode)
    {
        lock (_gate)
        {
            var node = Writable(directory, path, mode);
            _used -= node.Length;
            node.Clear();
            node.Modified = time.GetUtcNow();
        }
    }

    /// <summary>Adds bytes to a file, which is made where there is none.</summary>
    public void Append(string directory, string path, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            var node = Writable(directory, path, FileMode);
            if (_used + bytes.Length > Capacity) throw FileProblem.NoSpace(path);
            _used += bytes.Length;
            node.Append(bytes);
            node.Modified = time.GetUtcNow();
        }
    }

    /// <summary>Makes a file larger by zeros that take no space; one that is not there is made.</summary>
    public void Resize(string directory, string path, long size)
    {
        lock (_gate)
        {
            var node = Writable(directory, path, FileMode);
            node.Sparse = size;
            node.Modified = time.GetUtcNow();
        }
    }

    /// <summary>The bytes of a file from one on, in pieces, with its zeros.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> ReadFrom(string directory, string path, long from)
    {
        var content = Read(directory, path);
        var size = Find(directory, path)?.Size ?? 0;
        if (from < content.Length) yield return content.AsMemory((int)from);
        var zeros = new byte[(int)Math.Min(256 * 1024, Math.Max(0, size - content.Length))];
        for (var left = size - Math.Max(from, content.Length); left > 0; left -= zeros.Length) yield return zeros.AsMemory(0, (int)Math.Min(left, zeros.Length));
    }

    /// <summary>Makes a directory, with those above it where asked.</summary>
    public void MakeDirectory(string directory, string path, bool parents = false)
    {
        lock (_gate)
        {
            var absolute = Resolve(directory, path);
            var found = Walk(absolute, follow: true, 0);
            if (found is not null && (!parents || !found.IsDirectory)) throw FileProblem.Exists(path);
            if (found is not null) return;
            if (parents && Walk(Above(absolute), follow: true, 0) is null) MakeDirectory("/", Above(absolute), parents: true);
            Place(absolute, path, new FileNode { Children = new(StringComparer.Ordinal), Mode = DirectoryMode, Modified = time.GetUtcNow() });
        }
    }

    /// <summary>Puts a node where nothing is, or in the place of what is there.</summary>
    public void Place(string path, FileNode node)
    {
        lock (_gate)
        {
            if (Walk(Above(path), follow: true, 0) is null) MakeDirectory("/", Above(path), parents: true);
            if (Walk(path, follow: false, 0) is { } old) _used -= SizeOf(old);
            Walk(Above(path), follow: true, 0)!.Children![Last(path)] = node;
            _used += SizeOf(node);
        }
    }

    /// <summary>Removes a file, or a directory with what is in it where asked.</summary>
    public void Remove(string directory, string path, bool recursive)
    {
        lock (_gate)
        {
            var absolute = Resolve(directory, path);
            var node = Walk(absolute, follow: false, 0) ?? throw FileProblem.Missing(path);
            if (absolute == "/" || node.ReadOnly) throw FileProblem.ReadOnly(path);
            if (node.Children is { Count: > 0 } && !recursive) throw FileProblem.NotEmpty(path);
            var parent = Walk(Above(absolute), follow: true, 0)!;
            if (parent.ReadOnly) throw FileProblem.ReadOnly(path);
            parent.Children!.Remove(Last(absolute));
            _used -= SizeOf(node);
        }
    }

    /// <summary>Moves what is at a path to another.</summary>
    public void Move(string directory, string from, string to)
    {
        lock (_gate)
        {
            var node = Walk(Resolve(directory, from), follow: false, 0) ?? throw FileProblem.Missing(from);
            var target = Resolve(directory, to);
            if (Walk(target, follow: true, 0) is { IsDirectory: true }) target = Resolve(target, Last(Resolve(directory, from)));
            if (target == Resolve(directory, from)) return;
            Remove(directory, from, recursive: true);
            Place(target, to, node);
            _used += SizeOf(node);
        }
    }

    /// <summary>Makes a symbolic link.</summary>
    public void Link(string directory, string path, string target)
    {
        lock (_gate) Place(Resolve(directory, path), path, new FileNode { Target = target, Mode = (UnixFileMode)0b111_111_111, Modified = time.GetUtcNow() });
    }

    /// <summary>The last name of an absolute path.</summary>
    public static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Above(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";

    private static long SizeOf(FileNode node) => node.Children?.Values.Sum(SizeOf) ?? (node is { Made: null, ReadOnly: false } ? node.Length : 0);

    private FileNode Writable(string directory, string path, UnixFileMode mode)
    {
        var absolute = Resolve(directory, path);
        if (Walk(absolute, follow: true, 0) is { } found)
        {
            if (found.IsDirectory) throw FileProblem.IsDirectory(path);
            return found.ReadOnly || found.Made is not null ? throw FileProblem.ReadOnly(path) : found;
        }

        var made = new FileNode { Mode = mode, Modified = time.GetUtcNow() };
        Place(absolute, path, made);
        return made;
    }

    private void Place(string absolute, string given, FileNode node)
    {
        var parent = Walk(Above(absolute), follow: true, 0) ?? throw FileProblem.Missing(given);
        if (parent.Children is not { } children) throw FileProblem.NoDirectory(given);
        if (parent.ReadOnly) throw FileProblem.ReadOnly(given);
        if (children.TryGetValue(Last(absolute), out var old))
        {
            if (old.ReadOnly) throw FileProblem.ReadOnly(given);
            if (old.IsDirectory) throw FileProblem.IsDirectory(given);
            _used -= SizeOf(old);
        }

        children[Last(absolute)] = node;
        parent.Modified = time.GetUtcNow();
    }

    private FileNode? Walk(string absolute, bool follow, int links)
    {
        var node = _root;
        var parts = absolute.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            if (node.Children is null || !node.Children.TryGetValue(parts[i], out var child)) return null;
            node = child;
            if (node.Target is not { } target || (i == parts.Length - 1 && !follow)) continue;
            if (links == MostLinks) return null;
            var above = "/" + string.Join('/', parts[..i]);
            var rest = string.Join('/', parts[(i + 1)..]);
            return Walk(Resolve(above, rest.Length > 0 ? target + "/" + rest : target), follow, links + 1);
        }

        return node;
    }
}
