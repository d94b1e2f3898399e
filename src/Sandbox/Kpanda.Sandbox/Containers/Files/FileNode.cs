namespace Kpanda.Sandbox.Containers.Files;

/// <summary>A file, a directory or a symbolic link of a container.</summary>
internal sealed class FileNode
{
    private byte[] _content = [];
    private int _length;

    public required DateTimeOffset Modified { get; set; }

    /// <summary>The permission bits, such as <c>0644</c> octal.</summary>
    public required UnixFileMode Mode { get; set; }

    /// <summary>What is inside a directory, by name; null for a file.</summary>
    public SortedDictionary<string, FileNode>? Children { get; init; }

    /// <summary>Where a symbolic link points to; null for what is none.</summary>
    public string? Target { get; init; }

    /// <summary>Whether it cannot be changed, as what is mounted from a ConfigMap.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>A file whose content is made when it is read.</summary>
    public Func<byte[]>? Made { get; init; }

    public bool IsDirectory => Children is not null;

    /// <summary>What a file holds.</summary>
    public ReadOnlyMemory<byte> Content => Made is null ? _content.AsMemory(0, _length) : Made();

    /// <summary>The size of a file in bytes.</summary>
    public int Length => Made is null ? _length : Content.Length;

    /// <summary>The size of a file in bytes with the zeros behind what it holds, which take no space.</summary>
    public long Size => Math.Max(Length, Sparse);

    /// <summary>How large it was made without being written.</summary>
    public long Sparse { get; set; }

    /// <summary>Adds bytes at the end.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _content.Length) Array.Resize(ref _content, Math.Max(_length + bytes.Length, _content.Length * 2));
        bytes.CopyTo(_content.AsSpan(_length));
        _length += bytes.Length;
    }

    public void Clear()
    {
        (_content, _length) = ([], 0);
        Sparse = 0;
    }
}
