using System.Text;

namespace Kpanda.Sandbox.Containers.Programs;

/// <summary>Programs that ask about the terminal or draw on it.</summary>
internal static class TerminalPrograms
{
    public static readonly KeyValuePair<string, Func<ProgramContext, Task<int>>>[] All =
    [
        new("stty", SettingsAsync),
        new("tty", context => AnswerAsync(context, "/dev/pts/0")),
        new("clear", ClearAsync),
        new("reset", ClearAsync),
        new("top", TopAsync),
        new("chroot", ChangeRootAsync),
    ];

    // The files of a simulated node are those of the container.
    private static async Task<int> ChangeRootAsync(ProgramContext context)
    {
        if (context.Words.Count < 2) return await context.FailAsync("missing operand");
        if (context.Files.Find(context.Directory, context.Words[1]) is not { IsDirectory: true }) return await context.FailAsync($"can't change root directory to '{context.Words[1]}': No such file or directory");
        IReadOnlyList<string> words = context.Words.Count > 2 ? [.. context.Words.Skip(2)] : ["sh"];
        var streams = new Shell.ShellStreams(context.Input, context.Output, context.Error, context.Terminal);
        return await ProgramTable.RunAsync(context.Container, words, "/", context.Environment, streams, context.Cancel) ?? await context.FailAsync($"can't execute '{words[0]}': No such file or directory", 127);
    }

    private static async Task<int> AnswerAsync(ProgramContext context, string text)
    {
        if (context.Terminal is null) return await context.FailAsync("not a tty");
        await context.LineAsync(text);
        return 0;
    }

    private static async Task<int> SettingsAsync(ProgramContext context)
    {
        if (context.Terminal is not { } terminal) return await context.FailAsync("standard input: Inappropriate ioctl for device");
        if (context.Words.Contains("size")) await context.LineAsync($"{terminal.Size.Height} {terminal.Size.Width}");
        else if (context.Words.Count == 1 || context.Words.Contains("-a")) await context.LineAsync($"speed 38400 baud; rows {terminal.Size.Height}; columns {terminal.Size.Width};");
        return 0;
    }

    private static async Task<int> ClearAsync(ProgramContext context)
    {
        await context.PrintAsync("\x1b[H\x1b[2J\x1b[3J");
        return 0;
    }

    // Draws anew each second; q and Ctrl-C end it, and so do -n N looks.
    private static async Task<int> TopAsync(ProgramContext context)
    {
        var rounds = context.Words.ToList().IndexOf("-n") is >= 0 and var at && int.TryParse(context.Words.ElementAtOrDefault(at + 1), out var number) ? number : int.MaxValue;
        using var keys = context.Terminal?.ReadKeys();
        var pressed = new byte[16];
        var reading = keys?.Input.ReadAsync(pressed, context.Cancel).AsTask();
        for (var round = 0; round < rounds; round++)
        {
            await context.PrintAsync(Picture(context));
            if (round == rounds - 1) break;
            var pause = Task.Delay(TimeSpan.FromSeconds(1), context.Time, context.Cancel);
            if (reading is not null && await Task.WhenAny(pause, reading) == reading)
            {
                var read = await reading;
                if (read == 0 || pressed.AsSpan(0, read).Contains((byte)'q')) break;
                reading = keys!.Input.ReadAsync(pressed, context.Cancel).AsTask();
            }

            await pause;
        }

        return 0;
    }

    private static string Picture(ProgramContext context)
    {
        var width = context.Terminal?.Size.Width ?? 80;
        var now = context.Time.GetUtcNow();
        var text = new StringBuilder(context.Terminal is null ? "" : "\x1b[H\x1b[2J");
        var processes = context.Container.Processes.All;
        Add($"top - {now:HH:mm:ss} up {(int)(now - context.Container.Started).TotalMinutes} min,  load average: 0.08, 0.03, 0.01");
        Add($"Tasks: {processes.Count} total, 1 running, {processes.Count - 1} sleeping");
        Add("  PID USER      %CPU COMMAND");
        foreach (var process in processes.Take(Math.Max(1, (context.Terminal?.Size.Height ?? 24) - 4)))
        {
            var share = process.Id == 1 ? (now.ToUnixTimeSeconds() * 7919 % 50 / 10.0) + 0.1 : 0;
            Add($"{process.Id,5} root      {share,4:0.0} {process.Command}");
        }

        return text.ToString();

        void Add(string line) => text.Append(line.Length > width ? line[..width] : line).Append('\n');
    }
}
