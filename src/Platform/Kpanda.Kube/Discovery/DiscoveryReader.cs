using Kpanda.Kube.Transport;

namespace Kpanda.Kube.Discovery;

/// <summary>Asks a member what it serves: two aggregated documents where it has them (1.26 and later), a document per group version otherwise.</summary>
internal sealed class DiscoveryReader(CallRunner runner)
{
    private const string Accept =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    private const int AtOnce = 6;

    /// <summary>Reads everything. A group whose server is away is named in <see cref="KubeDiscovery.Unavailable"/>; only a member that does not answer at all is a failure.</summary>
    public async Task<KubeResult<KubeDiscovery>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = new DiscoveryBuilder();
        foreach (var root in new[] { "/api", "/apis" })
        {
            var answer = await GetAsync(root, Accept, cancellationToken);
            if (!answer.TryGet(out var document, out var failure)) return failure;
            using var json = document.Parse();
            if (AggregatedDiscovery.Read(json.RootElement, found)) continue;
            if (LegacyDiscovery.GroupVersions(json.RootElement) is not { } versions)
                return new KubeFailure(FailurePhase.Protocol, FailureSide.Member, $"The server's {root} is not a discovery document: this is no Kubernetes API.");
            await ReadLegacyAsync(versions, found, cancellationToken);
        }

        return found.Build();
    }

    private async Task ReadLegacyAsync(IReadOnlyList<string> groupVersions, DiscoveryBuilder found, CancellationToken cancellationToken)
    {
        var answers = new KubeResult<KubeObject>[groupVersions.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, groupVersions.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (index, token) => answers[index] = await GetAsync(LegacyDiscovery.PathOf(groupVersions[index]), "application/json", token));
        for (var index = 0; index < answers.Length; index++)
        {
            if (!answers[index].TryGet(out var document, out _))
            {
                found.AddUnavailable(groupVersions[index]);
                continue;
            }

            using var json = document.Parse();
            LegacyDiscovery.Read(groupVersions[index], json.RootElement, found);
        }
    }

    private Task<KubeResult<KubeObject>> GetAsync(string path, string accept, CancellationToken cancellationToken) =>
        runner.ObjectAsync(() => new(HttpMethod.Get, KubePath.Document(path)) { Accept = accept }, cancellationToken);
}
