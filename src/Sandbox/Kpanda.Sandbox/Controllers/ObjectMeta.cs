using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers;

/// <summary>The metadata that controllers ask for again and again.</summary>
internal static class ObjectMeta
{
    public static string Name(this JsonObject item) => item.TextAt("metadata", "name") ?? "";

    public static string Namespace(this JsonObject item) => item.TextAt("metadata", "namespace") ?? "";

    public static string Uid(this JsonObject item) => item.TextAt("metadata", "uid") ?? "";

    public static ObjectKey Key(this JsonObject item) => new(item.Namespace(), item.Name());

    public static long Generation(this JsonObject item) => item.LongAt("metadata", "generation") ?? 0;

    public static DateTimeOffset Created(this JsonObject item) => item.TimeAt("metadata", "creationTimestamp") ?? DateTimeOffset.UnixEpoch;

    public static bool IsDeleting(this JsonObject item) => item.TextAt("metadata", "deletionTimestamp") is not null;

    public static string? Label(this JsonObject item, string name) => item.TextAt("metadata", "labels", name);

    public static string? Annotation(this JsonObject item, string name) => item.TextAt("metadata", "annotations", name);

    public static void SetAnnotation(this JsonObject item, string name, string value) => item.Ensure("metadata").Ensure("annotations")[name] = value;

    /// <summary>The owner that controls the object, if any.</summary>
    public static JsonObject? Controller(this JsonObject item) =>
        item.ObjectsAt("metadata", "ownerReferences").FirstOrDefault(reference => reference.BoolAt("controller") == true);

    public static bool IsControlledBy(this JsonObject item, JsonObject owner) => item.Controller()?.TextAt("uid") is { } uid && uid == owner.Uid();

    /// <summary>The reference that makes <paramref name="owner"/> the controller of what carries it.</summary>
    public static JsonObject ControllerReference(this JsonObject owner) => new()
    {
        ["apiVersion"] = owner.TextAt("apiVersion"),
        ["kind"] = owner.TextAt("kind"),
        ["name"] = owner.Name(),
        ["uid"] = owner.Uid(),
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };
}
