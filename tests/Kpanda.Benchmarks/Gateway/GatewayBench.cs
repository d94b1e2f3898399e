namespace Kpanda.Benchmarks.Gateway;

/// <summary>
/// <c>bench gateway</c>: what the way through the platform costs beside direct calls to the member's API server, in the same run and in turns. Server and member are processes of
/// their own; all calls go over TLS with an access token of an administrator.
/// <c>--pods</c> of the member, <c>--rate</c> of questions a second, <c>--seconds</c> of a turn and <c>--turns</c> each way, <c>--rounds</c> of the large list, <c>--log-bytes</c>, <c>--watches</c>,
/// <c>--sessions</c> and <c>--lines</c> in each. <c>--only</c> names the parts that are wanted: <c>requests</c>, <c>watches</c>, <c>sessions</c>, <c>lists</c>, <c>log</c>.
/// </summary>
internal static class GatewayBench
{
    private const int SmallList = 10;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var pods = arguments.Number("pods", 5000);
        var turn = TimeSpan.FromSeconds(arguments.Number("seconds", 3));
        var rate = arguments.Number("rate", 200);
        await using var fleet = await GatewayFleet.StartAsync(pods, cancellationToken);
        var (ns, pod, _) = fleet.Pod;
        Console.Error.WriteLine($"a member with about {pods} pods is in step");

        var only = arguments.Text("only").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var requests = new RequestCost(fleet, turn, arguments.Number("turns", 6));
        var bodies = new BodyCost(fleet);
        List<Figure> figures = [];
        if (Wanted("requests")) figures.AddRange(await requests.MeasureAsync("get", $"/api/v1/namespaces/{ns}/pods/{pod}", rate, cancellationToken));
        if (Wanted("requests")) figures.AddRange(await requests.MeasureAsync($"list of {SmallList} pods", $"/api/v1/pods?limit={SmallList}", rate, cancellationToken));
        if (Wanted("watches")) figures.AddRange(await new WatchCost(fleet).MeasureAsync(arguments.Number("watches", 2000), cancellationToken));
        if (Wanted("sessions")) figures.AddRange(await new SessionCost(fleet).MeasureAsync(arguments.Number("sessions", 200), arguments.Number("lines", 10), cancellationToken));
        if (Wanted("lists")) figures.AddRange(await bodies.ListsAsync("list of all pods", "/api/v1/pods", arguments.Number("rounds", 15), cancellationToken));
        if (Wanted("log")) figures.AddRange(await bodies.LogAsync(arguments.Number("log-bytes", 1 << 30), cancellationToken));
        return figures;

        bool Wanted(string part) => only.Length == 0 || only.Contains(part);
    }
}
