using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Kinds;

/// <summary>Access modes of volumes and claims in kubectl's short form, as lists show them.</summary>
internal static class AccessModes
{
    public static SortedValue Sorted { get; } = SortedValue.Text(obj => string.Join(", ", obj.Items("spec", "accessModes").Select(mode => Short(mode.GetString()))));

    private static string Short(string? mode) => mode switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        "ReadWriteOncePod" => "RWOP",
        _ => mode ?? "",
    };
}
