using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Lists;

/// <summary>The parameter <c>gpuType</c>: which GPU a container asks for, by the extended resources in its limits.</summary>
public static class GpuLists
{
    private const string Any = "*";

    private const string Mig = "nvidia.com/mig-";

    // Slices that NVIDIA's cards can be cut into (A30, A100, H100, H200).
    private static readonly string[] MigProfiles =
    [
        "1g.5gb", "1g.6gb", "1g.10gb", "1g.12gb", "1g.18gb", "1g.20gb", "1g.24gb", "1g.35gb", "2g.10gb", "2g.12gb", "2g.20gb", "2g.24gb", "2g.35gb", "3g.20gb", "3g.40gb",
        "3g.48gb", "3g.71gb", "4g.20gb", "4g.24gb", "4g.40gb", "4g.48gb", "4g.71gb", "7g.40gb", "7g.80gb", "7g.94gb", "7g.96gb", "7g.141gb",
    ];

    private static readonly Dictionary<string, string[]> Types = new(StringComparer.Ordinal)
    {
        ["nvidia-gpu"] = ["nvidia.com/gpu"],
        ["nvidia-vgpu"] = ["nvidia.com/vgpu"],
        ["nvidia-mig"] = [.. MigProfiles.Select(profile => Mig + profile)],
        ["amd-gpu"] = ["amd.com/gpu"],
        ["intel-gpu"] = ["gpu.intel.com/i915", "gpu.intel.com/xe"],
        ["ascend"] = ["huawei.com/Ascend310", "huawei.com/Ascend310P", "huawei.com/Ascend910", "huawei.com/Ascend910B"],
        ["iluvatar-gpu"] = ["iluvatar.com/gpu", "iluvatar.ai/gpu", "iluvatar.com/vcuda-core"],
        ["cambricon-mlu"] = ["cambricon.com/mlu", "cambricon.com/vmlu"],
        ["metax-gpu"] = ["metax-tech.com/gpu", "metax-tech.com/vgpu", "metax-tech.com/sgpu"],
        ["aliyun-ppu"] = ["alibabacloud.com/ppu"],
    };

    private static readonly string[] All = [.. Types.Values.SelectMany(names => names)];

    /// <summary>For <see cref="KindDescriptor.Parameters"/>: <c>*</c> for any, a type (<c>nvidia-vgpu</c>), or the name of the resource.</summary>
    public static ListParameter Parameter { get; } = new("gpuType");

    /// <summary>Where the limits are in a pod whose spec stands at a path, for <see cref="KindDescriptor.IndexedFields"/>.</summary>
    public static string Field(string podSpec) => $"{podSpec}.containers[].resources.limits{{}}";

    /// <summary>The types of GPU that some extended resources are.</summary>
    internal static IReadOnlyList<string> TypesOf(IReadOnlySet<string> resources) => [.. Types.Where(type => type.Value.Any(resources.Contains)).Select(type => type.Key)];

    /// <summary>Applies the parameter.</summary>
    public static ResourceQuery WithGpu(this ResourceQuery query, ListRequest request, string field) => request.Value(Parameter.Name) switch
    {
        null => query,
        Any => query.Where(field, All),
        { } type => query.Where(field, Types.GetValueOrDefault(type, [type])),
    };
}
