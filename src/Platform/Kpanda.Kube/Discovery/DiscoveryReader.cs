using Kpanda.Kube.Transport;

namespace Kpanda.Kube.Discovery;

/// <summary>Asks a member what it serves: two aggregated documents where it has them (1.26 and later), a document per group version otherwise.</summary>
internal sealed class DiscoveryReader(CallRunner runner)
{
    private const string Accept =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    private const int AtOnce = 6;

    private static readonly string[] Roots = ["/api", "/apis"];

    /// <summary>
    /// Reads everything, or finds that <paramref name="known"/> is still true. A group whose server is away is named in <see cref="KubeDiscovery.Unavailable"/>; only a
    /// member that does not answer at all is a failure.
    /// </summary>
    public async Task<KubeResult<KubeDiscovery>> ReadAsync(KubeDiscovery? known, CancellationToken cancellationToken)
    {
        if (known is { Tags.Count: > 0 } && await IsUnchangedAsync(known.Tags, cancellationToken)) return known;
        var found = new DiscoveryBuilder();
        var tags = new List<string>();
        foreach (var root in Roots)
        {
            var answer = await GetAsync(root, Accept, "", cancellationToken);
            if (!answer.TryGet(out var document, out var failure)) return failure;
            using var json = document.Parse();
            if (AggregatedDiscovery.Read(json.RootElement, found))
            {
                if (document.Tag.Length > 0) tags.Add(document.Tag);
                continue;
            }

            if (LegacyDiscovery.GroupVersions(json.RootElement) is not { } versions)
                return new KubeFailure(FailurePhase.Protocol, FailureSide.Member, $"The server's {root} is not a discovery document: this is no Kubernetes API.").Because("network.protocol.other");
            await ReadLegacyAsync(versions, found, cancellationToken);
        }

        // Legacy documents do not change with what their groups serve: only aggregated ones tell.
        var discovery = found.Build();
        return tags.Count == Roots.Length ? discovery with { Tags = tags } : discovery;
    }

    private async Task<bool> IsUnchangedAsync(IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        for (var index = 0; index < Roots.Length; index++)
        {
            if ((await GetAsync(Roots[index], Accept, tags[index], cancellationToken)).Failure is not { HttpStatus: 304 }) return false;
        }

        return true;
    }

    private async Task ReadLegacyAsync(IReadOnlyList<string> groupVersions, DiscoveryBuilder found, CancellationToken cancellationToken)
    {
        var answers = new KubeResult<KubeObject>[groupVersions.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, groupVersions.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (index, token) => answers[index] = await GetAsync(LegacyDiscovery.PathOf(groupVersions[index]), "application/json", "", token));
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

    private Task<KubeResult<KubeObject>> GetAsync(string path, string accept, string knownTag, CancellationToken cancellationToken) =>
        runner.ObjectAsync(() => new(HttpMethod.Get, KubePath.Document(path)) { Accept = accept, KnownTag = knownTag }, cancellationToken);
}
