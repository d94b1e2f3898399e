using System.Globalization;
using System.Text.Json;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Gpus;

/// <summary>
/// What a node says of its GPUs: HAMi registers cards in annotations (one for each vendor), NVIDIA's feature discovery writes labels, device plugins the amounts. Pure functions of the node.
/// </summary>
internal static class NodeGpus
{
    public const string Unspecified = "GPU_MODEL_UNSPECIFIED";
    public const string Full = "GPU_MODEL_GPU";
    public const string Virtual = "GPU_MODEL_VGPU";
    public const string Mig = "GPU_MODEL_MIG";

    public const string FullResource = "nvidia.com/gpu";
    public const string VirtualResource = "nvidia.com/vgpu";
    public const string MigResource = "nvidia.com/mig-";

    private const string Registered = "hami.io/node-";
    private const string RegisteredEnd = "-register";

    /// <summary>How pods get the GPUs of the node; <see cref="Unspecified"/> where it has none.</summary>
    public static string Mode(JsonElement node)
    {
        var resources = Resources(node);
        if (resources.Any(resource => resource.StartsWith(MigResource, StringComparison.Ordinal))) return Mig;
        if (Devices(node).Count > 0 || resources.Contains(VirtualResource)) return Virtual;
        return resources.Contains(FullResource) ? Full : Unspecified;
    }

    /// <summary>The cards of the node.</summary>
    public static IReadOnlyList<Gpu> Cards(JsonElement node)
    {
        var mode = Mode(node);
        if (Devices(node) is { Count: > 0 } devices)
            return [.. devices.Select((device, i) => new Gpu(device.Uuid, $"{i}", mode, new(device.Model, device.Kind, device.Memory), []))];

        var labels = node.At("metadata", "labels");
        var count = (int)Math.Min(1024, Label(labels, "nvidia.com/gpu.count"));
        var info = new GpuInfo(labels.Text("nvidia.com/gpu.product"), "nvidia", Label(labels, "nvidia.com/gpu.memory"));
        var slices = SlicesOfEach(node, count);
        return [.. Enumerable.Range(0, count).Select(i => new Gpu("", $"{i}", mode, info, slices))];
    }

    /// <summary>The extended resources of which the node has some.</summary>
    public static IReadOnlySet<string> Resources(JsonElement node)
    {
        var allocatable = node.At("status", "allocatable");
        return allocatable.ValueKind != JsonValueKind.Object
            ? new HashSet<string>()
            : allocatable.EnumerateObject().Where(amount => amount.Name.Contains('/') && ResourceAmount.Units(allocatable.Text(amount.Name)) > 0).Select(amount => amount.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The published types of GPU (<see cref="GpuLists"/>) that pods on the node can ask for.</summary>
    public static IReadOnlyList<string> Types(JsonElement node) => GpuLists.TypesOf(Resources(node));

    /// <summary>How much there is and how much of it <paramref name="pods"/>, those that run on the node, have.</summary>
    public static GpuStats Stats(JsonElement node, IEnumerable<JsonElement> pods)
    {
        var mode = Mode(node);
        var allocatable = node.At("status", "allocatable");
        var limits = pods.Where(pod => pod.Text("status", "phase") is not ("Succeeded" or "Failed"))
            .SelectMany(pod => pod.Items("spec", "containers")).Select(container => container.At("resources", "limits")).ToList();
        var cards = Cards(node);
        return mode switch
        {
            Full => new(mode, new((int)ResourceAmount.Units(allocatable.Text(FullResource)), (int)Sum(limits, FullResource)), null, null),
            Mig => new(mode, null, null, new(cards.Count, (int)SlicesIn(limits), (int)SlicesOf(allocatable).Sum(slice => slice.Count))),
            Virtual => new(mode, null, Shared(node, cards, limits), null),
            _ => new(mode, null, null, null),
        };
    }

    private static VirtualGpuStats Shared(JsonElement node, IReadOnlyList<Gpu> cards, List<JsonElement> limits)
    {
        // HAMi serves its shares under either name.
        var resource = Resources(node).Contains(VirtualResource) ? VirtualResource : FullResource;
        return new(
            cards.Count,
            (int)ResourceAmount.Units(node.At("status", "allocatable").Text(resource)),
            (int)Sum(limits, resource),
            Devices(node).Sum(device => device.Cores),
            OfEachShare(limits, resource, "nvidia.com/gpucores"),
            cards.Sum(card => card.GpuInfo.GpuMemory),
            OfEachShare(limits, resource, "nvidia.com/gpumem"));
    }

    /// <summary>What each share of a container is given, over all shares.</summary>
    private static long OfEachShare(List<JsonElement> limits, string shares, string amount) =>
        limits.Sum(limit => ResourceAmount.Units(limit.Text(shares)) * ResourceAmount.Units(limit.Text(amount)));

    private static long Sum(List<JsonElement> limits, string resource) => limits.Sum(limit => ResourceAmount.Units(limit.Text(resource)));

    private static long SlicesIn(List<JsonElement> limits) => limits.SelectMany(SlicesOf).Sum(slice => slice.Count);

    private static IEnumerable<(string Profile, long Count)> SlicesOf(JsonElement amounts) => amounts.ValueKind != JsonValueKind.Object
        ? []
        : amounts.EnumerateObject().Where(amount => amount.Name.StartsWith(MigResource, StringComparison.Ordinal))
            .Select(amount => (amount.Name[MigResource.Length..], ResourceAmount.Units(amounts.Text(amount.Name))));

    /// <summary>The slices of each card, where all cards are cut alike; a node does not say which card has which.</summary>
    private static List<MigSpec> SlicesOfEach(JsonElement node, int cards)
    {
        var slices = SlicesOf(node.At("status", "allocatable")).Where(slice => slice.Count is > 0 and < 1024).OrderBy(slice => slice.Profile, StringComparer.Ordinal).ToList();
        if (cards == 0 || slices.Any(slice => slice.Count % cards != 0)) return [];
        return [.. slices.SelectMany(slice => Enumerable.Range(0, (int)slice.Count / cards).Select(i => new MigSpec($"{slice.Profile}-{i}", slice.Profile)))];
    }

    /// <summary>The cards that HAMi registered: <c>uuid,shares,memory,cores,model,numa,healthy:…</c></summary>
    private static List<Device> Devices(JsonElement node)
    {
        var annotations = node.At("metadata", "annotations");
        if (annotations.ValueKind != JsonValueKind.Object) return [];
        var devices = new List<Device>();
        foreach (var annotation in annotations.EnumerateObject())
        {
            if (!annotation.Name.StartsWith(Registered, StringComparison.Ordinal) || !annotation.Name.EndsWith(RegisteredEnd, StringComparison.Ordinal)) continue;
            var kind = annotation.Name.Length > Registered.Length + RegisteredEnd.Length ? annotation.Name[Registered.Length..^RegisteredEnd.Length] : "";
            foreach (var entry in annotations.Text(annotation.Name).Split(':', StringSplitOptions.RemoveEmptyEntries))
            {
                if (entry.Split(',') is [var uuid, _, var memory, var cores, var model, ..]) devices.Add(new(uuid, model, kind, Whole(memory), Whole(cores)));
            }
        }

        return devices;
    }

    private static long Label(JsonElement labels, string name) => Math.Max(0, Whole(labels.Text(name)));

    private static long Whole(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <param name="Memory">MiB.</param>
    /// <param name="Cores">Per cent of the card that can be given out.</param>
    private sealed record Device(string Uuid, string Model, string Kind, long Memory, long Cores);
}
