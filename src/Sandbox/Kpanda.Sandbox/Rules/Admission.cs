using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Rules;

/// <summary>What happens to an object between decoding and validation: completion, and the decisions that need other objects.</summary>
internal static class Admission
{
    public static KubeStatus? Create(ApiRequest request, KindInfo stored, JsonObject obj)
    {
        request.Cluster.Store.Complete(stored.Storage, obj);
        return Escalation.Refuses(request, obj, null);
    }

    public static KubeStatus? Update(ApiRequest request, JsonObject obj, JsonObject before) => Escalation.Refuses(request, obj, before);
}
