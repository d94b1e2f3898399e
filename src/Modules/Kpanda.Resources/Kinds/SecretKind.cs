using Kpanda.Hosting;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Kinds;

/// <summary>The index holds no values; a list tells the names of the keys at most. Values are read from the member as the person (see Objects).</summary>
internal sealed class SecretKind() : ResourceKind<Secret>("", "secrets", "Secret", namespaced: true, "Core")
{
    public override IReadOnlyList<string> IndexedFields => ["type"];

    public override IReadOnlyList<ListParameter> Parameters { get; } = [new("type"), OnlyMetadata.Parameter];

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(query.Where("type", request.Value("type")));

    public override bool CompletesRows => true;

    public override ValueTask<IReadOnlyList<PublishedObject>> CompleteAsync(IReadOnlyList<PublishedObject> rows, ListRequest request, CancellationToken cancellationToken) =>
        new(OnlyMetadata.Apply<Secret>(rows, request));

    // NOTE: whoever put values into the index against the rule, lists and live updates must still not show them.
    public override Secret Project(IndexedObject obj) => Shape.Read<Secret>(obj) with { Data = null, StringData = null };
}
