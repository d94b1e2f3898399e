using System.Text;
using Kpanda.Sandbox.Containers.Files;
using Kpanda.Sandbox.Containers.Shell;

namespace Kpanda.Sandbox.Containers;

/// <summary>One running program of a container: its words, where it is, what it reads and where it writes.</summary>
internal sealed record ProgramContext(Container Container, IReadOnlyList<string> Words, CancellationToken Cancel)
{
    public required string Directory { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required Stream Input { get; init; }

    public required Sink Output { get; init; }

    public required Sink Error { get; init; }

    /// <summary>The terminal that it is attached to; null for none.</summary>
    public Terminal? Terminal { get; init; }

    public int Id { get; init; }

    public string Name => Words[0];

    public ContainerFiles Files => Container.Files;

    public TimeProvider Time => Container.Time;

    public Task PrintAsync(string text) => Output(Encoding.UTF8.GetBytes(text), Cancel);

    public Task LineAsync(string text) => PrintAsync(text + "\n");

    /// <summary>Says what went wrong, behind the program's name, and gives the exit code.</summary>
    public async Task<int> FailAsync(string message, int code = 1)
    {
        await Error(Encoding.UTF8.GetBytes($"{Name}: {message}\n"), Cancel);
        return code;
    }

    /// <summary>The words that are options (letters behind one dash, all together), and the others.</summary>
    public (string Letters, IReadOnlyList<string> Others) Options()
    {
        var letters = new StringBuilder();
        var others = new List<string>();
        var ended = false;
        foreach (var word in Words.Skip(1))
        {
            if (!ended && word == "--") ended = true;
            else if (!ended && word.Length > 1 && word[0] == '-') letters.Append(word.AsSpan(1));
            else others.Add(word);
        }

        return (letters.ToString(), others);
    }

    /// <summary>Everything that comes on the input, up to what a container may hold.</summary>
    public async Task<byte[]> ReadInputAsync()
    {
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await Input.ReadAsync(buffer, Cancel) is > 0 and var read)
        {
            if (all.Length + read > ContainerFiles.Capacity) throw new FileProblem("standard input", "Cannot allocate memory");
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }

    /// <summary>The files that are named, or the input where none is.</summary>
    public async IAsyncEnumerable<(string Name, byte[] Bytes)> ReadAllAsync(IReadOnlyList<string> names)
    {
        if (names.Count == 0) yield return ("-", await ReadInputAsync());
        foreach (var name in names) yield return (name, name == "-" ? await ReadInputAsync() : Files.Read(Directory, name));
    }
}
