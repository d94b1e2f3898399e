using Kpanda.Hosting;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Kinds;

internal sealed class StorageClassKind() : ResourceKind<StorageClass>("storage.k8s.io", "storageclasses", "StorageClass", namespaced: false, "Storage")
{
    public override IReadOnlyList<string> IndexedFields => ["provisioner", "reclaimPolicy", "volumeBindingMode"];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["expansion"] = SortedValue.Number(obj => obj.Flag("allowVolumeExpansion") ? 1 : 0),
        ["default"] = SortedValue.Number(obj => obj.Text("metadata", "annotations", "storageclass.kubernetes.io/is-default-class") == "true" ? 1 : 0),
    };

    public override IReadOnlyList<ListParameter> Parameters { get; } = [new("provisioner"), new("reclaimPolicy")];

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(query.Where("provisioner", request.Value("provisioner")).Where("reclaimPolicy", request.Value("reclaimPolicy")));

    public override StorageClass Project(IndexedObject obj)
    {
        var storageClass = Shape.Read<StorageClass>(obj);
        return storageClass with { StorageClassName = storageClass.Metadata.Name };
    }
}
