using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Search;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Gpus;

/// <summary>
/// Asks NVIDIA's GPU operator and HAMi, by the labels that they follow, for another way of giving out a node's GPUs. Refused while pods have some of them: the device plugin
/// would be taken from under them.
/// </summary>
internal sealed class SetGpuMode(MemberObjects objects, PublishedReader reader, IResourceIndex index, IAuthorizer authorizer, NodeKind kind)
{
    /// <summary>Whether HAMi's device plugin runs on the node: <c>on</c>.</summary>
    private const string Shared = "gpu";

    /// <summary>Whether the operator's own device plugin runs on the node: unless <c>false</c>.</summary>
    private const string OwnPlugin = "nvidia.com/gpu.deploy.device-plugin";

    /// <summary>The configuration of the operator's MIG manager.</summary>
    private const string MigConfig = "nvidia.com/mig.config";

    private const string MigOff = "all-disabled";
    private const string MigStrategy = "nvidia.com/mig.strategy";
    private const string StrategyPrefix = "MIG_STRATEGY_";

    private static readonly string[] Modes = [NodeGpus.Mig, NodeGpus.Full, NodeGpus.Virtual];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .Put(
            "/apis/kpanda.io/v1alpha1/clusters/{cluster}/nodes/{node}/gpu-mode",
            (string cluster, string node, GpuModeRequest body, SetGpuMode handler, Person person, CancellationToken cancellation) =>
                handler.RunAsync(new(cluster, new("", "nodes"), new ObjectKey("", node)), body, person, cancellation))
        .WithTags("Core");

    public async Task<Result<GpuModeResponse>> RunAsync(ObjectAddress at, GpuModeRequest request, Person person, CancellationToken cancellationToken)
    {
        if (!Modes.Contains(request.Mode)) return Error.Invalid("mode", "list.value", ("parameter", "mode"), ("value", request.Mode ?? ""), ("values", string.Join(", ", Modes)));
        if (request.Mode == NodeGpus.Mig && string.IsNullOrEmpty(request.MigSpec?.Config)) return Error.Invalid("migSpec.config", "object.field.required", ("field", "migSpec.config"));
        if (!(await reader.FindAsync(kind, at, person, cancellationToken)).TryGet(out var node, out var error)) return error;
        if (NodeGpus.Mode(node.Body) == NodeGpus.Unspecified) return Error.Of(ErrorCode.FailedPrecondition, "gpu.none", ("node", at.Key.Name));
        if (WrongStrategy(node.Body, request.MigSpec?.Strategy) is { } wrong) return wrong;

        var onNode = new ResourceQuery(new("", "pods")) { Clusters = [at.Cluster] }.Where("spec.nodeName", at.Key.Name);
        await foreach (var pod in index.AllAsync(authorizer, onNode, person, cancellationToken))
        {
            if (UsesGpu(pod.Body)) return Error.Of(ErrorCode.FailedPrecondition, "gpu.inUse", ("node", at.Key.Name), ("pod", $"{pod.Key.Namespace}/{pod.Key.Name}"));
        }

        var labels = new JsonObject
        {
            [Shared] = request.Mode == NodeGpus.Virtual ? "on" : null,
            [OwnPlugin] = request.Mode == NodeGpus.Virtual ? "false" : null,
        };
        if (request.Mode == NodeGpus.Mig) labels[MigConfig] = request.MigSpec!.Config;
        else if (node.Body.Text("metadata", "labels", MigConfig).Length > 0) labels[MigConfig] = MigOff;
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels } };
        var answer = await objects.PatchAsync(person, at, PatchType.Merge, patch, KubeWriteOptions.Default, cancellationToken);
        return answer.Select(_ => new GpuModeResponse(request.Mode!));
    }

    private static Error? WrongStrategy(JsonElement node, string? wanted)
    {
        var has = node.Text("metadata", "labels", MigStrategy);
        if (string.IsNullOrEmpty(wanted) || wanted.EndsWith("_UNSPECIFIED", StringComparison.Ordinal) || has.Length == 0) return null;
        return string.Equals(wanted, StrategyPrefix + has, StringComparison.OrdinalIgnoreCase)
            ? null
            : Error.Of(ErrorCode.FailedPrecondition, "gpu.strategy", ("strategy", has)) with { Field = "migSpec.strategy" };
    }

    private static bool UsesGpu(JsonElement pod) =>
        pod.Text("status", "phase") is not ("Succeeded" or "Failed")
        && pod.Items("spec", "containers").Any(container => container.At("resources", "limits") is { ValueKind: JsonValueKind.Object } limits
            && limits.EnumerateObject().Any(limit => limit.Name is NodeGpus.FullResource or NodeGpus.VirtualResource || limit.Name.StartsWith(NodeGpus.MigResource, StringComparison.Ordinal)));
}
