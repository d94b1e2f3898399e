using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.KubeModel;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.CustomResources;

/// <summary>A kind that is known only by what a member serves. Made for a request; never registered.</summary>
internal sealed class CustomResourceKind(ApiResource served, bool withDetails) : KindDescriptor<CustomResource>
{
    /// <summary>Stands for every kind, in the description of a route that has the kind in its path.</summary>
    public static CustomResourceKind Any(bool namespaced) => new(new ApiResource(default, "", namespaced, []), withDetails: false);

    public override GroupResource Resource => served.Gvr.GroupResource;

    public override string Kind => served.Kind;

    public override bool Namespaced => served.Namespaced;

    public override string Tag => "Apiextensions";

    public override IReadOnlyList<ListParameter> Parameters { get; } = [new("showDetail") { Type = ListParameterType.Flag }, new("ownerReference")];

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(request.Value("ownerReference") is { } owner ? query with { OwnerUid = owner } : query);

    public override KindStatus Status(JsonElement obj, DateTimeOffset now) => ConditionRule.Of(obj);

    public override CustomResource Project(IndexedObject obj) => new()
    {
        Kind = served.Kind,
        ApiVersion = obj.Gvr.ApiVersion,
        Name = obj.Key.Name,
        Namespace = obj.Key.Namespace,
        CreationTimestamp = obj.Body.Time("metadata", "creationTimestamp")?.ToUnixTimeMilliseconds(),
        Labels = Shape.Read<IReadOnlyDictionary<string, string>>(obj.Body.At("metadata", "labels")),
        Data = withDetails ? obj.Body.GetRawText() : null,
    };
}
