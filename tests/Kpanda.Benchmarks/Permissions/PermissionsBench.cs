using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Benchmarks.Index;

namespace Kpanda.Benchmarks.Permissions;

/// <summary>
/// <c>bench permissions [--users N] [--groups N] [--clusters N] [--namespaces N] [--grants N] [--pages N] [--effects N] [--rounds N] [--seed N]</c>: the real server, and simulated clusters in another
/// process. What a page costs somebody with 200 scattered namespaces beside an administrator, how long a grant takes to its effect in lists and for kubectl, and what the reconciler does where nothing is to
/// be done.
/// </summary>
internal static class PermissionsBench
{
    private const int PagesBefore = 10;
    private const string Pages = "/apis/kpanda.io/v1alpha1/asl";
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var size = new GrantedSize(
            arguments.Number("users", 1_000), arguments.Number("groups", 200), arguments.Number("clusters", 50), arguments.Number("namespaces", 2_000), arguments.Number("grants", 5_000), arguments.Number("seed", 12));
        await using var fleet = await GrantedFleet.StartAsync(size, cancellationToken);
        var figures = new List<Figure> { new("users", size.Users, "", null), new("groups", size.Groups, "", null), new("clusters", size.Clusters, "", null), new("namespaces of teams", size.Namespaces, "", null) };
        var memory = await MemoryAsync(fleet, cancellationToken);
        await GrantAsync(fleet, figures, cancellationToken);
        await EverybodyAsync(fleet, figures, cancellationToken);
        figures.Add(new("server memory", fleet.Server.ResidentMegabytes(), "MB", null));
        figures.Add(new("objects held for people, grants and rights", await MemoryAsync(fleet, cancellationToken) - memory, "MB", null));
        foreach (var kind in (string[])["configmaps", "namespaces"]) await PagesAsync(fleet, kind, arguments.Number("pages", 200), figures, cancellationToken);
        figures.AddRange(await new GrantEffects(fleet).MeasureAsync(arguments.Number("effects", 100), cancellationToken));
        await RestAsync(fleet, figures, cancellationToken);
        figures.AddRange(await new IdleRounds(fleet).MeasureAsync(arguments.Number("rounds", 3), cancellationToken));
        return figures;
    }

    private static async Task GrantAsync(GrantedFleet fleet, List<Figure> figures, CancellationToken cancellationToken)
    {
        var (watch, cpu) = (Stopwatch.StartNew(), fleet.Server.ProcessorTime());
        var grants = await fleet.GrantAsync(cancellationToken);
        figures.Add(new("grants", grants, "", null));
        figures.Add(new("until all of them are given", watch.Elapsed.TotalSeconds, "s", null));
        await fleet.UntilAppliedAsync(cancellationToken);
        figures.Add(new("until all of them are in the clusters", watch.Elapsed.TotalSeconds, "s", null));
        figures.Add(new("server CPU for a grant", (fleet.Server.ProcessorTime() - cpu).TotalMilliseconds / grants, "ms", null));
    }

    private static async Task EverybodyAsync(GrantedFleet fleet, List<Figure> figures, CancellationToken cancellationToken)
    {
        foreach (var time in (string[])["first", "second"])
        {
            var times = new List<double>();
            foreach (var person in fleet.People) times.Add(await GetAsync(fleet.As(person), $"{Pages}/configmaps?pageSize=10", cancellationToken));
            figures.Add(new($"{time} page of each person, p50", new Sample([.. times]).At(0.5), "ms", null));
            figures.Add(new($"{time} page of each person, p99", new Sample([.. times]).At(0.99), "ms", null));
        }
    }

    // In turns: what else the machine does meets both.
    private static async Task PagesAsync(GrantedFleet fleet, string kind, int rounds, List<Figure> figures, CancellationToken cancellationToken)
    {
        var path = $"{Pages}/{kind}?pageSize=100";
        foreach (var client in (HttpClient[])[fleet.Server.Client, fleet.As(fleet.Scattered)])
        {
            var page = await client.GetFromJsonAsync<JsonElement>(path, cancellationToken);
            if (page.GetProperty("items").GetArrayLength() != 100) throw new InvalidOperationException($"A page of {kind} is not full.");
        }

        var (administrator, scattered) = (new double[rounds], new double[rounds]);
        for (var round = -PagesBefore; round < rounds; round++)
        {
            var own = await GetAsync(fleet.Server.Client, path, cancellationToken);
            var theirs = await GetAsync(fleet.As(fleet.Scattered), path, cancellationToken);
            if (round >= 0) (administrator[round], scattered[round]) = (own, theirs);
        }

        var (whole, parts) = (new Sample(administrator), new Sample(scattered));
        figures.Add(new($"page of 100 {kind}, administrator, p50", whole.At(0.5), "ms", null));
        figures.Add(new($"page of 100 {kind}, {GrantedSize.Scattered} scattered namespaces, p50", parts.At(0.5), "ms", null));
        figures.Add(new($"page of 100 {kind}, scattered to administrator, p50", parts.At(0.5) / whole.At(0.5), "", 1.5));
        figures.Add(new($"page of 100 {kind}, scattered to administrator, p95", parts.At(0.95) / whole.At(0.95), "", null));
    }

    private static async Task RestAsync(GrantedFleet fleet, List<Figure> figures, CancellationToken cancellationToken)
    {
        var (watch, cpu) = (Stopwatch.StartNew(), fleet.Server.ProcessorTime());
        await Task.Delay(Rest, cancellationToken);
        figures.Add(new("server CPU at rest", (fleet.Server.ProcessorTime() - cpu).TotalMilliseconds / watch.Elapsed.TotalSeconds, "ms/s", null));
    }

    private static Task<double> MemoryAsync(GrantedFleet fleet, CancellationToken cancellationToken) => fleet.Server.HeapMegabytesAsync(cancellationToken);

    private static async Task<double> GetAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(path, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
