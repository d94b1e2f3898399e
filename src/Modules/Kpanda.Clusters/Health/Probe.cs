using System.Text.Json;
using Kpanda.Clusters.Errors;
using Kpanda.Kube;

namespace Kpanda.Clusters.Health;

/// <summary>One question to a member: are you there, are you ready, what do you run.</summary>
internal static class Probe
{
    /// <summary>Asks. The version is null where it was not asked for.</summary>
    public static async Task<KubeResult<string>> AskAsync(KubeClient client, bool withVersion, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            var failure = await ReadyAsync(client, deadline.Token);
            if (failure is not null) return failure;
            if (!withVersion) return "";
            var asked = await client.GetAsync(KubePath.Document("/version"), "application/json", deadline.Token);
            return asked.TryGet(out var document, out failure) ? Version(document) : failure;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return MemberErrors.Late(timeout);
        }
    }

    private static async Task<KubeFailure?> ReadyAsync(KubeClient client, CancellationToken cancellationToken)
    {
        var result = await client.RawAsync(HttpMethod.Get, KubePath.Document("/readyz"), [], null, cancellationToken);
        if (result.TryGet(out var stream, out var failure))
        {
            await stream.DisposeAsync();
            return null;
        }

        // Members before 1.16 have no /readyz, and some do not let everybody read it: that they said so is life enough.
        return failure.HttpStatus is 403 or 404 ? null : failure;
    }

    private static string Version(KubeObject document)
    {
        using var json = document.Parse();
        return json.RootElement.TryGetProperty("gitVersion", out var version) && version.ValueKind == JsonValueKind.String ? version.GetString()! : "";
    }
}
