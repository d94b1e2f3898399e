using System.Text.Json;
using Kpanda.KubeModel;

namespace Kpanda.Kube.Discovery;

/// <summary>Collects what discovery documents say. Whatever has not the expected shape is passed over: one odd group must not hide the others.</summary>
internal sealed class DiscoveryBuilder
{
    private readonly List<ApiResource> _resources = [];
    private readonly List<string> _unavailable = [];

    /// <summary>Adds a resource.</summary>
    public void Add(ApiResource resource)
    {
        if (KubePath.IsSegment(resource.Gvr.Resource) && KubePath.IsSegment(resource.Gvr.Version) && resource.Kind.Length > 0) _resources.Add(resource);
    }

    /// <summary>Adds a group version whose server is away.</summary>
    public void AddUnavailable(string groupVersion) => _unavailable.Add(groupVersion);

    /// <summary>The result.</summary>
    public KubeDiscovery Build() => new(_resources, _unavailable);

    /// <summary>A string member; empty where there is none.</summary>
    public static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>The elements of an array member; none where there is no array.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>The strings of an array member.</summary>
    public static string[] Texts(JsonElement element, string name) =>
        [.. Items(element, name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];
}
