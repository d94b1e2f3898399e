using System.Text;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Kubelet;
using Kpanda.Sandbox.Logs;
using Kpanda.Sandbox.Streams.RemoteCommand;

namespace Kpanda.Sandbox.Containers;

/// <summary>
/// Lets a client see and speak to the first process of a container: a shell that waits for a person is run for it, and its end is the container's; of
/// everything else the output is what the log gets from now on.
/// </summary>
internal static class ContainerAttach
{
    public static async Task<KubeStatus> RunAsync(Container container, CommandOptions options, CommandStreams streams, CancellationToken cancel)
    {
        if (options.Input && container.IsShell && container.Spec.BoolAt("stdin") == true)
        {
            var terminal = options.Terminal && container.Spec.BoolAt("tty") == true;
            var status = await ContainerExec.RunAsync(container, container.MainCommand(), terminal, streams, cancel);
            ContainerEnd.Write(container, status.Details?.Causes is [var cause] && int.TryParse(cause.Message, out var code) ? code : 0);
            return new KubeStatus { Status = "Success" };
        }

        await FollowAsync(container, streams, cancel);
        return new KubeStatus { Status = "Success" };
    }

    private static async Task FollowAsync(Container container, CommandStreams streams, CancellationToken cancel)
    {
        var from = container.Time.GetUtcNow();
        if (container.Cluster.PodLogs is not { } logs || container.Cluster.Store.Get(BuiltIn.Pods, container.Pod.Namespace(), container.Pod.Name()) is not { } pod) return;
        await foreach (var line in logs.Read(new PodLogRequest(pod, container.Name) { Follow = true }, cancel))
        {
            if (line.Time >= from) await streams.WriteAsync(error: false, Encoding.UTF8.GetBytes(line.Text + "\n"), cancel);
        }
    }
}
