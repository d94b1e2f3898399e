using System.Globalization;

namespace Kpanda.Benchmarks.Permissions;

/// <summary>Compares every cluster with its grants where nothing is to be done. What the reconciler writes is counted by the API servers of the members themselves.</summary>
internal sealed class IdleRounds(GrantedFleet fleet)
{
    private static readonly string[] Reading = ["GET", "LIST", "WATCH"];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds, CancellationToken cancellationToken)
    {
        await fleet.UntilAppliedAsync(cancellationToken);
        await RoundAsync("calm", cancellationToken);
        var (written, passes, cpu) = (await WrittenAsync(cancellationToken), (await PassesAsync(cancellationToken)).Values.Sum(), fleet.Server.ProcessorTime());
        for (var round = 0; round < rounds; round++) await RoundAsync($"round-{round}", cancellationToken);
        cpu = fleet.Server.ProcessorTime() - cpu;
        passes = (await PassesAsync(cancellationToken)).Values.Sum() - passes;
        return
        [
            new("roles and bindings written before", written, "", null),
            new("rounds over every cluster with nothing to do", rounds, "", null),
            new("comparisons of a cluster in them", passes, "", null),
            new("server CPU for such a comparison", cpu.TotalMilliseconds / passes, "ms", null),
            new("writing requests in them", await WrittenAsync(cancellationToken) - written, "", 0),
        ];
    }

    // A namespace that comes has its cluster compared as a whole. Twice: a comparison that was under way may have known it already.
    private async Task RoundAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var time in (string[])["a", "b"])
        {
            var before = await PassesAsync(cancellationToken);
            foreach (var member in fleet.Members.Values) await GrantedFleet.MakeNamespaceAsync(member, $"{name}-{time}", cancellationToken);
            for (var after = before; fleet.Members.Keys.Any(cluster => after.GetValueOrDefault(cluster) <= before.GetValueOrDefault(cluster)); after = await PassesAsync(cancellationToken)) await Task.Delay(Look, cancellationToken);
        }
    }

    private async Task<Dictionary<string, double>> PassesAsync(CancellationToken cancellationToken)
    {
        var lines = await LinesAsync("/metrics", "kpanda_grants_passes", cancellationToken);
        return lines.Where(static line => line.Contains("outcome=\"done\"", StringComparison.Ordinal)).ToDictionary(static line => line.Split("cluster=\"", 2)[1].Split('"', 2)[0], ValueOf, StringComparer.Ordinal);
    }

    private async Task<double> WrittenAsync(CancellationToken cancellationToken)
    {
        var written = 0.0;
        foreach (var cluster in fleet.Members.Keys)
        {
            var lines = await LinesAsync($"/k8s/clusters/{cluster}/metrics", "apiserver_request_total{", cancellationToken);
            written += lines.Where(static line => line.Contains("group=\"rbac.authorization.k8s.io\"", StringComparison.Ordinal) && !Reading.Any(verb => line.Contains($"verb=\"{verb}\"", StringComparison.Ordinal))).Sum(ValueOf);
        }

        return written;
    }

    private async Task<IEnumerable<string>> LinesAsync(string page, string family, CancellationToken cancellationToken) =>
        (await fleet.Server.Client.GetStringAsync(page, cancellationToken)).Split('\n').Where(line => line.StartsWith(family, StringComparison.Ordinal));

    private static double ValueOf(string line) => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
}
