using Kpanda.Benchmarks.Gateway;

namespace Kpanda.Benchmarks.Terminals;

/// <summary>
/// <c>bench terminals</c>: terminals and logs as pages open them, through the product. Server and member are processes of their own, and so their memory and processor time are told apart.
/// <c>--terminals</c> and <c>--logs</c> that are open at a time, <c>--rounds</c> of typing in each terminal, <c>--rate</c> of lines a second of each log, <c>--seconds</c> of a turn, <c>--pods</c> of the member.
/// </summary>
internal static class TerminalBench
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var turn = TimeSpan.FromSeconds(arguments.Number("seconds", 8));
        await using var fleet = await GatewayFleet.StartAsync(arguments.Number("pods", 300), cancellationToken);
        using var page = await BrowserPage.SignInAsync(fleet.Server, cancellationToken);
        Console.Error.WriteLine("a member is in step, and a browser is signed in");
        return
        [
            .. await new EchoCost(fleet, page).MeasureAsync(arguments.Number("terminals", 500), arguments.Number("rounds", 6), turn, cancellationToken),
            .. await new FollowCost(fleet, page).MeasureAsync(arguments.Number("logs", 200), arguments.Number("rate", 50), turn, cancellationToken),
        ];
    }
}
