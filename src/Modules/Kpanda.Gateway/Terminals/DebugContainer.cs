using System.Security.Cryptography;
using System.Text.Json;
using Kpanda.Clusters.Errors;
using Kpanda.Hosting;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Gateway.Terminals;

/// <summary>
/// Opens a shell beside a container whose image has none: an ephemeral container that shares its processes. It ends when the terminal does (<c>stdinOnce</c>); Kubernetes keeps its name
/// in the pod for as long as the pod is there.
/// </summary>
internal sealed class DebugContainer(GatewayOptions options, ContainerStart start)
{
    private const string Letters = "bcdfghjklmnpqrstvwxz2456789";

    private static readonly GroupVersionResource Pods = new("", "v1", "pods");

    /// <summary>The shell, or the member's refusal, or why the container does not start.</summary>
    public async Task<Result<OpenShell>> OpenAsync(KubeClient client, TerminalTarget target, int columns, int rows, CancellationToken cancellationToken)
    {
        var name = NewName("debugger-");
        var write = new KubeWriteOptions { Subresource = "ephemeralcontainers" };
        if (!(await client.PatchAsync(Pods, target.Key, PatchType.Strategic, Patch(name, target.Container), write, cancellationToken)).TryGet(out _, out var failure)) return failure.ToError(target.Cluster);
        return await start.AttachAsync(client, target.Cluster, target.Key, name, "\r"u8.ToArray(), columns, rows, cancellationToken);
    }

    /// <summary>A name that nothing has.</summary>
    public static string NewName(string prefix) => prefix + RandomNumberGenerator.GetString(Letters, 5);

    private byte[] Patch(string name, string container) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        spec = new
        {
            ephemeralContainers = new[]
            {
                new { name, image = options.DebugImage, command = new[] { "sh" }, stdin = true, stdinOnce = true, tty = true, targetContainerName = container, terminationMessagePolicy = "File" },
            },
        },
    });
}
