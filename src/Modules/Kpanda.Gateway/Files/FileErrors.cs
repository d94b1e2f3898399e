using System.Text;
using Kpanda.Gateway.Terminals;
using Kpanda.Hosting.Errors;

namespace Kpanda.Gateway.Files;

/// <summary>Why something with files came to nothing, from how its program ended.</summary>
internal static class FileErrors
{
    private const int LongestDetail = 300;

    /// <summary>The words of errno that have words of ours.</summary>
    private static readonly (string Words, ErrorCode Code, string Reason)[] Known =
    [
        ("No space left", ErrorCode.ResourceExhausted, "files.no.space"),
        ("Disk quota exceeded", ErrorCode.ResourceExhausted, "files.no.space"),
        ("Read-only file system", ErrorCode.FailedPrecondition, "files.read.only"),
        ("Permission denied", ErrorCode.FailedPrecondition, "files.denied"),
        ("Operation not permitted", ErrorCode.FailedPrecondition, "files.denied"),
    ];

    /// <summary>The error of a program that ended badly, or whose connection was lost.</summary>
    public static Error Of(ContainerProgram program, TerminalTarget target, FilePath path)
    {
        if (program.End is not { } end) return Error.Of(ErrorCode.Unavailable, "files.lost");
        var errors = Encoded(program.Errors.Length > 0 ? program.Errors : end.Message);
        if (end is { ExitCode: FileScripts.Missing }) return Error.Of(ErrorCode.NotFound, "files.missing", ("path", path.Text));
        if (end is { ExitCode: FileScripts.OtherKind }) return Error.Of(ErrorCode.FailedPrecondition, "files.other.kind", ("path", path.Text));
        if (end is { ExitCode: FileScripts.NoProgram }) return NoProgram(target, errors);
        if (end.ExitCode is null && end.IsMissingProgram) return NoProgram(target, "sh");
        foreach (var (words, code, reason) in Known)
            if (errors.Contains(words, StringComparison.OrdinalIgnoreCase)) return Error.Of(code, reason, ("path", path.Text), ("detail", errors));
        return Error.Of(ErrorCode.FailedPrecondition, "files.failed", ("path", path.Text), ("detail", errors));
    }

    private static Error NoProgram(TerminalTarget target, string program) =>
        Error.Of(ErrorCode.FailedPrecondition, "files.no.program", ("program", program), ("container", target.Container), ("pod", target.Pod));

    // What a program in a container says may hold anything.
    private static string Encoded(string words)
    {
        var line = words.ReplaceLineEndings(" ");
        return FilePath.Show(Encoding.UTF8.GetBytes(line[..Math.Min(line.Length, LongestDetail)]));
    }
}
