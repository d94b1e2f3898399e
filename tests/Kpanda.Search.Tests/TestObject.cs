using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Search.Index;

namespace Kpanda.Search.Tests;

/// <summary>An object of a member, as simple as a test needs it.</summary>
internal sealed record TestObject(string Namespace, string Name)
{
    public string Uid { get; init; } = Guid.CreateVersion7().ToString();

    public long Version { get; init; } = 1;

    public string Phase { get; init; } = "Running";

    public string Node { get; init; } = "";

    public string Ip { get; init; } = "";

    /// <summary>What it asks for, in thousandths of a core.</summary>
    public long Cpu { get; init; }

    public string[] Images { get; init; } = [];

    public string? OwnerUid { get; init; }

    public DateTimeOffset Created { get; init; } = DateTimeOffset.UnixEpoch.AddDays(20000);

    /// <summary>When managers of fields changed it.</summary>
    public DateTimeOffset[] ManagedAt { get; init; } = [];

    public Dictionary<string, string> Labels { get; init; } = [];

    public ReadOnlyMemory<byte> Json()
    {
        var metadata = new JsonObject
        {
            ["name"] = Name,
            ["uid"] = Uid,
            ["resourceVersion"] = $"{Version}",
            ["creationTimestamp"] = Created.ToString("yyyy-MM-ddTHH:mm:ssZ"),
            ["labels"] = new JsonObject(Labels.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
        };
        if (Namespace.Length > 0) metadata["namespace"] = Namespace;
        if (OwnerUid is not null) metadata["ownerReferences"] = new JsonArray(new JsonObject { ["uid"] = OwnerUid, ["controller"] = true });
        if (ManagedAt.Length > 0)
            metadata["managedFields"] = new JsonArray([.. ManagedAt.Select(time => new JsonObject { ["manager"] = "test", ["time"] = time.ToString("yyyy-MM-ddTHH:mm:ssZ") })]);
        var obj = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject
            {
                ["nodeName"] = Node,
                ["cpu"] = Cpu,
                ["containers"] = new JsonArray([.. Images.Select(image => new JsonObject { ["image"] = image })]),
            },
            ["status"] = new JsonObject { ["phase"] = Phase, ["podIP"] = Ip },
        };
        return JsonSerializer.SerializeToUtf8Bytes(obj);
    }

    public ParsedObject Parse(KindColumns columns) => ObjectReader.Read(Json(), columns, DateTimeOffset.UnixEpoch)!;
}
