using System.Formats.Tar;
using Kpanda.Sandbox.Containers.Files;

namespace Kpanda.Sandbox.Containers.Programs;

/// <summary>The program <c>tar</c>: packs, unpacks and lists, as <c>kubectl cp</c> asks it to.</summary>
internal static class TarProgram
{
    public static async Task<int> RunAsync(ProgramContext context)
    {
        var letters = "";
        var (file, directory) = ("-", context.Directory);
        var paths = new List<string>();
        var words = new Queue<string>(context.Words.Skip(1));
        while (words.TryDequeue(out var word))
        {
            var bundle = letters.Length == 0 && paths.Count == 0 && word[0] != '-';
            if (!bundle && (word[0] != '-' || word == "-"))
            {
                paths.Add(word);
                continue;
            }

            if (word.StartsWith("--", StringComparison.Ordinal)) continue;
            foreach (var letter in bundle ? word : word[1..])
            {
                letters += letter;
                if (letter == 'f') file = words.TryDequeue(out var named) ? named : "-";
                if (letter == 'C') directory = ContainerFiles.Resolve(directory, words.TryDequeue(out var given) ? given : ".");
            }
        }

        if (letters.Contains('z', StringComparison.Ordinal)) return await context.FailAsync("archives are not packed here: leave out 'z'", 2);
        if (letters.Contains('c', StringComparison.Ordinal)) return await PackAsync(context, file, directory, paths);
        var input = file == "-" ? context.Input : new MemoryStream(context.Files.Read(context.Directory, file));
        try
        {
            return await ReadAsync(context, input, directory, extract: letters.Contains('x', StringComparison.Ordinal), letters.Contains('v', StringComparison.Ordinal));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return await context.FailAsync($"invalid tar: {e.Message}", 2);
        }
    }

    private static async Task<int> PackAsync(ProgramContext context, string file, string directory, List<string> paths)
    {
        if (paths.Count == 0) return await context.FailAsync("empty archive", 2);
        if (file != "-") context.Files.Create(context.Directory, file);
        Sink sink = file == "-" ? context.Output : (bytes, _) =>
        {
            context.Files.Append(context.Directory, file, bytes.Span);
            return Task.CompletedTask;
        };
        var code = 0;
        await using var output = new SinkStream(sink, context.Cancel);
        await using (var writer = new TarWriter(output, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var path in paths)
            {
                if (context.Files.Find(directory, path) is null)
                {
                    code = await context.FailAsync($"{path}: Cannot stat: No such file or directory", 2);
                    continue;
                }

                foreach (var (name, node, _) in FilePrograms.Below(context with { Directory = directory }, path)) await writer.WriteEntryAsync(Entry(name, node), context.Cancel);
            }
        }

        return code;
    }

    private static UstarTarEntry Entry(string name, FileNode node)
    {
        var type = node.IsDirectory ? TarEntryType.Directory : node.Target is not null ? TarEntryType.SymbolicLink : TarEntryType.RegularFile;
        var entry = new UstarTarEntry(type, name.TrimStart('/') is { Length: > 0 } inside ? inside : ".") { Mode = node.Mode, ModificationTime = node.Modified };
        if (node.Target is { } target) entry.LinkName = target;
        if (type == TarEntryType.RegularFile) entry.DataStream = new MemoryStream(node.Content.ToArray());
        return entry;
    }

    private static async Task<int> ReadAsync(ProgramContext context, Stream input, string directory, bool extract, bool verbose)
    {
        await using var reader = new TarReader(input, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, context.Cancel) is { } entry)
        {
            if (verbose || !extract) await context.LineAsync(entry.Name);
            if (extract) await ExtractAsync(context, directory, entry);
        }

        return 0;
    }

    private static async Task ExtractAsync(ProgramContext context, string directory, TarEntry entry)
    {
        var path = ContainerFiles.Resolve(directory, entry.Name.TrimStart('/'));
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                context.Files.MakeDirectory("/", path, parents: true);
                break;
            case TarEntryType.SymbolicLink:
                context.Files.Link("/", path, entry.LinkName);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                if (path.LastIndexOf('/') is > 0 and var slash) context.Files.MakeDirectory("/", path[..slash], parents: true);
                context.Files.Create("/", path, entry.Mode);
                if (entry.DataStream is not { } data) break;
                var buffer = new byte[16 * 1024];
                while (await data.ReadAsync(buffer, context.Cancel) is > 0 and var read) context.Files.Append("/", path, buffer.AsSpan(0, read));
                break;
        }
    }

    /// <summary>A stream that a sink takes.</summary>
    private sealed class SinkStream(Sink sink, CancellationToken cancel) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await sink(buffer, cancel);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => sink(buffer.AsMemory(offset, count), cancel);

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
            // Nothing is kept back.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
