using System.Text.Json.Nodes;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Store;

/// <summary>What the store must know of a kind. Called under the store's lock: answers must be quick and must not write.</summary>
public interface IStorePolicy
{
    /// <summary>Whether <c>metadata.generation</c> counts changes of the desired state.</summary>
    bool CountsGenerations(GroupResource resource);

    /// <summary>Whether <c>status</c> has its own sub-resource and is therefore kept by other writes.</summary>
    bool HasStatus(GroupResource resource);

    /// <summary>Fills in what the caller left out. <paramref name="old"/> is the stored state, absent on creation.</summary>
    void Complete(GroupResource resource, JsonObject obj, JsonObject? old);

    /// <summary>The grace period of a deletion when the caller names none or names <paramref name="asked"/>; 0 removes at once.</summary>
    long GracePeriod(GroupResource resource, JsonObject obj, long? asked);
}
