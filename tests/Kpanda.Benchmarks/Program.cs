using System.Globalization;
using Kpanda.Benchmarks;
using Kpanda.Benchmarks.Browser;
using Kpanda.Benchmarks.Client;
using Kpanda.Benchmarks.Gateway;
using Kpanda.Benchmarks.Start;
using Kpanda.Benchmarks.Terminals;

if (args is [BenchMember.Command, var pods]) return await BenchMember.ServeAsync(int.Parse(pods, CultureInfo.InvariantCulture));
if (args is [GatewayMember.Command, var number]) return await GatewayMember.ServeAsync(int.Parse(number, CultureInfo.InvariantCulture));

// Each benchmark measures the real thing and says whether it keeps its budget.
var benchmarks = new Dictionary<string, Func<CancellationToken, Task<IReadOnlyList<Figure>>>>(StringComparer.Ordinal)
{
    ["client"] = ClientBenchmark.RunAsync,
    ["start"] = StartBenchmark.RunAsync,
};
if (BenchArguments.Parse([.. args.Skip(1)]) is not { } arguments)
{
    Console.Error.WriteLine("After the name of the benchmark come flags, each with its value: --json FILE.");
    return 2;
}

benchmarks["gateway"] = cancellationToken => GatewayBench.RunAsync(arguments, cancellationToken);
benchmarks["terminals"] = cancellationToken => TerminalBench.RunAsync(arguments, cancellationToken);
benchmarks["identity"] = cancellationToken => Kpanda.Benchmarks.Identity.IdentityBench.RunAsync(arguments, cancellationToken);
benchmarks["index"] = cancellationToken => Kpanda.Benchmarks.Index.IndexBench.RunAsync(arguments, cancellationToken);
benchmarks["live"] = cancellationToken => Kpanda.Benchmarks.Live.LiveBench.RunAsync(arguments, cancellationToken);
benchmarks["permissions"] = cancellationToken => Kpanda.Benchmarks.Permissions.PermissionsBench.RunAsync(arguments, cancellationToken);
benchmarks[ConsoleSoak.Name] = cancellationToken => ConsoleSoak.RunAsync(arguments, cancellationToken);
benchmarks["sandbox"] = cancellationToken => Kpanda.Benchmarks.Sandbox.SandboxBench.RunAsync(arguments, cancellationToken);

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine($"Name a benchmark: {string.Join(", ", benchmarks.Keys)}. With --json FILE the figures are written there too.");
    return 2;
}

var json = Array.IndexOf(args, "--json");
if (json >= 0 && json + 1 == args.Length)
{
    Console.Error.WriteLine("--json needs a file.");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};
var report = new Report(args[0], Machine.Describe(), await run(interrupted.Token));
report.Print(Console.Out);
if (json >= 0) await report.WriteAsync(args[json + 1], interrupted.Token);
// How fast a browser draws is the machine's as much as ours: a soak tells it, and fails where the page breaks.
return report.KeepsBudgets || args[0] == ConsoleSoak.Name ? 0 : 1;
