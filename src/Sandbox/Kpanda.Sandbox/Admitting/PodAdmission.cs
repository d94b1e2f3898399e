using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules;
using Kpanda.Sandbox.Store;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Admitting;

/// <summary>
/// Asks webhooks about pods that controllers create. Controllers do not wait for answers: they are told that one is awaited, and are called again when it is
/// there. Thread-safe.
/// </summary>
internal sealed class PodAdmission(SandboxCluster cluster)
{
    // An answer that nobody came back for, because the owner changed or went.
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Question, Answer> _answers = new();

    /// <summary>Looks again at the owner of a pod that was asked about; set by who runs the controllers.</summary>
    public Action<ObjectKey, KindInfo>? Answered { get; set; }

    /// <summary>What a controller asks for when it creates a pod.</summary>
    public ApiRequest RequestOf(JsonObject pod, string component) =>
        new(cluster, new DefaultHttpContext(), ServiceAccountUser.Of("kube-system", component == "daemonset-controller" ? "daemon-set-controller" : component, ""))
        {
            Verb = "create",
            Kind = cluster.Kinds.Stored(BuiltIn.Pods)!,
            Namespace = pod.Child("metadata").Text("namespace") ?? "",
        };

    /// <summary>
    /// What webhooks make of a pod. <paramref name="place"/> tells the pods of one owner apart where they are not alike: an ordinal, a node, an index.
    /// </summary>
    /// <returns>The pod to create, or why it is refused; both null while the answer is awaited.</returns>
    public (JsonObject? Pod, string? Refusal) Judge(JsonObject owner, JsonObject pod, string component, string place)
    {
        var request = RequestOf(pod, component);
        if (!cluster.Webhooks.Concern(request, AdmissionAttributes.Create)) return (pod, null);
        var question = new Question(owner.Child("metadata").Text("uid") ?? "", owner.Child("metadata").Number("generation") ?? 0, place);
        if (_answers.TryGetValue(question, out var known))
        {
            if (!known.IsThere) return default;
            _answers.TryRemove(question, out _);
            return (known.Pod, known.Refusal);
        }

        var now = cluster.Time.GetUtcNow();
        foreach (var (old, answer) in _answers)
        {
            if (answer.IsThere && answer.At + Stale < now) _answers.TryRemove(old, out _);
        }

        var awaited = _answers[question] = new Answer();
        _ = AskAsync(request, owner, pod, awaited);
        return default;
    }

    private async Task AskAsync(ApiRequest request, JsonObject owner, JsonObject pod, Answer answer)
    {
        await Task.Yield();
        try
        {
            (answer.Pod, answer.Refusal) = await AskAsync(request, pod);
        }
        catch (Exception error)
        {
            // The edge: the controller must hear of it and try again.
            answer.Refusal = $"Internal error occurred: {error.Message}";
        }

        answer.At = cluster.Time.GetUtcNow();
        answer.IsThere = true;
        var meta = owner.Child("metadata");
        if (cluster.Kinds.Find(GroupVersionKind.Parse(owner.Text("apiVersion") ?? "", owner.Text("kind") ?? "")) is { } kind)
            Answered?.Invoke(new ObjectKey(meta.Text("namespace") ?? "", meta.Text("name") ?? ""), kind);
    }

    private async Task<(JsonObject? Pod, string? Refusal)> AskAsync(ApiRequest request, JsonObject pod)
    {
        var name = pod.Child("metadata").Text("name") ?? "";
        cluster.Store.Complete(BuiltIn.Pods, pod);
        // As from a client: what is decoded after a patch must be JSON that was read.
        pod = JsonNode.Parse(pod.ToJsonString())!.AsObject();
        var (changed, refusal) = await cluster.Webhooks.MutateAsync(new AdmissionAttributes(request, AdmissionAttributes.Create, pod, null) { Name = name }, CancellationToken.None);
        if (changed is null) return (null, refusal!.Message);
        cluster.Store.Complete(BuiltIn.Pods, changed);
        if (Validator.Create(cluster, request.Kind, changed) is { Any: true } errors) return (null, Failure.Invalid(request.Kind, name, errors).Message);
        refusal = await cluster.Webhooks.ValidateAsync(new AdmissionAttributes(request, AdmissionAttributes.Create, changed, null) { Name = name }, CancellationToken.None);
        return refusal is null ? (changed, null) : (null, refusal.Message);
    }

    private readonly record struct Question(string Owner, long Generation, string Place);

    private sealed class Answer
    {
        private volatile bool _isThere;

        public JsonObject? Pod { get; set; }

        public string? Refusal { get; set; }

        public DateTimeOffset At { get; set; }

        // Written last, read first: what is above is seen by whoever sees it.
        public bool IsThere { get => _isThere; set => _isThere = value; }
    }
}
