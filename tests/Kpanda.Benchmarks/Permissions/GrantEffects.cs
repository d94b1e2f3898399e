using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Benchmarks.Index;
using Kpanda.Permissions.Roles;

namespace Kpanda.Benchmarks.Permissions;

/// <summary>From the answer to a grant until the person's list shows it and kubectl gets it through the gateway, and from the answer to its end until neither does.</summary>
internal sealed class GrantEffects(GrantedFleet fleet)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds, CancellationToken cancellationToken)
    {
        var (list, kubectl, listEnds, kubectlEnds) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        while (list.Count < rounds)
        {
            var person = fleet.People[1 + fleet.Random.Next(fleet.People.Count - 1)];
            var (cluster, ns) = fleet.Anywhere();
            var client = fleet.As(person);
            if (await ListsAsync(client, cluster, ns, cancellationToken)) continue;

            var grant = (await fleet.GrantAsync(cluster, [ns], RoleTemplates.NamespaceView, [("User", person)], cancellationToken)).Single();
            var (listed, got) = await UntilAsync(client, cluster, ns, isThere: true, cancellationToken);
            list.Add(listed);
            kubectl.Add(got);

            await fleet.TakeBackAsync(grant, cancellationToken);
            (listed, got) = await UntilAsync(client, cluster, ns, isThere: false, cancellationToken);
            listEnds.Add(listed);
            kubectlEnds.Add(got);
        }

        return [.. Figures("grant to the person's list", list), .. Figures("grant to kubectl through the gateway", kubectl), .. Figures("end of a grant to the list", listEnds), .. Figures("end of a grant to kubectl", kubectlEnds)];
    }

    private static IEnumerable<Figure> Figures(string name, List<double> times)
    {
        var sample = new Sample([.. times]);
        yield return new($"{name}, p50", sample.At(0.5), "ms", null);
        yield return new($"{name}, p99", sample.At(0.99), "ms", 3_000);
    }

    private static async Task<(double List, double Kubectl)> UntilAsync(HttpClient client, string cluster, string ns, bool isThere, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var list = UntilAsync(() => ListsAsync(client, cluster, ns, cancellationToken));
        var kubectl = UntilAsync(() => GetsAsync(client, cluster, ns, cancellationToken));
        return (await list, await kubectl);

        async Task<double> UntilAsync(Func<Task<bool>> ask)
        {
            while (await ask() != isThere) await Task.Delay(Pause, cancellationToken);
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
    }

    private static async Task<bool> ListsAsync(HttpClient client, string cluster, string ns, CancellationToken cancellationToken)
    {
        var page = await client.GetFromJsonAsync<JsonElement>($"/apis/kpanda.io/v1alpha1/asl/configmaps?cluster={cluster}&namespace={ns}&pageSize=10", cancellationToken);
        return page.GetProperty("pagination").GetProperty("total").GetInt32() > 0;
    }

    private static async Task<bool> GetsAsync(HttpClient client, string cluster, string ns, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync($"/k8s/clusters/{cluster}/api/v1/namespaces/{ns}/configmaps?limit=10", cancellationToken);
        // A cluster in which somebody holds nothing is not there for them.
        return answer.StatusCode switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.Forbidden or HttpStatusCode.NotFound => false,
            _ => throw new InvalidOperationException($"kubectl is answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}"),
        };
    }
}
