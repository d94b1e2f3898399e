using System.Globalization;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Api.Verbs;

namespace Kpanda.Sandbox.Faults;

/// <summary>Faults that refuse writes, in the words of an API server whose etcd is full, or whose webhook does not answer.</summary>
internal static class WriteFaults
{
    private const string Webhook = "policy.sandbox.kpanda.io";
    private const string Service = "policy.sandbox-webhooks.svc:443";
    private const string Address = "10.96.255.254:443";

    // What clients see of webhooks changed its words then.
    private const int NamesTheCall = 23;

    public static bool Concerns(Fault fault, ApiRequest request) => fault.Kind switch
    {
        FaultKind.FullStorage => Writes(request) && !request.DryRun && request.Verb is not ("delete" or "deletecollection"),
        FaultKind.WebhookDown => Writes(request) && IsAsked(fault, request),
        _ => false,
    };

    public static KubeStatus Refusal(Fault fault, int minor)
    {
        // An error that the API server has no reason for: it passes on etcd's words.
        if (fault.Kind == FaultKind.FullStorage) return new KubeStatus { Code = 500, Message = "etcdserver: mvcc: database space exceeded" };
        var timeout = Math.Max(1, Math.Ceiling(fault.Seconds)).ToString(CultureInfo.InvariantCulture);
        var why = fault.Webhook == WebhookFlaw.TimedOut ? "context deadline exceeded" : $"dial tcp {Address}: connect: connection refused";
        var message = $"failed calling webhook \"{Webhook}\": {FailedCall(minor)}Post \"https://{Service}/validate?timeout={timeout}s\": {why}";
        return new KubeStatus { Code = 500, Reason = "InternalError", Message = $"Internal error occurred: {message}", Details = new() { Causes = [new(null, message, null)] } };
    }

    /// <summary>How what went wrong with a call begins.</summary>
    public static string FailedCall(int minor) => minor >= NamesTheCall ? "failed to call webhook: " : "";

    // Reviews and tokens are answered, not kept; what leads to containers is no write.
    private static bool Writes(ApiRequest request) =>
        request.Verb is "create" or "update" or "patch" or "delete" or "deletecollection"
        && request.Subresource is "" or "status" or "scale" or "finalize" or "approval" or "binding" or "eviction" or "ephemeralcontainers" or "resize"
        && !ReviewVerbs.Handles(request.Kind);

    // Kubernetes asks no webhook about webhooks.
    private static bool IsAsked(Fault fault, ApiRequest request) =>
        request.Resource.Group != "admissionregistration.k8s.io"
        && (fault.Namespace is null || fault.Namespace == request.Namespace)
        && (fault.Resource is null || fault.Resource == request.Resource.ToString());
}
