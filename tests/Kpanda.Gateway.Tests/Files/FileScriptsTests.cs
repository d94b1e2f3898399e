using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using Kpanda.Gateway.Files;

namespace Kpanda.Gateway.Tests.Files;

/// <summary>The scripts, run by this machine's own <c>sh</c>, <c>stat</c>, <c>find</c> and <c>tar</c>.</summary>
public sealed class FileScriptsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-files-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    // An image without find.
    [InlineData("find")]
    // One with hardly anything.
    [InlineData("stat")]
    public async Task List_TellsEveryNameExactly(string without)
    {
        // A line end with what looks like an entry, an escape sequence, what is no UTF-8, a dash, a hidden one, a percent.
        await MakeAsync("""printf x > "$(printf 'a\n81a4 1 2 root root .')"; printf yy > "$(printf '\033[31m')"; : > "$(printf '\377.bin')"; : > -rf; : > .hidden; : > ..more; : > 100%; mkdir folder; ln -s folder link; ln -s nowhere broken""");

        var (code, output, _) = await RunAsync(FileScripts.List, [PathOf("").Argument], without: without);
        var entries = ListFiles.Entries(PathOf(""), output);

        code.ShouldBe(0);
        entries.Select(entry => $"{entry.Name} {entry.Type}{(entry.IsLink ? " link" : "")}").ShouldBe(
            ["folder directory", "link directory link", "%1B[31m file", "%FF.bin file", "-rf file", "..more file", ".hidden file", "100% file", "a%0A81a4 1 2 root root . file", "broken other link"],
            ignoreOrder: true);
        entries.Single(entry => entry.Name == "%1B[31m").Size.ShouldBe(2);
        entries.Single(entry => entry.Name == "100%").Path.ShouldEndWith("/100%25");
        entries.Single(entry => entry.Name == "folder").Mode.ShouldStartWith("drwx");
        entries.Single(entry => entry.Name == "link").Mode.ShouldStartWith("lrwx");
        entries.ShouldAllBe(entry => entry.Modified > TimeProvider.System.GetUtcNow().AddDays(-1) && entry.Owner.Length > 2);
        foreach (var file in entries.Where(entry => entry.Type == "file"))
        {
            // Each is found again by its path.
            var path = FilePath.Parse(file.Path).Value;
            var read = await RunAsync(FileScripts.Read, [path.Argument, "1"], without: without);
            read.Code.ShouldBe(0, file.Name);
            read.Output.AsSpan(read.Output.IndexOf((byte)'\n') + 1).Length.ShouldBe((int)file.Size, file.Name);
        }
    }

    [Fact]
    public async Task List_TellsNothingOfAnEmptyDirectory()
    {
        var (code, output, _) = await RunAsync(FileScripts.List, [PathOf("").Argument]);

        (code, ListFiles.Entries(PathOf(""), output).Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Read_BeginsWhereItIsAsked()
    {
        await MakeAsync("printf 0123456789 > ten; mkdir folder");

        var (_, output, _) = await RunAsync(FileScripts.Read, [PathOf("/ten").Argument, "5"]);

        var text = Encoding.ASCII.GetString(output);
        text[(text.IndexOf('\n') + 1)..].ShouldBe("456789");
        text.ShouldStartWith("10 ");
        (await RunAsync(FileScripts.Read, [PathOf("/folder").Argument, "1"])).Code.ShouldBe(FileScripts.OtherKind);
        (await RunAsync(FileScripts.Read, [PathOf("/none").Argument, "1"])).Code.ShouldBe(FileScripts.Missing);
        Encoding.ASCII.GetString((await RunAsync(FileScripts.Read, [PathOf("/ten").Argument, "9"], without: "stat")).Output).ShouldMatch("^10 \\d{14} \\d+\n89$");
        (await RunAsync(FileScripts.List, [PathOf("/folder").Argument], without: "stat|ls")).ShouldSatisfyAllConditions(ended => ended.Code.ShouldBe(FileScripts.NoProgram), ended => ended.Errors.Trim().ShouldBe("stat"));
    }

    [Fact]
    public async Task Pack_LeavesLinksAsTheyAre()
    {
        await MakeAsync("mkdir -p -- '-p/sub'; echo one > -p/sub/a; ln -s /etc ./-p/etc");

        var (code, output, _) = await RunAsync(FileScripts.Pack, [PathOf("/-p").Argument]);

        code.ShouldBe(0);
        await using var reader = new TarReader(new MemoryStream(output));
        var names = new List<string>();
        while (await reader.GetNextEntryAsync(copyData: true, Token) is { } entry) names.Add($"{entry.Name.TrimEnd('/')} {entry.EntryType}");
        names.ShouldBe(["-p Directory", "-p/sub Directory", "-p/sub/a RegularFile", "-p/etc SymbolicLink"], ignoreOrder: true);
    }

    [Fact]
    public async Task Unpack_TakesTheArchiveThatWeWrite_WithoutAnEndOfInput()
    {
        var deep = $"{string.Join('/', Enumerable.Repeat("ordner", 30))}/größe.bin";
        await MakeAsync("mkdir in");
        using var archive = new MemoryStream();
        foreach (var (name, content) in new[] { ("a.txt", "first"), (deep, "second"), ("empty", "") })
        {
            archive.Write(TarHeader.Of(name, content.Length, DateTimeOffset.UnixEpoch));
            archive.Write(Encoding.ASCII.GetBytes(content));
            archive.Write(new byte[TarHeader.Padding(content.Length)]);
        }

        archive.Write(new byte[TarHeader.End]);

        var (code, _, errors) = await RunAsync(FileScripts.Unpack, [PathOf("/in").Argument, $"{archive.Length}"], archive.ToArray(), closeInput: false);

        code.ShouldBe(0, errors);
        (await File.ReadAllTextAsync(Path.Combine(_folder, "in", "a.txt"), Token)).ShouldBe("first");
        (await File.ReadAllTextAsync(Path.Combine(_folder, "in", deep), Token)).ShouldBe("second");
        new FileInfo(Path.Combine(_folder, "in", "empty")).Length.ShouldBe(0);
    }

    [Fact]
    public void Header_TellsSizesBeyondEightGigabytes()
    {
        const long size = 10L * 1024 * 1024 * 1024;

        TarHeader.Of("large", size, DateTimeOffset.UnixEpoch).AsSpan(124, 12).ToArray().ShouldBe([0x80, 0, 0, 0, 0, 0, 0, 2, 0x80, 0, 0, 0]);
    }

    // Names that are no text cannot be named here.
    public void Dispose()
    {
        using var removing = Process.Start("rm", ["-rf", _folder]);
        removing.WaitForExit();
    }

    private FilePath PathOf(string below) => FilePath.Parse((_folder + below).Replace("%", "%25", StringComparison.Ordinal)).Value;

    private async Task MakeAsync(string script) => (await RunAsync($"cd {_folder} && {{ {script}; }}", [])).Code.ShouldBe(0);

    private async Task<(int Code, byte[] Output, string Errors)> RunAsync(string script, string[] arguments, byte[]? input = null, bool closeInput = true, string without = "")
    {
        // The shell itself says that it has a program not.
        var hide = without.Length == 0 ? "" : $$"""command() { case $2 in {{without}}) return 1;; esac; type "$2"; }""" + "\n";
        var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var word in (string[])["-c", hide + script, "sh", .. arguments]) start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        using var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output, Token);
        var errors = process.StandardError.ReadToEndAsync(Token);
        if (input is not null)
        {
            await process.StandardInput.BaseStream.WriteAsync(input, Token);
            await process.StandardInput.BaseStream.FlushAsync(Token);
        }

        if (closeInput) process.StandardInput.Close();
        await process.WaitForExitAsync(Token);
        await reading;
        return (process.ExitCode, output.ToArray(), await errors);
    }
}
