using Kpanda.Sandbox.Admitting;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>What is served below an object, beside its status.</summary>
internal static class Subresources
{
    public static async Task<Answer> AnswerAsync(ApiRequest request) =>
        await SubresourceAdmission.RefusesConnectionAsync(request) is { } refused ? refused : await ServeAsync(request);

    private static async Task<Answer> ServeAsync(ApiRequest request) => request.Subresource switch
    {
        "scale" => await ScaleVerbs.AnswerAsync(request),
        "log" => await LogVerb.RunAsync(request),
        "exec" => await StreamVerbs.ExecAsync(request),
        "attach" => await StreamVerbs.AttachAsync(request),
        "portforward" => await StreamVerbs.ForwardAsync(request),
        "proxy" when request.Kind.Storage == BuiltIn.Nodes => await NodeProxyVerb.RunAsync(request),
        "proxy" => await ProxyVerb.RunAsync(request),
        "eviction" => await PodVerbs.EvictAsync(request),
        "binding" => await PodVerbs.BindAsync(request),
        "finalize" or "approval" or "ephemeralcontainers" when request.Verb == "update" => await WriteVerbs.UpdateAsync(request),
        "approval" or "ephemeralcontainers" when request.Verb == "get" => ReadVerbs.Get(request),
        "approval" or "ephemeralcontainers" => await PatchVerb.RunAsync(request),
        "token" => await TokenVerb.CreateAsync(request),
        _ => Failure.NoSuchResource,
    };
}
