using System.Diagnostics;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Query;

namespace Kpanda.Benchmarks.Index;

/// <summary>The questions of lists, each answered with written rows as an HTTP answer takes them. A cold page is that of another person, somewhere in the list, each time.</summary>
internal sealed class IndexQuestions(IndexParts parts, ObjectMix mix, int clusters)
{
    private const int Rounds = 200;
    private const int Callers = 16;
    private readonly Random _random = new(7);

    public async Task<List<Figure>> AskAsync(CancellationToken cancellationToken)
    {
        var person = Person();
        var page = new ResourceQuery(IndexBench.Pods) { Page = new PageRequest(1, 100) };
        var trouble = page with { States = ["Failed", "Pending"], SortBy = SortField.Created, Descending = true };
        LabelSelector.TryParse("app.kubernetes.io/name=cart-api,tier!=web", out var labels, out _);
        var figures = new List<Figure>();

        figures.AddRange(await OneAsync("200 namespaces, by name", 3, () => (page, person), cancellationToken));
        figures.AddRange(await OneAsync("200 namespaces, failing, by age", 3, () => (trouble, person), cancellationToken));
        figures.AddRange(await OneAsync("200 namespaces, any person and page", null, () => (page with { Page = new PageRequest(_random.Next(1, 50), 100) }, Person()), cancellationToken));
        figures.AddRange(await OneAsync("all, by name", null, () => (page, AccessScope.All), cancellationToken));
        figures.AddRange(await OneAsync("all, worst first", null, () => (page with { SortBy = SortField.State, Descending = true }, AccessScope.All), cancellationToken));
        figures.AddRange(await OneAsync("all, newest first", null, () => (page with { SortBy = SortField.Created, Descending = true }, AccessScope.All), cancellationToken, 20));
        figures.AddRange(await OneAsync("all, labels", null, () => (page with { Labels = labels }, AccessScope.All), cancellationToken, 20));

        figures.Add(await ManyAsync("200 namespaces, by name", 30, page, Enumerable.Range(0, Callers).Select(_ => Person()).ToArray(), cancellationToken));
        figures.AddRange(await OverHttpAsync(cancellationToken));
        figures.Add(new("page 10,000 of 100, all, by name, p99", (await TimesAsync(() => (page with { Page = new PageRequest(10_000, 100) }, AccessScope.All), 50, cancellationToken)).At(0.99), "ms", 50));
        figures.Add(new("part of the name, all, p99", (await TimesAsync(() => (page with { NameContains = "cart-api-7" }, AccessScope.All), 50, cancellationToken)).At(0.99), "ms", 100));
        figures.Add(new("part of the name that nothing has, all, p99", (await TimesAsync(() => (page with { NameContains = "no-such-pod" }, AccessScope.All), 50, cancellationToken)).At(0.99), "ms", 100));
        figures.Add(new("counts by state, all, p99", Times(() => parts.Index.CountByState(page, AccessScope.All)).At(0.99), "ms", 100));
        figures.Add(new("counts by state, labels, all, p99", Times(() => parts.Index.CountByState(page with { Labels = labels }, AccessScope.All)).At(0.99), "ms", 100));
        figures.Add(new("on a node, all, p99", Times(() => parts.Index.CountByState(page with { Fields = [FieldCondition.Equal("spec.nodeName", "node-7")] }, AccessScope.All)).At(0.99), "ms", 100));
        figures.Add(new("part of an image, all, p99", Times(() => parts.Index.CountByState(page with { Fields = [new FieldCondition("spec.containers[].image", ["cart-api"]) { Partial = true }] }, AccessScope.All)).At(0.99), "ms", 100));
        figures.Add(new("get, p99", (await GetsAsync(cancellationToken)).At(0.99), "ms", 2));
        return figures;
    }

    private AccessScope Person() =>
        AccessScope.Of([], Enumerable.Range(0, 200).Select(_ => ($"cluster-{_random.Next(clusters)}", $"team-{_random.Next(mix.Namespaces)}")));

    private async Task<IReadOnlyList<Figure>> OneAsync(
        string name, double? budget, Func<(ResourceQuery Query, AccessScope Scope)> question, CancellationToken cancellationToken, int rounds = Rounds)
    {
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var times = await TimesAsync(question, rounds, cancellationToken);
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        return
        [
            new($"page of 100, {name}, p50", times.At(0.5), "ms", budget),
            new($"page of 100, {name}, p99", times.At(0.99), "ms", null),
            new($"page of 100, {name}, CPU", cpu.TotalMilliseconds / (rounds + 1), "ms", budget is null ? null : 1),
        ];
    }

    private async Task<Figure> ManyAsync(string name, double budget, ResourceQuery query, AccessScope[] people, CancellationToken cancellationToken)
    {
        var all = await Task.WhenAll(people.Select(person => Task.Run(() => TimesAsync(() => (query, person), Rounds, cancellationToken), cancellationToken)));
        return new($"page of 100, {name}, {people.Length} callers, p99", new Sample([.. all.SelectMany(sample => sample.Times)]).At(0.99), "ms", budget);
    }

    private async Task<IReadOnlyList<Figure>> OverHttpAsync(CancellationToken cancellationToken)
    {
        await using var http = await IndexOverHttp.StartAsync(parts, [.. Enumerable.Range(0, Callers).Select(_ => Person()), AccessScope.All], cancellationToken);
        var one = new Sample((await http.AskAsync(1, Rounds, cancellationToken)).Times);
        var (times, cpu, bytes) = await http.AskAsync(Callers, Rounds, cancellationToken);
        var many = new Sample(times);
        await http.ScanAsync(0, cancellationToken);
        var scans = new List<(double Seconds, double Processor, int Bodies)>();
        for (var i = 0; i < 5; i++) scans.Add(await http.ScanAsync(Callers, cancellationToken));
        return
        [
            new("page of 100 over HTTP, 200 namespaces, by name, p50", one.At(0.5), "ms", 3),
            new($"page of 100 over HTTP, {Callers} callers, p50", many.At(0.5), "ms", null),
            new($"page of 100 over HTTP, {Callers} callers, p99", many.At(0.99), "ms", 30),
            new($"page of 100 over HTTP, {Callers} callers, CPU of server and caller", cpu, "ms", null),
            new("page of 100 over HTTP, length", bytes / 1024, "KB", null),
            new("scan of a field that is not indexed, over HTTP, p50", new Sample([.. scans.Select(scan => scan.Seconds)]).At(0.5), "s", 2),
            new("scan of a field that is not indexed, over HTTP, CPU", scans.Average(scan => scan.Processor), "s", null),
            new("bodies that it reads", scans[0].Bodies, "", null),
        ];
    }

    private async Task<Sample> TimesAsync(Func<(ResourceQuery Query, AccessScope Scope)> question, int rounds, CancellationToken cancellationToken)
    {
        await AnswerAsync(question(), cancellationToken);
        var times = new double[rounds];
        for (var i = 0; i < rounds; i++)
        {
            var asked = question();
            var watch = Stopwatch.GetTimestamp();
            await AnswerAsync(asked, cancellationToken);
            times[i] = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
        }

        return new(times);
    }

    private ValueTask<RenderedPage> AnswerAsync((ResourceQuery Query, AccessScope Scope) asked, CancellationToken cancellationToken) =>
        parts.Index.QueryRowsAsync(asked.Query, asked.Scope, parts.Pods, Language.English, obj => parts.Renderer.Write(parts.Pods, obj, Language.English), cancellationToken);

    private async Task<Sample> GetsAsync(CancellationToken cancellationToken)
    {
        var some = await parts.Index.QueryAsync(new ResourceQuery(IndexBench.Pods) { Page = new PageRequest(3, 200) }, AccessScope.All, cancellationToken);
        var times = new List<double>();
        foreach (var obj in some.Items)
        {
            var watch = Stopwatch.GetTimestamp();
            await parts.Index.GetAsync(obj.Cluster, IndexBench.Pods, obj.Key, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }

        return new([.. times]);
    }

    private static Sample Times<T>(Func<T> question)
    {
        question();
        var times = new double[50];
        for (var i = 0; i < times.Length; i++)
        {
            var watch = Stopwatch.GetTimestamp();
            question();
            times[i] = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
        }

        return new(times);
    }
}
