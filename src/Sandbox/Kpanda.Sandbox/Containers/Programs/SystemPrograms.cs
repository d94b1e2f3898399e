using System.Globalization;

namespace Kpanda.Sandbox.Containers.Programs;

/// <summary>Programs about the container itself: its processes, its environment, its names, time.</summary>
internal static class SystemPrograms
{
    public static readonly KeyValuePair<string, Func<ProgramContext, Task<int>>>[] All =
    [
        new("true", _ => Task.FromResult(0)),
        new("false", _ => Task.FromResult(1)),
        new("env", EnvironmentAsync),
        new("printenv", PrintEnvironmentAsync),
        new("ps", ProcessesAsync),
        new("kill", KillAsync),
        new("sleep", SleepAsync),
        new("hostname", Line(context => context.Container.HostName)),
        new("whoami", Line(_ => "root")),
        new("id", Line(_ => "uid=0(root) gid=0(root) groups=0(root)")),
        new("nproc", Line(_ => "2")),
        new("date", Line(Date)),
        new("uname", Line(context => context.Options().Letters switch
        {
            { } letters when letters.Contains('a', StringComparison.Ordinal) => $"Linux {context.Container.HostName} 6.8.0 #1 SMP x86_64 GNU/Linux",
            { } letters when letters.Contains('m', StringComparison.Ordinal) => "x86_64",
            { } letters when letters.Contains('r', StringComparison.Ordinal) => "6.8.0",
            { } letters when letters.Contains('n', StringComparison.Ordinal) => context.Container.HostName,
            _ => "Linux",
        })),
        new("uptime", Line(context => $" {context.Time.GetUtcNow():HH:mm:ss} up {(context.Time.GetUtcNow() - context.Container.Started):d\\ \\d\\a\\y\\s\\,\\ hh\\:mm},  0 users,  load average: 0.08, 0.03, 0.01")),
        new("which", WhichAsync),
        new("basename", Line(context => (context.Words.ElementAtOrDefault(1) ?? "").TrimEnd('/').Split('/')[^1])),
        new("dirname", Line(context => (context.Words.ElementAtOrDefault(1) ?? "").TrimEnd('/') is var path && path.LastIndexOf('/') is var slash && slash > 0 ? path[..slash] : slash == 0 ? "/" : ".")),
        new("pwd", Line(context => context.Directory)),
    ];

    private static Func<ProgramContext, Task<int>> Line(Func<ProgramContext, string> text) => async context =>
    {
        await context.LineAsync(text(context));
        return 0;
    };

    private static string Date(ProgramContext context)
    {
        var now = context.Time.GetUtcNow();
        var form = context.Words.FirstOrDefault(word => word.StartsWith('+'));
        if (form is null) return now.ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);
        foreach (var (letter, net) in (ReadOnlySpan<(string, string)>)[("%Y", "yyyy"), ("%m", "MM"), ("%d", "dd"), ("%H", "HH"), ("%M", "mm"), ("%S", "ss"), ("%F", "yyyy-MM-dd"), ("%T", "HH:mm:ss")])
            form = form.Replace(letter, now.ToString(net, CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return form.Replace("%s", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)[1..];
    }

    private static async Task<int> EnvironmentAsync(ProgramContext context)
    {
        // env NAME=value program …
        var assigned = context.Words.Skip(1).TakeWhile(word => word.Contains('=', StringComparison.Ordinal)).ToList();
        var environment = new SortedDictionary<string, string>(context.Environment.ToDictionary(), StringComparer.Ordinal);
        foreach (var word in assigned) environment[word[..word.IndexOf('=', StringComparison.Ordinal)]] = word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..];
        var program = context.Words.Skip(1 + assigned.Count).ToList();
        if (program.Count == 0)
        {
            foreach (var (name, value) in environment) await context.LineAsync($"{name}={value}");
            return 0;
        }

        var streams = new Shell.ShellStreams(context.Input, context.Output, context.Error, context.Terminal);
        return await ProgramTable.RunAsync(context.Container, program, context.Directory, environment, streams, context.Cancel) ?? await context.FailAsync($"can't execute '{program[0]}': No such file or directory", 127);
    }

    private static async Task<int> PrintEnvironmentAsync(ProgramContext context)
    {
        if (context.Words.Count == 1) return await EnvironmentAsync(context);
        var code = 0;
        foreach (var name in context.Words.Skip(1))
        {
            if (context.Environment.TryGetValue(name, out var value)) await context.LineAsync(value);
            else code = 1;
        }

        return code;
    }

    private static async Task<int> ProcessesAsync(ProgramContext context)
    {
        await context.LineAsync("PID   USER     TIME  COMMAND");
        foreach (var process in context.Container.Processes.All) await context.LineAsync($"{process.Id,5} root      0:00 {process.Command}");
        return 0;
    }

    private static async Task<int> KillAsync(ProgramContext context)
    {
        var ids = context.Words.Skip(1).Where(word => word[0] != '-').ToList();
        if (ids.Count == 0) return await context.FailAsync("you need to specify whom to kill");
        var code = 0;
        foreach (var word in ids)
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) code = await context.FailAsync($"invalid number '{word}'");
            else if (!context.Container.Processes.Kill(id)) code = await context.FailAsync($"can't kill pid {id}: No such process");
        }

        return code;
    }

    private static async Task<int> SleepAsync(ProgramContext context)
    {
        var seconds = 0.0;
        foreach (var word in context.Words.Skip(1))
        {
            if (word is "infinity" or "inf")
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, context.Cancel);
            }

            var unit = word[^1] switch { 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 1 };
            if (!double.TryParse(word.TrimEnd('s', 'm', 'h', 'd'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return await context.FailAsync($"invalid number '{word}'");
            seconds += number * unit;
        }

        await Task.Delay(TimeSpan.FromSeconds(Math.Min(seconds, 4_000_000)), context.Time, context.Cancel);
        return 0;
    }

    private static async Task<int> WhichAsync(ProgramContext context)
    {
        var code = 0;
        foreach (var name in context.Words.Skip(1))
        {
            if (ProgramTable.Has(name)) await context.LineAsync("/bin/" + name);
            else code = 1;
        }

        return code;
    }
}
