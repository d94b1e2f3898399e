using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Yaml;
using Kpanda.Sandbox.Controllers.Storage;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Seed;

/// <summary>What a cluster with a snapshot controller has: the definitions of <c>snapshot.storage.k8s.io</c> (<c>snapshots.yaml</c>), and a class for the volumes of its storage classes.</summary>
internal static class SnapshotSeed
{
    private static readonly GroupResource Classes = new("snapshot.storage.k8s.io", "volumesnapshotclasses");
    private static readonly Lazy<IReadOnlyList<JsonObject>> Definitions = new(Read);

    public static void Plant(SeedBed bed)
    {
        var at = bed.Founded.AddMinutes(5);
        foreach (var definition in Definitions.Value)
            bed.Put(BuiltIn.CustomResourceDefinitions, (JsonObject)definition.DeepClone(), at);
        bed.Put(Classes, new JsonObject
        {
            ["apiVersion"] = "snapshot.storage.k8s.io/v1",
            ["kind"] = "VolumeSnapshotClass",
            ["metadata"] = new JsonObject { ["name"] = "standard", ["annotations"] = new JsonObject { ["snapshot.storage.kubernetes.io/is-default-class"] = "true" } },
            ["driver"] = VolumeFactory.Provisioner,
            ["deletionPolicy"] = "Delete",
        }, at);
    }

    private static List<JsonObject> Read()
    {
        using var stream = typeof(SnapshotSeed).Assembly.GetManifestResourceStream("snapshots.yaml")!;
        using var reader = new StreamReader(stream);
        List<JsonObject> definitions = [];
        foreach (var text in reader.ReadToEnd().Split("\n---\n"))
            definitions.Add(YamlReader.TryReadSingle(text, out var root, out var problem) ? (JsonObject)root! : throw new InvalidDataException(problem!.Message));
        return definitions;
    }
}
