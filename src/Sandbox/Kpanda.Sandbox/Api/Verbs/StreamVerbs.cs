using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Containers;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Logs;
using Kpanda.Sandbox.Store;
using Kpanda.Sandbox.Streams;
using Kpanda.Sandbox.Streams.Forwarding;
using Kpanda.Sandbox.Streams.RemoteCommand;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>pods/exec, pods/attach and pods/portforward: requests that become streams, over WebSockets or SPDY/3.1.</summary>
internal static class StreamVerbs
{
    public static async Task<Answer> ExecAsync(ApiRequest request)
    {
        var options = CommandOptions.Read(request.Query);
        var (container, failure) = Target(request, options);
        if (container is null) return failure!;
        if (options.Command.Count == 0) return Failure.BadRequest("you must specify at least 1 command for the container");
        return await ServeAsync(request, options, (streams, cancel) => ContainerExec.RunAsync(container, options.Command, options.Terminal, streams, cancel));
    }

    public static async Task<Answer> AttachAsync(ApiRequest request)
    {
        var options = CommandOptions.Read(request.Query);
        var (container, failure) = Target(request, options);
        if (container is null) return failure!;
        return await ServeAsync(request, options, (streams, cancel) => ContainerAttach.RunAsync(container, options, streams, cancel));
    }

    public static async Task<Answer> ForwardAsync(ApiRequest request)
    {
        var (pod, failure) = PodOf(request);
        if (pod is null) return failure!;
        if (pod.TextAt("status", "phase") != "Running") return Failure.BadRequest($"unable to forward port because pod is not running. Current status={pod.TextAt("status", "phase")}");
        if (KubeletReach.RefusesStream(request.Cluster, pod) is { } away) return away;
        if (!ForwardSession.CanServe(request.Http.Request, request.Cluster.Minor)) return UpgradeRequired;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Cancel, request.Stopping);
        await ForwardSession.RunAsync(request.Http, request.Cluster, pod, end.Token);
        return WrittenAnswer.Instance;
    }

    private static KubeStatus UpgradeRequired { get; } = Failure.BadRequest("Upgrade request required");

    private static async Task<Answer> ServeAsync(ApiRequest request, CommandOptions options, Func<CommandStreams, CancellationToken, Task<KubeStatus>> run)
    {
        if (!CommandSession.CanServe(request.Http.Request, request.Cluster.Minor)) return UpgradeRequired;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Cancel, request.Stopping);
        await CommandSession.RunAsync(request.Http, request.Cluster.Minor, options, run, end.Token);
        return WrittenAnswer.Instance;
    }

    private static (Container? Container, KubeStatus? Failure) Target(ApiRequest request, CommandOptions options)
    {
        var (pod, failure) = PodOf(request);
        if (pod is null) return (null, failure);
        var name = request.Query["container"].ToString();
        if (name.Length == 0)
        {
            List<string> names = [.. pod.ObjectsAt("spec", "containers").Select(container => container.TextAt("name") ?? "")];
            if (names.Count != 1) return (null, Failure.BadRequest($"a container name must be specified for pod {request.Name}, choose one of: [{string.Join(' ', names)}]"));
            name = names[0];
        }
        else if (ContainerRuntime.SpecOf(pod, name) is null)
        {
            return (null, Failure.BadRequest($"container {name} is not valid for pod {request.Name}"));
        }

        if (!options.Input && !options.Output && !options.Error) return (null, Failure.BadRequest("you must specify at least one of stdin, stdout, stderr"));
        if (pod.TextAt("spec", "nodeName") is not { Length: > 0 }) return (null, Failure.BadRequest($"pod {request.Name} does not have a host assigned"));
        if (KubeletReach.RefusesStream(request.Cluster, pod) is { } away) return (null, away);
        if (request.Cluster.Containers.Find(pod, name) is { } running) return (running, null);
        return (null, new KubeStatus { Code = 500, Reason = "InternalError", Message = $"unable to upgrade connection: container not found (\"{name}\")" });
    }

    private static (JsonObject? Pod, KubeStatus? Failure) PodOf(ApiRequest request)
    {
        if (request.Verb == "get" && request.Cluster.Minor >= ClusterVersion.StreamsAreCreated)
        {
            var attributes = new AccessAttributes("create", "", "pods") { Namespace = request.Namespace, Name = request.Name, Subresource = request.Subresource };
            if (!Authorization.Allows(request.Cluster, request.User, attributes)) return (null, Authorization.Forbidden(request.User, attributes));
        }

        return request.Cluster.Store.Get(BuiltIn.Pods, request.Namespace, request.Name) is { } pod ? (pod.ToNode(), null) : (null, Failure.NotFound(request.Resource, request.Name));
    }
}
