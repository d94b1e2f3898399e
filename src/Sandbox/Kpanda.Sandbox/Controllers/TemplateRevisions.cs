using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers;

/// <summary>
/// The ControllerRevisions of StatefulSets and DaemonSets: one for each template there ever was, up to the history limit, as <c>kubectl rollout</c> reads them.
/// </summary>
internal sealed class TemplateRevisions(ControlPlane plane, string hashLabel)
{
    public const string PodLabel = "controller-revision-hash";

    /// <summary>The revision of the owner's present template, made or moved to the top when it is not the newest.</summary>
    public JsonObject Ensure(JsonObject owner)
    {
        var all = plane.Owned(BuiltIn.ControllerRevisions, owner).OrderBy(NumberOf).ToList();
        var data = DataOf(owner);
        var same = all.LastOrDefault(item => JsonNode.DeepEquals(item["data"], data));
        var next = all.Count == 0 ? 1 : NumberOf(all[^1]) + 1;
        if (same is null)
        {
            same = Make(owner, next, hashLabel);
            plane.Store.Create(BuiltIn.ControllerRevisions, (JsonObject)same.DeepClone());
        }
        else if (same != all[^1])
        {
            plane.Store.Update(BuiltIn.ControllerRevisions, same.Namespace(), same.Name(), item => { item["revision"] = next; return item; });
        }
        return same;
    }

    /// <summary>Removes what the history limit leaves no room for. Revisions that are in use stay.</summary>
    public void Truncate(JsonObject owner, IReadOnlyCollection<string> inUse)
    {
        var limit = owner.IntAt("spec", "revisionHistoryLimit") ?? 10;
        var idle = plane.Owned(BuiltIn.ControllerRevisions, owner).Where(item => !inUse.Contains(item.Name()) && !inUse.Contains(HashOf(item))).OrderBy(NumberOf).ToList();
        foreach (var item in idle.Take(Math.Max(0, idle.Count - limit)))
            plane.Store.Delete(BuiltIn.ControllerRevisions, item.Namespace(), item.Name());
    }

    /// <summary>The template that a revision keeps.</summary>
    public static JsonObject TemplateOf(JsonObject revision)
    {
        var template = revision.ObjectAt("data", "spec", "template").Copy() ?? [];
        template.Remove("$patch");
        return template;
    }

    /// <summary>The hash that is the end of a revision's name.</summary>
    public static string HashOf(JsonObject revision) => revision.Name()[(revision.Name().LastIndexOf('-') + 1)..];

    public static JsonObject Make(JsonObject owner, long number, string hashLabel)
    {
        var hash = SafeNames.TemplateHash(owner.ObjectAt("spec", "template"));
        var labels = owner.ObjectAt("spec", "template", "metadata", "labels").Copy() ?? [];
        labels[hashLabel] = hash;
        return new JsonObject
        {
            ["kind"] = "ControllerRevision",
            ["apiVersion"] = "apps/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{owner.Name()}-{hash}",
                ["namespace"] = owner.Namespace(),
                ["labels"] = labels,
                ["ownerReferences"] = new JsonArray(owner.ControllerReference()),
            },
            ["data"] = DataOf(owner),
            ["revision"] = number,
        };
    }

    private static long NumberOf(JsonObject revision) => revision.LongAt("revision") ?? 0;

    private static JsonObject DataOf(JsonObject owner)
    {
        var template = owner.ObjectAt("spec", "template").Copy() ?? [];
        template["$patch"] = "replace";
        return new JsonObject { ["spec"] = new JsonObject { ["template"] = template } };
    }
}
